package elbolab.reproduce.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A resource with entries in prose: {@code [id]}, then lines {@code key: text}; a line that begins
 * with a blank goes on with the text before it, and {@code #} begins a comment. Text may hold
 * {@code `code`} and {@code $TeX$}, with no character escaped. An entry becomes a record whose
 * components are the id and the keys; a key that is not there is null.
 */
final class EntryFile<T extends Record> {
  private final String name;
  private final Class<T> type;
  private final List<String> keys;

  private EntryFile(String name, Class<T> type) {
    this.name = name;
    this.type = type;
    keys = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  /** The entries of a resource beside this class. */
  static <T extends Record> List<T> read(String resource, Class<T> type) {
    try (InputStream stream = EntryFile.class.getResourceAsStream(resource)) {
      return parse(resource, new String(stream.readAllBytes(), StandardCharsets.UTF_8), type);
    } catch (IOException broken) {
      throw new UncheckedIOException(resource + " cannot be read: " + broken, broken);
    }
  }

  static <T extends Record> List<T> parse(String name, String text, Class<T> type) {
    return new EntryFile<>(name, type).entries(text.lines().toList());
  }

  private List<T> entries(List<String> lines) {
    Map<String, Map<String, String>> entries = new LinkedHashMap<>();
    Map<String, String> entry = null;
    String key = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.matches("\\[[\\w.-]+]")) {
        String id = line.substring(1, line.length() - 1);
        entry = new LinkedHashMap<>(Map.of(keys.get(0), id));
        require(entries.put(id, entry) == null, i, "the entry [" + id + "] is there twice");
        key = null;
      } else if (line.startsWith(" ") && key != null) {
        entry.merge(key, line.strip(), (before, more) -> before + " " + more);
      } else {
        key = line.replaceFirst(": .*", "");
        require(entry != null, i, "a line before the first [id]");
        require(keys.contains(key), i, "no key '" + key + "' here");
        String text = line.substring(Math.min(line.length(), key.length() + 2)).strip();
        require(entry.put(key, text) == null, i, "'" + key + "' twice");
      }
    }
    return entries.values().stream().map(this::entry).toList();
  }

  private T entry(Map<String, String> texts) {
    Class<?>[] kinds = new Class<?>[keys.size()];
    Arrays.fill(kinds, String.class);
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(kinds);
      return constructor.newInstance(keys.stream().map(texts::get).toArray());
    } catch (InvocationTargetException refused) {
      throw new IllegalArgumentException(
          "%s: %s".formatted(name, refused.getCause().getMessage()), refused);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " is no record of texts", e);
    }
  }

  private void require(boolean condition, int line, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(
          "%s:%d: %s; keys are %s".formatted(name, line + 1, problem, keys));
    }
  }
}
