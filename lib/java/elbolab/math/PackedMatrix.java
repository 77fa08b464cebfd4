package elbolab.math;

import static elbolab.math.VectorTiles.DEPTH;
import static elbolab.math.VectorTiles.LANES;
import static elbolab.math.VectorTiles.WIDTH;

/**
 * A right factor in panels of two vectors' width, part after part of the sum; the last panel is
 * half as wide if that is enough. Made once, it serves many products.
 */
public final class PackedMatrix implements Factor {
  private final Factor source;
  private final int span;
  private final float[] data;

  /** The panels of the matrix as it is now, in an array of {@link #size} or more. */
  public static PackedMatrix of(Factor source, float[] room) {
    PackedMatrix packed = new PackedMatrix(source, room);
    packed.pack(0, source.columns());
    return packed;
  }

  /** Panels that are not written yet. */
  PackedMatrix(Factor source, float[] data) {
    this.source = source;
    this.data = data;
    span = span(source);
  }

  private static int span(Factor source) {
    return (source.columns() + LANES - 1) / LANES * LANES;
  }

  /** How many numbers the panels of a matrix take. */
  public static int size(Factor source) {
    // A tile of two vectors may look beyond a half panel.
    return Math.addExact(Math.multiplyExact(source.rows(), span(source)), WIDTH + SLACK);
  }

  float[] data() {
    return data;
  }

  Factor source() {
    return source;
  }

  /** Where the panel of columns from j on lies, for the part of the sum from p on. */
  int at(int p, int depth, int j) {
    return p * span + j * depth;
  }

  /**
   * Writes the panels of columns from {@code from} to {@code to}. Parts of the sum come one after
   * the other, as they lie: what a row leaves behind its end may reach into the next part.
   */
  void pack(int from, int to) {
    for (int p = 0; p < rows(); p += DEPTH) {
      int depth = Math.min(DEPTH, rows() - p);
      for (int j = from; j < to; j += WIDTH) {
        int width = Math.min(WIDTH, columns() - j);
        source.write(p, depth, j, width, data, at(p, depth, j), width <= LANES ? LANES : WIDTH);
      }
    }
  }

  @Override
  public int rows() {
    return source.rows();
  }

  @Override
  public int columns() {
    return source.columns();
  }

  @Override
  public void write(int p, int depth, int j, int width, float[] to, int at, int step) {
    source.write(p, depth, j, width, to, at, step);
  }
}
