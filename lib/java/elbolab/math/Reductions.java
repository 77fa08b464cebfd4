package elbolab.math;

import java.util.Arrays;

/**
 * Sums and greatest values of arrays. A sum has sixteen logical lanes whatever the hardware: lane l
 * adds the elements l, l + 16, … in order, then lanes l and l + 8 are added, l and l + 4, and so
 * on. More than 4,096 numbers are cut into blocks of 4,096, and the blocks' sums are summed in the
 * same way. So the bits are equal everywhere, no chain of additions is longer than 256, and the
 * error grows with the logarithm of n.
 */
public final class Reductions {
  static final int LANES = 16;

  /** So many numbers at most are summed in one go. */
  static final int BLOCK = 4096;

  /** So many rows at most are added in one chain: those of an ordinary batch. */
  static final int ROWS = 1024;

  /** Fewer columns than these are summed one after the other. */
  private static final int FEW_COLUMNS = 8;

  /** More columns than these are too far apart to go down the rows with a few at a time. */
  private static final int MANY_COLUMNS = 512;

  /** What one thread needs: the lanes of a sum, and a copy of a row for {@link #logSumExp}. */
  private static final class Room {
    final float[] lanes = new float[LANES];
    float[] row = new float[256];

    float[] row(int n) {
      if (row.length < n) {
        row = new float[Math.max(n, 2 * row.length)];
      }
      return row;
    }
  }

  private static final ThreadLocal<Room> ROOM = ThreadLocal.withInitial(Room::new);

  private Reductions() {}

  private interface Part {
    /** The sum of count numbers, or products, that begin at the place given. */
    float sum(int at, int count);
  }

  /** The parts' sums, summed in the same way; a part holds 4,096 numbers, or a power of that. */
  private static float inBlocks(int n, Part part) {
    long block = BLOCK;
    while (n > block * BLOCK) {
      block *= BLOCK;
    }
    int size = (int) block;
    float[] sums = new float[(n - 1) / size + 1];
    for (int b = 0; b < sums.length; b++) {
      sums[b] = part.sum(b * size, Math.min(size, n - b * size));
    }
    return sum(sums.length, sums, 0);
  }

  /** The sum of n numbers. */
  public static float sum(int n, float[] x, int from) {
    if (n == 2) {
      // Points of a plane, of which there are many: what the lanes would give.
      return 0 + x[from] + (0 + x[from + 1]);
    }
    if (n > BLOCK) {
      return inBlocks(n, (at, count) -> sum(count, x, from + at));
    }
    float[] lanes = ROOM.get().lanes;
    int end = n & -LANES;
    if (VectorPath.isOn() && end > 0) {
      VectorSums.sum(end, x, from, lanes);
    } else {
      Arrays.fill(lanes, 0);
      for (int i = 0; i < end; i++) {
        lanes[i & (LANES - 1)] += x[from + i];
      }
    }
    for (int i = end; i < n; i++) {
      lanes[i - end] += x[from + i];
    }
    return total(lanes);
  }

  /** The sum of n products a·b, each fused with its addition. */
  public static float dot(int n, float[] a, int ao, float[] b, int bo) {
    if (n > BLOCK) {
      return inBlocks(n, (at, count) -> dot(count, a, ao + at, b, bo + at));
    }
    float[] lanes = ROOM.get().lanes;
    int end = n & -LANES;
    if (VectorPath.isOn() && end > 0) {
      VectorSums.dot(end, a, ao, b, bo, lanes);
    } else {
      Arrays.fill(lanes, 0);
      for (int i = 0; i < end; i++) {
        int lane = i & (LANES - 1);
        lanes[lane] = Math.fma(a[ao + i], b[bo + i], lanes[lane]);
      }
    }
    for (int i = end; i < n; i++) {
      lanes[i - end] = Math.fma(a[ao + i], b[bo + i], lanes[i - end]);
    }
    return total(lanes);
  }

  private static float total(float[] lanes) {
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
    return lanes[0];
  }

