package elbolab.nn;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.annotations.SerializedName;
import com.google.gson.reflect.TypeToken;
import elbolab.nn.Safetensors.Entry;
import elbolab.nn.Safetensors.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The JSON header of a safetensors file: what it says of each array, and the notes. */
final class SafetensorsHeader {
  static final String NOTES = "__metadata__";
  private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");
  private static final Gson JSON =
      new GsonBuilder().disableHtmlEscaping().setStrictness(Strictness.STRICT).create();

  /** What the header says of an array: where it lies in the data. */
  private record Place(Type dtype, int[] shape, @SerializedName("data_offsets") long[] offsets) {
    @Override
    public String toString() {
      return "%s %s at %s".formatted(dtype, Arrays.toString(shape), Arrays.toString(offsets));
    }
  }

  private final String text;
  private final String source;

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
    Map<String, Object> header = new LinkedHashMap<>();
    if (!notes.isEmpty()) {
      header.put(NOTES, notes);
    }
    long begin = 0;
    for (Map.Entry<String, Entry> named : entries.entrySet()) {
      Entry entry = named.getValue();
      long end = begin + entry.bytes().length;
      header.put(named.getKey(), new Place(entry.type(), entry.shape(), new long[] {begin, end}));
      begin = end;
    }
    String text = JSON.toJson(header);
    // Spaces at the end let the data start at a multiple of 8, as the format advises.
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return text + " ".repeat((8 - length % 8) % 8);
  }

  /** Adds what the header names to the two maps; the arrays must fill {@code data} exactly. */
  void read(byte[] data, Map<String, Entry> entries, Map<String, String> notes) {
    List<long[]> places = new ArrayList<>();
    for (Map.Entry<String, JsonElement> named : parsed().entrySet()) {
      if (named.getKey().equals(NOTES)) {
        notes.putAll(as(new TypeToken<Map<String, String>>() {}, named.getValue()));
      } else {
        Place place = place(named.getKey(), named.getValue(), data);
        int begin = (int) place.offsets[0];
        byte[] bytes = Arrays.copyOfRange(data, begin, (int) place.offsets[1]);
        entries.put(named.getKey(), new Entry(place.dtype, place.shape, bytes));
        places.add(place.offsets);
      }
    }
    checkThatNothingIsLeftOut(places, data.length);
  }

  private Map<String, JsonElement> parsed() {
    return read(() -> JSON.fromJson(text, new TypeToken<Map<String, JsonElement>>() {}));
  }

  private <T> T as(TypeToken<T> type, JsonElement element) {
    return read(() -> JSON.fromJson(element, type));
  }

  private <T> T read(Supplier<T> json) {
    try {
      T value = json.get();
      if (value != null) {
        return value;
      }
    } catch (JsonParseException e) {
      throw broken(e.getMessage());
    }
    throw broken("null where something is expected");
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

  private Place place(String name, JsonElement element, byte[] data) {
    if (!element.isJsonObject() || !element.getAsJsonObject().keySet().equals(FIELDS)) {
      throw broken("\"%s\" needs %s and nothing else: %s".formatted(name, FIELDS, element));
    }
    Place place = as(new TypeToken<Place>() {}, element);
    if (place.dtype == null || place.shape == null) {
      throw broken(
          "\"%s\" is %s; we read %s".formatted(name, element, Arrays.toString(Type.values())));
    }
    long[] offsets = place.offsets;
    if (offsets == null
        || offsets.length != 2
        || offsets[0] < 0
        || offsets[1] < offsets[0]
        || offsets[1] > data.length
        || Arrays.stream(place.shape).anyMatch(extent -> extent < 0)
        || offsets[1] - offsets[0] != needed(place)) {
      throw broken(
          "\"%s\", %s, does not fit in %d bytes of data".formatted(name, place, data.length));
    }
    return place;
  }

  /** In bytes; no array of Java has so many as what does not fit a long. */
  private static long needed(Place place) {
    try {
      return Math.multiplyExact(size(place.shape), (long) place.dtype.bytes);
    } catch (ArithmeticException tooLarge) {
      return Long.MAX_VALUE;
    }
  }

  private SafetensorsException broken(String problem) {
    return new SafetensorsException(source, "header: " + problem);
  }
}
