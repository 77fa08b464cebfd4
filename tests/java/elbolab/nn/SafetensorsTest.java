package elbolab.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  private static final String ODD_NAME = "encoder.μ \"quoted\\\"\n\ttab";

  @TempDir Path folder;

  private static Safetensors sample() {
    Random random = new Random(3);
    float[] bits = new float[24];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.intBitsToFloat(random.nextInt());
    }
    bits[0] = Float.NaN;
    bits[1] = -0f;
    bits[2] = Float.NEGATIVE_INFINITY;
    bits[3] = Float.MIN_VALUE;
    Safetensors file = new Safetensors();
    file.put("weight", new int[] {2, 3, 4}, bits);
    file.put("scalar", new int[0], new float[] {0.1f});
    file.put("nothing", new int[] {0, 5}, new float[0]);
    file.put("state", Long.MIN_VALUE, -1, 0, 1L << 40);
    file.put(ODD_NAME, new byte[] {1, -1, 127});
    file.note("settings", "Adam[rate=0.001, ε=1e-8]");
    return file;
  }

  @Test
  void whatIsWrittenIsReadBitForBit() throws IOException {
    Path path = folder.resolve("deep/er/weights.safetensors");
    Safetensors written = sample();
    written.write(path);
    Safetensors read = Safetensors.read(path);
    assertEquals(List.copyOf(written.names()), List.copyOf(read.names()));
    assertArrayEquals(new int[] {2, 3, 4}, read.shape("weight"));
    assertArrayEquals(written.toBytes(), read.toBytes());
    assertArrayEquals(new long[] {Long.MIN_VALUE, -1, 0, 1L << 40}, read.longs("state"));
    assertEquals("Adam[rate=0.001, ε=1e-8]", read.note("settings"));
  }

  @Test
  void pythonReadsTheSameBits() throws Exception {
    Path path = folder.resolve("weights.safetensors");
    Safetensors written = sample();
    written.write(path);
    Process python =
        new ProcessBuilder("/usr/bin/python3", "tests/peers/read_safetensors.py", path.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String seen = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, python.waitFor());
    StringBuilder bits = new StringBuilder();
    for (float value : written.floats("weight")) {
      bits.append("%08x".formatted(Float.floatToRawIntBits(value)));
    }
    assertTrue(seen.contains("array \"weight\" F32 [2, 3, 4] " + bits + "\n"), seen);
    assertTrue(seen.contains("array \"scalar\" F32 [] 3dcccccd\n"), seen);
    assertTrue(seen.contains("array \"nothing\" F32 [0, 5] \n"), seen);
    assertTrue(seen.contains("array \"state\" I64 [4] 8000000000000000ffffffffffffffff"), seen);
    assertTrue(
        seen.contains("\"encoder.\\u03bc \\\"quoted\\\\\\\"\\n\\ttab\" U8 [3] 01ff7f"), seen);
    assertTrue(seen.contains("note \"settings\" \"Adam[rate=0.001, \\u03b5=1e-8]\""), seen);
  }

  @Test
  void everyTruncationIsAClearError() {
    byte[] whole = sample().toBytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] part = java.util.Arrays.copyOf(whole, length);
      Exception broken =
          assertThrows(SafetensorsException.class, () -> Safetensors.parse(part, "part.st"));
      assertTrue(broken.getMessage().startsWith("part.st: not a valid safetensors file: "));
    }
  }

  @Test
  void everyDamagedHeaderIsAClearErrorOrReadsAsValid() {
    byte[] whole = sample().toBytes();
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(500)] = (byte) (random.nextBoolean() ? random.nextInt(256) : '9');
      try {
        Safetensors.parse(damaged, "damaged.st");
      } catch (SafetensorsException expected) {
        refused++;
      }
    }
    assertTrue(refused > 1000, "refused only " + refused);
  }

  @Test
  void holesAndOverlapsAreRefused() {
    String header =
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[%d,%d]}}";
    String space = "      ";
    assertEquals(2, parse(header.formatted(2, 4) + space, 4).names().size());
    assertThrows(SafetensorsException.class, () -> parse(header.formatted(0, 2), 2));
    assertThrows(SafetensorsException.class, () -> parse(header.formatted(1, 3), 4));
    assertThrows(SafetensorsException.class, () -> parse(header.formatted(3, 5), 5));
    assertThrows(SafetensorsException.class, () -> parse(header.formatted(2, 4), 5));
  }

  private static Safetensors parse(String header, int data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[8 + text.length + data];
    all[0] = (byte) text.length;
    System.arraycopy(text, 0, all, 8, text.length);
    assertTrue(text.length < 256);
    return Safetensors.parse(all, "made.st");
  }

  @Test
  void anInterruptedThreadStillWritesTheWholeFile() throws IOException {
    Path path = folder.resolve("interrupted.st");
    Thread.currentThread().interrupt();
    sample().write(path);
    assertTrue(Thread.interrupted(), "the interrupt must stay visible");
    assertArrayEquals(sample().toBytes(), Files.readAllBytes(path));
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count(), "no temporary file is left");
    }
  }
}
