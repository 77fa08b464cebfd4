package elbolab.nn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Named arrays in the safetensors format: the length of a JSON header (8 bytes, little endian), the
 * header, the arrays' bytes one after the other. Python's {@code safetensors} reads these files,
 * and so do twenty lines with {@code struct} and {@code json}.
 */
public final class Safetensors {
  /** The element types that we write and read. */
  enum Type {
    F32(4),
    I64(8),
    U8(1);

    final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }
  }

  record Entry(Type type, int[] shape, byte[] bytes) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();

  public void put(String name, int[] shape, float[] values) {
    ByteBuffer bytes = littleEndian(new byte[Math.multiplyExact(4, values.length)]);
    bytes.asFloatBuffer().put(values);
    put(name, new Entry(Type.F32, shape.clone(), bytes.array()), values.length);
  }

  public void put(String name, long... values) {
    ByteBuffer bytes = littleEndian(new byte[Math.multiplyExact(8, values.length)]);
    bytes.asLongBuffer().put(values);
    put(name, new Entry(Type.I64, new int[] {values.length}, bytes.array()), values.length);
  }

  public void put(String name, byte[] values) {
    put(name, new Entry(Type.U8, new int[] {values.length}, values.clone()), values.length);
  }

  /** All arrays and notes of another file, the names with a prefix. */
  public void putAll(String prefix, Safetensors other) {
    other.entries.forEach(
        (name, entry) -> put(prefix + name, entry, (int) SafetensorsHeader.size(entry.shape())));
    other.notes.forEach((key, text) -> note(prefix + key, text));
  }

  /** The arrays whose names begin with the prefix, without it. */
  public Safetensors under(String prefix) {
    Safetensors part = new Safetensors();
    entries.forEach(
        (name, entry) -> {
          if (name.startsWith(prefix)) {
            part.entries.put(name.substring(prefix.length()), entry);
          }
        });
    return part;
  }

  private void put(String name, Entry entry, int values) {
    if (SafetensorsHeader.size(entry.shape()) != values) {
      throw new IllegalArgumentException(
          "\"" + name + "\": shape and number of values (" + values + ") disagree");
    }
    if (name.equals(SafetensorsHeader.NOTES) || entries.putIfAbsent(name, entry) != null) {
      throw new IllegalArgumentException("\"" + name + "\" is already there, or reserved");
    }
  }

  /** A line of text beside the arrays (the format's {@code __metadata__}). */
  public void note(String key, String text) {
    notes.put(key, text);
  }

  public String note(String key) {
    return findNote(key)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no note \"" + key + "\"; there are " + notes.keySet()));
  }

  /** The note, if the file has it: what a file of unknown origin is told by. */
  public Optional<String> findNote(String key) {
    return Optional.ofNullable(notes.get(key));
  }

  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  public int[] shape(String name) {
    return entry(name).shape().clone();
  }

  public float[] floats(String name) {
    Entry entry = entry(name, Type.F32);
    float[] values = new float[entry.bytes().length / 4];
    littleEndian(entry.bytes()).asFloatBuffer().get(values);
    return values;
  }

  public long[] longs(String name) {
    Entry entry = entry(name, Type.I64);
    long[] values = new long[entry.bytes().length / 8];
    littleEndian(entry.bytes()).asLongBuffer().get(values);
    return values;
  }

  public byte[] bytes(String name) {
    return entry(name, Type.U8).bytes().clone();
  }

  private Entry entry(String name, Type type) {
    Entry entry = entry(name);
    if (entry.type() != type) {
      throw new IllegalArgumentException(
          "\"" + name + "\" holds " + entry.type() + ", not " + type);
    }
    return entry;
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("no array \"" + name + "\"; there are " + names());
    }
    return entry;
  }

  public byte[] toBytes() {
    byte[] header = SafetensorsHeader.write(entries, notes).getBytes(StandardCharsets.UTF_8);
    long size = 8L + header.length;
    for (Entry entry : entries.values()) {
      size += entry.bytes().length;
    }
    ByteBuffer all = littleEndian(new byte[Math.toIntExact(size)]);
    all.putLong(header.length).put(header);
    entries.values().forEach(entry -> all.put(entry.bytes()));
    return all.array();
  }

  /** Reads what {@link #toBytes} wrote; {@code source} names the place in error messages. */
  public static Safetensors parse(byte[] bytes, String source) {
    if (bytes.length < 8) {
      throw new SafetensorsException(
          source, "has " + bytes.length + " bytes; the header needs at least 8");
    }
    long length = littleEndian(bytes).getLong();
    if (length < 2 || length > bytes.length - 8L) {
      throw new SafetensorsException(
          source, "header of " + length + " bytes in a file of " + bytes.length + ": truncated?");
    }
    Safetensors file = new Safetensors();
    String header = new String(bytes, 8, (int) length, StandardCharsets.UTF_8);
    byte[] data = Arrays.copyOfRange(bytes, 8 + (int) length, bytes.length);
    new SafetensorsHeader(header, source).read(data, file.entries, file.notes);
    return file;
  }

  public void write(Path path) throws IOException {
    WholeFile.write(path, toBytes());
  }

  public static Safetensors read(Path path) throws IOException {
    return parse(Files.readAllBytes(path), path.toString());
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
