package elbolab.nn;

import elbolab.nn.Safetensors.Entry;
import elbolab.nn.Safetensors.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The JSON header of a safetensors file: what it says of each array, and the notes. */
final class SafetensorsHeader {
  static final String NOTES = "__metadata__";

  private final JsonCursor json;

  SafetensorsHeader(String text, String source) {
    json = new JsonCursor(text, problem -> new SafetensorsException(source, "header: " + problem));
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
    json.expect('{');
    if (!json.next('}')) {
      do {
        String name = json.string();
        json.expect(':');
        if (name.equals(NOTES)) {
          readNotes(notes);
        } else {
          places.add(readEntry(name, data, entries));
        }
      } while (json.next(','));
      json.expect('}');
    }
    json.end();
    checkThatNothingIsLeftOut(places, data.length);
  }

  private void checkThatNothingIsLeftOut(List<long[]> places, int length) {
    places.sort(Comparator.comparingLong((long[] place) -> place[0]).thenComparing(p -> p[1]));
    long filled = 0;
    for (long[] place : places) {
      if (place[0] != filled) {
        throw json.broken(
            "an array begins at byte " + place[0] + ", the one before ends at " + filled);
      }
      filled = place[1];
    }
    if (filled != length) {
      throw json.broken("the arrays need " + filled + " bytes, " + length + " are there");
    }
  }

  private void readNotes(Map<String, String> notes) {
    json.expect('{');
    if (json.next('}')) {
      return;
    }
    do {
      String key = json.string();
      json.expect(':');
      notes.put(key, json.string());
    } while (json.next(','));
    json.expect('}');
  }

  private long[] readEntry(String name, byte[] data, Map<String, Entry> entries) {
    Type type = null;
    long[] shape = null;
    long[] offsets = null;
    json.expect('{');
    do {
      String key = json.string();
      json.expect(':');
      switch (key) {
        case "dtype" -> type = type(name, json.string());
        case "shape" -> shape = json.numbers();
        case "data_offsets" -> offsets = json.numbers();
        default -> throw json.broken("\"" + name + "\" has an unknown field \"" + key + "\"");
      }
    } while (json.next(','));
    json.expect('}');
    if (type == null || shape == null || offsets == null || offsets.length != 2) {
      throw json.broken("\"" + name + "\" needs dtype, shape and two data_offsets");
    }
    Entry entry = entry(name, type, shape, offsets, data);
    if (entries.putIfAbsent(name, entry) != null) {
      throw json.broken("\"" + name + "\" stands there twice");
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
      throw json.broken("\"" + name + "\" is too large: " + Arrays.toString(shape));
    }
    if (offsets[0] > offsets[1] || offsets[1] > data.length || offsets[1] - offsets[0] != needed) {
      throw json.broken(
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
    throw json.broken(
        "\"" + name + "\" holds " + written + "; we read " + Arrays.toString(Type.values()));
  }
}