  /** The greatest of n numbers, −∞ if there is none; NaN if there is a NaN. */
  public static float max(int n, float[] x, int from) {
    float greatest = Float.NEGATIVE_INFINITY;
    int done = 0;
    if (VectorPath.isOn() && n >= LANES) {
      done = n & -LANES;
      greatest = VectorSums.max(done, x, from);
    }
    for (int i = done; i < n; i++) {
      greatest = Math.max(greatest, x[from + i]);
    }
    return greatest;
  }

  /** The index below n of the first greatest number, or of the first NaN. */
  public static int argMax(int n, double[] x, int from) {
    if (n < 1) {
      throw new IllegalArgumentException("argMax of " + n + " numbers; there must be at least one");
    }
    int best = 0;
    for (int i = 1; i < n && !Double.isNaN(x[from + best]); i++) {
      if (!(x[from + i] <= x[from + best])) {
        best = i;
      }
    }
    return best;
  }

  /** log Σ eˣ = max + log Σ e^(x − max); −∞ for no numbers. */
  public static float logSumExp(int n, float[] x, int from) {
    float max = max(n, x, from);
    if (Float.isInfinite(max)) {
      return max;
    }
    float[] row = ROOM.get().row(n);
    Unary.AFFINE.apply(n, 1, -max, x, from, row, 0);
    Unary.EXP.apply(n, row, 0, row, 0);
    return max + FloatMath.log(sum(n, row, 0));
  }

  /** y = e^(x − max) / Σ e^(x − max); y may be x. */
  public static void softmax(int n, float[] x, int from, float[] y, int to) {
    Unary.AFFINE.apply(n, 1, -max(n, x, from), x, from, y, to);
    Unary.EXP.apply(n, y, to, y, to);
    Unary.AFFINE.apply(n, 1 / sum(n, y, to), 0, y, to, y, to);
  }

  /** y = x − log Σ eˣ; y may be x. */
  public static void logSoftmax(int n, float[] x, int from, float[] y, int to) {
    Unary.AFFINE.apply(n, 1, -logSumExp(n, x, from), x, from, y, to);
  }

  /**
   * out[j] = Σᵢ x[i, j]. Up to 1,024 rows are added in order; of more, blocks of 1,024 rows, whose
   * sums are added in the same way.
   */
  public static void sumColumns(
      int rows, int columns, float[] x, int from, int stride, float[] out, int to) {
    if (rows <= ROWS) {
      sumFewRows(rows, columns, x, from, stride, out, to);
      return;
    }
    Arrays.fill(out, to, to + columns, 0);
    int block = ROWS;
    while (rows > (long) block * ROWS) {
      block *= ROWS;
    }
    float[] sum = new float[columns];
    for (int i = 0; i < rows; i += block) {
      sumColumns(Math.min(block, rows - i), columns, x, from + i * stride, stride, sum, 0);
      Binary.PLUS.apply(columns, out, to, sum, 0, out, to);
    }
  }

  private static void sumFewRows(
      int rows, int columns, float[] x, int from, int stride, float[] out, int to) {
    if (columns < FEW_COLUMNS) {
      for (int j = 0; j < columns; j++) {
        float sum = 0;
        for (int i = 0; i < rows; i++) {
          sum += x[from + i * stride + j];
        }
        out[to + j] = sum;
      }
    } else if (columns > MANY_COLUMNS
        || !VectorPath.isOn()
        || !VectorSums.columns(rows, columns, x, from, stride, out, to)) {
      Arrays.fill(out, to, to + columns, 0);
      for (int i = 0; i < rows; i++) {
        Binary.PLUS.apply(columns, out, to, x, from + i * stride, out, to);
      }
    }
  }

  /** out[j] = maxᵢ x[i, j]. */
  public static void maxColumns(
      int rows, int columns, float[] x, int from, int stride, float[] out, int to) {
    Arrays.fill(out, to, to + columns, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < rows; i++) {
      Binary.MAXIMUM.apply(columns, out, to, x, from + i * stride, out, to);
    }
  }
}
