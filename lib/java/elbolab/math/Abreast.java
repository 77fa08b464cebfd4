package elbolab.math;

import jdk.incubator.vector.FloatVector;

/**
 * Sixteen images beside each other: number n of image i lies at 16n + i, so that what is done to a
 * number is done to a whole vector of them.
 */
public final class Abreast {
  public static final int IMAGES = 16;

  private Abreast() {}

  /**
   * Copies {@code rows} pieces of n numbers, which begin {@code starts[first], starts[first + 1],
   * …} image numbers behind {@code from}, to rows {@code step} apart.
   */
  public static void gather(
      int rows, int n, float[] x, int from, int[] starts, int first, float[] to, int at, int step) {
    if (VectorPath.isOn() && n % VectorTiles.LANES == 0) {
      Vectors.gather(rows, n, x, from, starts, first, to, at, step);
      return;
    }
    for (int r = 0; r < rows; r++) {
      System.arraycopy(x, from + IMAGES * starts[first + r], to, at + r * step, n);
    }
  }

  /** Adds n numbers, whole images abreast. */
  public static void add(int n, float[] x, int from, float[] sums, int at) {
    if (VectorPath.isOn()) {
      Vectors.add(n, x, from, sums, at);
      return;
    }
    for (int k = 0; k < n; k++) sums[at + k] += x[from + k];
  }

  /** n numbers of an image, {@code stride} apart, to their places abreast. */
  public static void spread(int n, int stride, float[] x, int from, float[] to, int at) {
    for (int k = 0; k < n; k++) to[at + IMAGES * k] = x[from + stride * k];
  }

  /** The way back. */
  public static void collect(int n, int stride, float[] x, int from, float[] to, int at) {
    for (int k = 0; k < n; k++) to[at + stride * k] = x[from + IMAGES * k];
  }

  private static final class Vectors {
    static void gather(
        int rows,
        int n,
        float[] x,
        int from,
        int[] starts,
        int first,
        float[] to,
        int at,
        int step) {
      for (int r = 0; r < rows; r++) {
        int source = from + IMAGES * starts[first + r];
        for (int k = 0; k < n; k += VectorTiles.LANES) {
          FloatVector.fromArray(VectorTiles.SPECIES, x, source + k)
              .intoArray(to, at + r * step + k);
        }
      }
    }

    static void add(int n, float[] x, int from, float[] sums, int at) {
      for (int k = 0; k < n; k += VectorTiles.LANES) {
        FloatVector.fromArray(VectorTiles.SPECIES, sums, at + k)
            .add(FloatVector.fromArray(VectorTiles.SPECIES, x, from + k))
            .intoArray(sums, at + k);
      }
    }
  }
}
