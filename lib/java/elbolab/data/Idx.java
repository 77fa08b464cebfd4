package elbolab.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An IDX file of unsigned bytes, the format of MNIST: two zero bytes, the type 0x08, the number of
 * dimensions, each dimension as a big-endian int, then the bytes, last dimension fastest.
 */
record Idx(int[] shape, byte[] bytes) {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int MOST_BYTES = 1 << 29;

  /** Reads a plain or gzip file that must have this many dimensions. */
  static Idx read(Path file, int dimensions) {
    try (InputStream in = Gzip.open(file, MOST_BYTES + 64L)) {
      int[] shape = header(file, in, dimensions);
      int declared = declaredBytes(file, shape);
      byte[] bytes = in.readNBytes(declared);
      if (bytes.length < declared) {
        throw new DataException(
            "%s: the header declares %s = %,d bytes, but only %,d follow; the file is cut off"
                .formatted(file, Arrays.toString(shape), declared, bytes.length));
      }
      if (in.read() >= 0) {
        throw new DataException(
            "%s: more bytes follow than the %,d that the header declares"
                .formatted(file, declared));
      }
      return new Idx(shape, bytes);
    } catch (IOException e) {
      throw Gzip.explain(file, e);
    }
  }

  private static int[] header(Path file, InputStream in, int dimensions) throws IOException {
    int magic = readInt(file, in, "the magic number");
    if (magic != (UNSIGNED_BYTE << 8 | dimensions)) {
      throw new DataException(
          "%s: expected the magic number 0x%08X (unsigned bytes, %d dimensions), found 0x%08X"
              .formatted(file, UNSIGNED_BYTE << 8 | dimensions, dimensions, magic));
    }
    int[] shape = new int[dimensions];
    for (int d = 0; d < dimensions; d++) {
      shape[d] = readInt(file, in, "dimension " + (d + 1));
      if (shape[d] <= 0) {
        throw new DataException(
            "%s: dimension %d is %d; expected 1 or more".formatted(file, d + 1, shape[d]));
      }
    }
    return shape;
  }

  private static int readInt(Path file, InputStream in, String what) throws IOException {
    byte[] four = in.readNBytes(4);
    if (four.length < 4) {
      throw new DataException(file + ": ends within " + what + " of the IDX header");
    }
    return four[0] << 24 | (four[1] & 0xFF) << 16 | (four[2] & 0xFF) << 8 | four[3] & 0xFF;
  }

  /** Checks the declared size against the file's before any memory is asked for. */
  private static int declaredBytes(Path file, int[] shape) throws IOException {
    long declared = 1;
    for (int extent : shape) {
      declared *= extent;
      if (declared > MOST_BYTES) {
        throw new DataException(
            "%s: the header declares %s, more than the %,d bytes possible here"
                .formatted(file, Arrays.toString(shape), MOST_BYTES));
      }
    }
    long possible = Files.size(file) * (Gzip.isGzip(file) ? Gzip.MOST_EXPANSION : 1L);
    if (declared > possible) {
      throw new DataException(
          "%s: the header declares %s = %,d bytes; a file of %,d bytes cannot hold them"
              .formatted(file, Arrays.toString(shape), declared, Files.size(file)));
    }
    return (int) declared;
  }
}
