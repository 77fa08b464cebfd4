package elbolab.train;

import elbolab.math.Sha256;
import elbolab.nn.Safetensors;
import elbolab.nn.SafetensorsException;
import elbolab.nn.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A run's whole state after a step, in one safetensors file. The last array of the file is the
 * SHA-256 of everything before it, so that a file that was cut off or changed is never taken for a
 * checkpoint.
 *
 * @param step how many steps are done
 * @param settings the run's settings as text, compared when it resumes
 * @param arrays parameters, optimiser state, random streams by name
 */
public record Checkpoint(long step, String settings, Safetensors arrays) {
  private static final String DIGEST = "sha256";
  private static final int DIGEST_BYTES = 32;

  /** Replaces the file in one step; see {@link WholeFile}. */
  public void write(Path path) throws IOException {
    Safetensors file = new Safetensors();
    file.putAll("", arrays);
    file.note("elbolab", "checkpoint 1");
    file.note("step", Long.toString(step));
    file.note("settings", settings);
    file.put(DIGEST, new byte[DIGEST_BYTES]);
    byte[] bytes = file.toBytes();
    byte[] digest = digest(bytes);
    System.arraycopy(digest, 0, bytes, bytes.length - DIGEST_BYTES, DIGEST_BYTES);
    WholeFile.write(path, bytes);
  }

  public static Checkpoint read(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    int end = bytes.length - DIGEST_BYTES;
    if (end < 0 || !Arrays.equals(digest(bytes), Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw new CheckpointException(
          path
              + ": cut off, damaged or no checkpoint: the SHA-256 at its end is not that of its "
              + bytes.length
              + " bytes. Delete it to start again, or use a copy");
    }
    try {
      Safetensors file = Safetensors.parse(bytes, path.toString());
      return new Checkpoint(Long.parseLong(file.note("step")), file.note("settings"), file);
    } catch (SafetensorsException | IllegalArgumentException notOurs) {
      throw new CheckpointException(path + ": no checkpoint: " + notOurs.getMessage());
    }
  }

  private static byte[] digest(byte[] file) {
    return Sha256.of(file, 0, file.length - DIGEST_BYTES);
  }
}
