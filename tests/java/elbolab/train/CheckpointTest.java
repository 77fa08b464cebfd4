package elbolab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.nn.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  @TempDir Path folder;

  private Path written() throws IOException {
    Safetensors arrays = new Safetensors();
    arrays.put("parameters/w", new int[] {2, 2}, new float[] {1, Float.NaN, -0f, 4});
    arrays.put("random/order", 1, 2, 3);
    Path path = folder.resolve("run.checkpoint");
    new Checkpoint(17, "Plan[rows=5]", arrays).write(path);
    return path;
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Checkpoint read = Checkpoint.read(written());
    assertEquals(17, read.step());
    assertEquals("Plan[rows=5]", read.settings());
    assertArrayEquals(
        new float[] {1, Float.NaN, -0f, 4}, read.arrays().under("parameters/").floats("w"));
    assertArrayEquals(new long[] {1, 2, 3}, read.arrays().longs("random/order"));
  }

  @Test
  void noPartOfACheckpointIsReadAsOne() throws IOException {
    Path path = written();
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      Exception refused = assertThrows(CheckpointException.class, () -> Checkpoint.read(path));
      assertTrue(refused.getMessage().contains("run.checkpoint: cut off, damaged"));
    }
  }

  @Test
  void everyFlippedBitIsFound() throws IOException {
    Path path = written();
    byte[] whole = Files.readAllBytes(path);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      Files.write(path, damaged);
      assertThrows(CheckpointException.class, () -> Checkpoint.read(path));
    }
  }
}
