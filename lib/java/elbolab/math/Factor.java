package elbolab.math;

/**
 * A factor of a product, which asks for it piece by piece: it may be a {@link Matrix}, a right
 * factor that is {@link PackedMatrix packed} already, or one that exists nowhere as a whole, such
 * as the patches of an image.
 */
public interface Factor {
  /** What a piece's last row may write beyond its width. */
  int SLACK = 16;

  /** From this length on, a row is faster to copy by itself. */
  int LONG = 128;

  int rows();

  int columns();

  /**
   * Writes rows p to p + depth of columns j to j + width, rows {@code step} apart. Numbers after a
   * row's end mean nothing: up to {@link #SLACK} of them may change, so rows are written in order.
   */
  void write(int p, int depth, int j, int width, float[] to, int at, int step);

  /**
   * Copies rows of n numbers, {@code fs} apart, to rows {@code ts} apart, in order; up to {@link
   * #SLACK} numbers after each row may change.
   */
  static void copy(int rows, int n, float[] from, int fo, int fs, float[] to, int at, int ts) {
    int whole = 0;
    if (VectorPath.isOn() && n < LONG) {
      int vectors = (n + VectorTiles.LANES - 1) / VectorTiles.LANES;
      int wide = vectors * VectorTiles.LANES;
      whole = rows;
      // Only the last rows can reach beyond an array.
      while (whole > 0
          && (fo + (whole - 1) * fs + wide > from.length
              || at + (whole - 1) * ts + wide > to.length)) {
        whole--;
      }
      VectorTiles.copy(whole, vectors, from, fo, fs, to, at, ts);
    }
    for (int r = whole; r < rows; r++) {
      System.arraycopy(from, fo + r * fs, to, at + r * ts, n);
    }
  }
}
