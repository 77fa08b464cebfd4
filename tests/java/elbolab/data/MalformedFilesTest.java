package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import elbolab.math.Rng;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spoiled files, made from sound ones: each gives an error that names the place, or reads as valid;
 * none hangs, none ends in another exception, none makes the reader ask for much memory.
 */
class MalformedFilesTest {
  private static final int FILES = 200;
  private static final long MOST_MEMORY = 48L << 20;
  private static final List<ColumnSpec> SPECS =
      List.of(
          ColumnSpec.real("x"),
          ColumnSpec.count("n"),
          ColumnSpec.category("c"),
          ColumnSpec.binary("b", "no", "yes"),
          ColumnSpec.date("d", "M/d/uuuu"));

  private enum Format {
    CSV("t.csv"),
    CSV_GZ("t.csv.gz"),
    IDX("t-idx3-ubyte"),
    IDX_GZ("t-idx3-ubyte.gz"),
    /** Spoiled before it is packed, so that the damage lies behind a sound checksum. */
    CSV_INSIDE_GZ("u.csv.gz"),
    IDX_INSIDE_GZ("u-idx3-ubyte.gz");

    private final String fileName;

    Format(String fileName) {
      this.fileName = fileName;
    }
  }

  private sealed interface Outcome {
    record Valid() implements Outcome {}

    record Refused(String message) implements Outcome {}

    record Crashed(Throwable cause) implements Outcome {}
  }

  private record Observed(Outcome outcome, long allocated) {}

  @TempDir Path folder;
  private final ExecutorService reader = Executors.newSingleThreadExecutor();

  @AfterEach
  void stopReader() {
    reader.shutdownNow();
  }

  @Test
  void twoHundredSpoiledFiles() throws Exception {
    Rng rng = Rng.of(2, "malformed files");
    Map<String, int[]> counts = new TreeMap<>();
    long mostMemory = 0;
    for (int i = 0; i < FILES; i++) {
      Format format = Format.values()[i % Format.values().length];
      Mutation mutation = Mutation.values()[i / Format.values().length % Mutation.values().length];
      Path file = folder.resolve(i + "-" + format.fileName);
      Files.write(file, spoiled(format, mutation, rng.stream("file", i)));
      Observed observed = reader.submit(() -> observe(format, file)).get(10, TimeUnit.SECONDS);
      String what = file.getFileName() + " " + mutation + ": " + observed;
      assertFalse(observed.outcome() instanceof Outcome.Crashed, what);
      if (observed.outcome() instanceof Outcome.Refused refused) {
        String place = format == Format.CSV ? file + ":[1-9].*" : file + ":.*";
        assertTrue(refused.message().matches("(?s)" + place), what);
        assertTrue(refused.message().length() < 400, what);
        assertFalse(refused.message().contains("Exception"), what);
      }
      mostMemory = Math.max(mostMemory, observed.allocated());
      assertTrue(observed.allocated() < MOST_MEMORY, what);
      int[] count = counts.computeIfAbsent(format.name(), key -> new int[2]);
      count[observed.outcome() instanceof Outcome.Valid ? 0 : 1]++;
    }
    int refused = counts.values().stream().mapToInt(count -> count[1]).sum();
    System.out.printf(
        "%d spoiled files: %d refused with their place, %d read as valid, at most %.1f MB asked for%n",
        FILES, refused, FILES - refused, mostMemory / 1e6);
    counts.forEach(
        (format, count) ->
            System.out.printf("  %-14s %d refused, %d valid%n", format, count[1], count[0]));
    assertTrue(refused > FILES / 2, "most mutations must be noticed: " + refused);
  }

  @Test
  void theSoundFilesAreRead() throws Exception {
    for (Format format : Format.values()) {
      Path file = folder.resolve(format.fileName);
      Files.write(file, sound(format));
      assertEquals(new Outcome.Valid(), observe(format, file).outcome(), format.name());
    }
  }

  @Test
  void packedBombsAreBounded() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bomb)) {
      out.write(soundIdx());
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 200; i++) {
        out.write(zeros);
      }
    }
    Map<Format, String> expected = new EnumMap<>(Format.class);
    expected.put(Format.IDX_GZ, "more bytes follow than the 2,352 that the header declares");
    expected.put(Format.CSV_GZ, ":1, column 1: a zero byte; expected text");
    for (Map.Entry<Format, String> entry : expected.entrySet()) {
      Path file = folder.resolve(entry.getKey().fileName);
      Files.write(file, bomb.toByteArray());
      Observed observed = observe(entry.getKey(), file);
      assertTrue(observed.outcome().toString().contains(entry.getValue()), observed.toString());
      assertTrue(observed.allocated() < 4 << 20, observed.toString());
    }
  }

  private static Observed observe(Format format, Path file) {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();
    Outcome outcome = new Outcome.Valid();
    try {
      read(format, file);
    } catch (DataException e) {
      outcome = new Outcome.Refused(e.getMessage());
    } catch (Throwable e) {
      outcome = new Outcome.Crashed(e);
    }
    return new Observed(outcome, memory.getCurrentThreadAllocatedBytes() - before);
  }

  private static void read(Format format, Path file) {
    switch (format) {
      case IDX, IDX_GZ, IDX_INSIDE_GZ -> {
        Idx idx = Idx.read(file, 3);
        int[] shape = idx.shape();
        assertEquals(idx.bytes().length, shape[0] * shape[1] * shape[2]);
      }
      default -> {
        for (Column column : Csv.read(file, CsvFormat.COMMA, SPECS)) {
          assertEquals(0, column.missing(), "bad input must not become a missing value");
        }
      }
    }
  }

  private static byte[] spoiled(Format format, Mutation mutation, Rng rng) throws IOException {
    return switch (format) {
      case CSV_INSIDE_GZ -> pack(mutation.apply(soundCsv(), rng));
      case IDX_INSIDE_GZ -> pack(mutation.apply(soundIdx(), rng));
      default -> mutation.apply(sound(format), rng);
    };
  }

  private static byte[] sound(Format format) throws IOException {
    return switch (format) {
      case CSV -> soundCsv();
      case CSV_GZ, CSV_INSIDE_GZ -> pack(soundCsv());
      case IDX -> soundIdx();
      case IDX_GZ, IDX_INSIDE_GZ -> pack(soundIdx());
    };
  }

  private static byte[] soundCsv() {
    StringBuilder text = new StringBuilder("x,n,c,b,d\n");
    for (int row = 0; row < 60; row++) {
      text.append(row * 0.37 - 5).append(',').append(row * row).append(',');
      text.append(row % 3 == 0 ? "\"grün, \"\"b\"\"\"" : "red").append(',');
      text.append(row % 2 == 0 ? "no" : "yes").append(',');
      text.append(1 + row % 12).append('/').append(1 + row % 28).append("/2015\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] soundIdx() {
    byte[] file = new byte[16 + 3 * 28 * 28];
    byte[] header = {0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 28, 0, 0, 0, 28};
    System.arraycopy(header, 0, file, 0, header.length);
    for (int i = header.length; i < file.length; i++) {
      file[i] = (byte) (i * 31);
    }
    return file;
  }

  private static byte[] pack(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
