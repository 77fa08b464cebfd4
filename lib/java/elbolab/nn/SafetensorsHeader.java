package elbolab.nn;

import elbolab.nn.Safetensors.Entry;
import elbolab.nn.Safetensors.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The JSON header of a safetensors file. It has a fixed depth, so a cursor that expects exactly
 * this grammar reads it: nothing recursive, and each error knows its character.
 */
final class SafetensorsHeader {
  static final String NOTES = "__metadata__";

  private final String text;
  private final String source;
  private int at;

  SafetensorsHeader(String text, String source) {
    this.text = text;
    this.source = source;
  }

  static long size(int[] shape) {
    long size = 1;
    for (int extent : shape) {
      size = Math.multiplyExact(size, (long) extent);
    }
    return size;
  }

  static String write(Map<String, Entry> entries, Map<String, String> notes) {
    List<String> parts = new ArrayList<>();
    if (!notes.isEmpty()) {
      List<String> lines = new ArrayList<>();
      notes.forEach((key, value) -> lines.add(quote(key) + ":" + quote(value)));
      parts.add(quote(NOTES) + ":{" + String.join(",", lines) + "}");
    }
    long begin = 0;
    for (Map.Entry<String, Entry> named : entries.entrySet()) {
      Entry entry = named.getValue();
      long end = begin + entry.bytes().length;
      String shape = Arrays.toString(entry.shape()).replace(" ", "");
      parts.add(
          "%s:{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(quote(named.getKey()), entry.type(), shape, begin, end));
      begin = end;
    }
    String header = "{" + String.join(",", parts) + "}";
    // All is ASCII. Spaces at the end let the data start at a multiple of 8, as the format advises.
    return header + " ".repeat((8 - header.length() % 8) % 8);
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** Adds what the header names to the two maps; the arrays must fill {@code data} exactly. */
  void read(byte[] data, Map<String, Entry> entries, Map<String, String> notes) {
    List<long[]> places = new ArrayList<>();
    expect('{');
    if (!next('}')) {
      do {
        String name = string();
        expect(':');
        if (name.equals(NOTES)) {
          readNotes(notes);
        } else {
          places.add(readEntry(name, data, entries));
        }
      } while (next(','));
      expect('}');
    }
    skipSpace();
    if (at != text.length()) {
      throw broken("text after the end of the header");
    }
    checkThatNothingIsLeftOut(places, data.length);
  }

  private void checkThatNothingIsLeftOut(List<long[]> places, int length) {
    places.sort(Comparator.comparingLong((long[] place) -> place[0]).thenComparing(p -> p[1]));
    long filled = 0;
    for (long[] place : places) {
      if (place[0] != filled) {
        throw broken("an array begins at byte " + place[0] + ", the one before ends at " + filled);
      }
      filled = place[1];
    }
    if (filled != length) {
      throw broken("the arrays need " + filled + " bytes, " + length + " are there");
    }
  }

  private void readNotes(Map<String, String> notes) {
    expect('{');
    if (next('}')) {
      return;
    }
    do {
      String key = string();
      expect(':');
      notes.put(key, string());
    } while (next(','));
    expect('}');
  }

  private long[] readEntry(String name, byte[] data, Map<String, Entry> entries) {
    Type type = null;
    long[] shape = null;
    long[] offsets = null;
    expect('{');
    do {
      String key = string();
      expect(':');
      switch (key) {
        case "dtype" -> type = type(name, string());
        case "shape" -> shape = numbers();
        case "data_offsets" -> offsets = numbers();
        default -> throw broken("\"" + name + "\" has an unknown field \"" + key + "\"");
      }
    } while (next(','));
    expect('}');
    if (type == null || shape == null || offsets == null || offsets.length != 2) {
      throw broken("\"" + name + "\" needs dtype, shape and two data_offsets");
    }
    Entry entry = entry(name, type, shape, offsets, data);
    if (entries.putIfAbsent(name, entry) != null) {
      throw broken("\"" + name + "\" stands there twice");
    }
    return offsets;
  }

  private Entry entry(String name, Type type, long[] shape, long[] offsets, byte[] data) {
    long needed;
    int[] extents;
    try {
      extents = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
      needed = Math.multiplyExact(size(extents), (long) type.bytes);
    } catch (ArithmeticException tooLarge) {
      throw broken("\"" + name + "\" is too large: " + Arrays.toString(shape));
    }
    if (offsets[0] > offsets[1] || offsets[1] > data.length || offsets[1] - offsets[0] != needed) {
      throw broken(
          "\"%s\" of %s %s needs %d bytes, its place %s in %d bytes does not fit"
              .formatted(
                  name,
                  type,
                  Arrays.toString(shape),
                  needed,
                  Arrays.toString(offsets),
                  data.length));
    }
    byte[] bytes = Arrays.copyOfRange(data, (int) offsets[0], (int) offsets[1]);
    return new Entry(type, extents, bytes);
  }

  private Type type(String name, String written) {
    for (Type type : Type.values()) {
      if (type.name().equals(written)) {
        return type;
      }
    }
    throw broken(
        "\"" + name + "\" holds " + written + "; we read " + Arrays.toString(Type.values()));
  }

  private long[] numbers() {
    List<Long> numbers = new ArrayList<>();
    expect('[');
    if (!next(']')) {
      do {
        numbers.add(number());
      } while (next(','));
      expect(']');
    }
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  private long number() {
    skipSpace();
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    // 18 digits always fit a long.
    if (at == from || at - from > 18) {
      throw broken("a whole number of at most 18 digits is expected");
    }
    return Long.parseLong(text.substring(from, at));
  }

  private String string() {
    expect('"');
    StringBuilder read = new StringBuilder();
    while (true) {
      char c = character();
      if (c == '"') {
        return read.toString();
      }
      read.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = character();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = Character.digit(character(), 16);
          if (digit < 0) {
            throw broken("four hexadecimal digits are expected");
          }
          code = 16 * code + digit;
        }
        yield (char) code;
      }
      default -> throw broken("unknown escape \\" + c);
    };
  }

  private char character() {
    if (at >= text.length()) {
      throw broken("the header ends inside a text");
    }
    return text.charAt(at++);
  }

  private void expect(char wanted) {
    if (!next(wanted)) {
      String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
      throw broken("'" + wanted + "' is expected, " + found + " is there");
    }
  }

  private boolean next(char wanted) {
    skipSpace();
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private SafetensorsException broken(String problem) {
    return new SafetensorsException(source, problem + " (header, character " + at + ")");
  }
}
