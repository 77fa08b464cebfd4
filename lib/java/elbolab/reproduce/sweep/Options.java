package elbolab.reproduce.sweep;

import elbolab.data.Nearest;
import elbolab.data.Numbers;
import elbolab.reproduce.UsageError;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The options of a record by name, as a sweep varies them: numbers, truth values, words of an enum,
 * lists of these, and those of a record within it behind a point ({@code training.rate}). The
 * record's own constructor says which values it takes.
 */
record Options(Record record) {

  /** Every name with its value as text. */
  SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    for (RecordComponent part : record.getClass().getRecordComponents()) {
      Object value = read(part);
      if (value instanceof Record inner) {
        new Options(inner)
            .texts()
            .forEach((name, text) -> texts.put(part.getName() + "." + name, text));
      } else {
        texts.put(part.getName(), text(value));
      }
    }
    return texts;
  }

  /** A value as the tables and the names of settings write it. */
  static String text(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return Numbers.shortest(((Number) value).doubleValue());
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Options::text).collect(Collectors.joining(" ", "[", "]"));
    }
    return value instanceof Enum<?> word
        ? word.name().toLowerCase(Locale.ROOT)
        : String.valueOf(value);
  }

  /** The record with other values, each of the type of its option. */
  Record with(Map<String, ?> values) {
    Record changed = record;
    Map<String, Map<String, Object>> inner = new TreeMap<>();
    Map<String, Object> own = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          int point = name.indexOf('.');
          if (point < 0) {
            own.put(name, value);
          } else {
            inner
                .computeIfAbsent(name.substring(0, point), first -> new TreeMap<>())
                .put(name.substring(point + 1), value);
          }
        });
    inner.forEach((name, its) -> own.put(name, new Options((Record) read(part(name))).with(its)));
    return own.isEmpty() ? changed : construct(own);
  }

  private Record construct(Map<String, Object> values) {
    RecordComponent[] parts = record.getClass().getRecordComponents();
    Object[] arguments =
        Arrays.stream(parts)
            .map(
                part ->
                    values.containsKey(part.getName()) ? values.get(part.getName()) : read(part))
            .toArray();
    try {
      Constructor<?> canonical =
          record
              .getClass()
              .getDeclaredConstructor(
                  Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
      canonical.setAccessible(true);
      return (Record) canonical.newInstance(arguments);
    } catch (InvocationTargetException refused) {
      throw new UsageError(
          "%s: %s"
              .formatted(
                  values.entrySet().stream()
                      .map(e -> e.getKey() + "=" + text(e.getValue()))
                      .collect(Collectors.joining(", ")),
                  refused.getCause().getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot make " + record.getClass(), e);
    }
  }

  /** The type of an option, or an error that names the nearest one. */
  Type type(String name) {
    int point = name.indexOf('.');
    if (point >= 0 && read(part(name.substring(0, point))) instanceof Record inner) {
      return new Options(inner).type(name.substring(point + 1));
    }
    RecordComponent part = part(name);
    if (read(part) instanceof Record inner) {
      throw new UsageError(
          "%s holds options of its own: %s"
              .formatted(
                  name,
                  new Options(inner)
                      .texts().keySet().stream()
                          .map(each -> name + "." + each)
                          .collect(Collectors.joining(", "))));
    }
    return part.getGenericType();
  }

  /** A number, truth value, word or list of these, made one of an option's type. */
  Object convert(String name, Object value) {
    Type type = type(name);
    return convert(name, type, value);
  }

  private static Object convert(String name, Type type, Object value) {
    if (value instanceof Number number) {
      double exact = number.doubleValue();
      if (type == double.class) {
        return exact;
      }
      if (type == float.class) {
        return (float) exact;
      }
      boolean whole = exact == Math.rint(exact);
      if (whole && (type == int.class || type == Integer.class) && (int) exact == exact) {
        return (int) exact;
      }
      if (whole && (type == long.class || type == Long.class)) {
        return (long) exact;
      }
      if (type == Double.class) {
        return exact;
      }
    }
    if (value instanceof Boolean && type == boolean.class
        || value instanceof String && type == String.class) {
      return value;
    }
    if (value instanceof String word && type instanceof Class<?> words && words.isEnum()) {
      return word(name, words, word);
    }
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      List<?> items = value instanceof List<?> several ? several : List.of(value);
      List<Object> converted = new ArrayList<>();
      items.forEach(item -> converted.add(convert(name, list.getActualTypeArguments()[0], item)));
      return converted;
    }
    throw new UsageError("%s: %s is not %s".formatted(name, text(value), kind(type)));
  }

  private static Object word(String name, Class<?> words, String word) {
    List<Object> known = List.of(words.getEnumConstants());
    List<String> names = known.stream().map(Options::text).toList();
    int index = names.indexOf(word.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new UsageError(
          "%s: no '%s'; nearest: %s".formatted(name, word, Nearest.of(word, names)));
    }
    return known.get(index);
  }

  private static String kind(Type type) {
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == float.class || type == Double.class) {
      return "a number";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return "a list, each of it " + kind(list.getActualTypeArguments()[0]);
    }
    return type instanceof Class<?> words && words.isEnum()
        ? "one of " + Arrays.stream(words.getEnumConstants()).map(Options::text).toList()
        : "something that a sweep can set";
  }

  static boolean isWhole(Type type) {
    return type == int.class || type == long.class;
  }

  private RecordComponent part(String name) {
    return Arrays.stream(record.getClass().getRecordComponents())
        .filter(part -> part.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageError(
                    "no option '%s'; nearest: %s. All of them: %s"
                        .formatted(
                            name,
                            Nearest.of(name, texts().keySet()),
                            String.join(", ", texts().keySet()))));
  }

  private Object read(RecordComponent part) {
    try {
      part.getAccessor().setAccessible(true);
      return part.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot read " + part + " of " + record, e);
    }
  }
}
