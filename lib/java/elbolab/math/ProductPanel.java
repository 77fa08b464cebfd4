package elbolab.math;

import elbolab.math.VectorProduct.Start;

/**
 * One panel of a product's columns, at most two vectors wide: a panel of B is packed where it does
 * not lie well, then {@link VectorTiles} run down the rows. Each thread has one.
 */
final class ProductPanel {
  private static final int LANES = VectorProduct.LANES;
  private static final int WIDTH = VectorProduct.WIDTH;

  /** The sum is cut into parts of at most this length, so that a packed panel stays in cache. */
  private static final int DEPTH = 256;

  /** B is used where it lies if a panel of it fits the first cache beside its neighbours. */
  private static final int UNPACKED = 4096;

  private static final int PACKING_ROWS = 16;
  private static final int EDGE_ROWS = 16;

  private static final ThreadLocal<ProductPanel> OWN = ThreadLocal.withInitial(ProductPanel::new);

  private final float[] packed = new float[DEPTH * WIDTH];
  private final float[] tile = new float[(EDGE_ROWS + 1) * WIDTH];

  /** The part of the sum that runs, and the panel of B that belongs to it. */
  private VectorProduct q;

  private int depth;
  private float[] from;
  private int fo;
  private int fs;

  /** Where the chains of this part begin. */
  private float[] s;

  private int so;
  private int sr;

  private ProductPanel() {}

  static ProductPanel own() {
    return OWN.get();
  }

  /** Rows i0 to i1 of the columns from j on. */
  void compute(VectorProduct product, int i0, int i1, int j, int width) {
    q = product;
    int step = width <= LANES ? LANES : WIDTH;
    boolean direct =
        q.bc == 1
            && width == step
            && ((long) Math.min(q.k, DEPTH) * q.br <= UNPACKED || i1 - i0 < PACKING_ROWS);
    int p = 0;
    do {
      depth = Math.min(DEPTH, q.k - p);
      from = direct ? q.b : packed;
      fo = direct ? q.bo + p * q.br + j : 0;
      fs = direct ? q.br : step;
      if (!direct) {
        pack(q.bo + p * q.br + j * q.bc, width, step);
      }
      begin(p == 0 ? q.start : Start.RESULT, j);
      int at = q.ao + p * q.ac;
      if (width == step) {
        whole(i0, i1, width, at, s, so, sr, q.c, q.co + j, q.cs);
      } else {
        edge(i0, i1, width, step, at, q.co + j);
      }
      p += depth;
    } while (p < q.k);
    q = null;
    from = null;
    s = null;
  }

  private void begin(Start start, int j) {
    switch (start) {
      case ZERO -> begin(VectorProduct.ZEROS, 0, 0);
      case BIAS -> begin(q.bias, q.biasOffset + j, 0);
      case RESULT -> begin(q.c, q.co + j, q.cs);
    }
  }

  private void begin(float[] data, int offset, int row) {
    s = data;
    so = offset;
    sr = row;
  }

  /** Rows of one or two whole vectors, begun with the numbers at s and written to d. */
  private void whole(
      int i0, int i1, int width, int at, float[] s, int so, int sr, float[] d, int to, int dr) {
    float[] a = q.a;
    int ar = q.ar;
    int ac = q.ac;
    int i = i0;
    if (width == WIDTH) {
      for (; i + 4 <= i1; i += 4) {
        VectorTiles.fourByTwo(
            depth, a, at + i * ar, ar, ac, from, fo, fs, s, so + i * sr, sr, d, to + i * dr, dr);
      }
      for (; i < i1; i++) {
        VectorTiles.oneByTwo(
            depth, a, at + i * ar, ac, from, fo, fs, s, so + i * sr, d, to + i * dr);
      }
    } else {
      for (; i + 8 <= i1; i += 8) {
        VectorTiles.eightByOne(
            depth, a, at + i * ar, ar, ac, from, fo, fs, s, so + i * sr, sr, d, to + i * dr, dr);
      }
      for (; i < i1; i++) {
        VectorTiles.oneByOne(
            depth, a, at + i * ar, ac, from, fo, fs, s, so + i * sr, d, to + i * dr);
      }
    }
  }

  /** A panel narrower than its vectors: rows are computed in a buffer and their columns copied. */
  private void edge(int i0, int i1, int width, int step, int at, int to) {
    boolean common = sr == 0;
    int first = common ? EDGE_ROWS * WIDTH : 0;
    if (common) {
      copy(width, s, so, tile, first);
    }
    for (int i = i0; i < i1; i += EDGE_ROWS) {
      int rows = Math.min(EDGE_ROWS, i1 - i);
      for (int r = 0; r < rows && !common; r++) {
        copy(width, s, so + (i + r) * sr, tile, r * step);
      }
      whole(0, rows, step, at + i * q.ar, tile, first, common ? 0 : step, tile, 0, step);
      for (int r = 0; r < rows; r++) {
        copy(width, tile, r * step, q.c, to + (i + r) * q.cs);
      }
    }
  }

  private static void copy(int n, float[] from, int fo, float[] to, int at) {
    for (int i = 0; i < n; i++) {
      to[at + i] = from[fo + i];
    }
  }

  /** Copies rows of B into a panel of whole vectors; columns beyond the matrix mean nothing. */
  private void pack(int first, int width, int step) {
    float[] b = q.b;
    int done = 0;
    if (q.bc == 1) {
      // Whole vectors, while they end within the array.
      long room = (long) b.length - first - step;
      done = room < 0 ? 0 : (int) Math.min(depth, room / Math.max(1, q.br) + 1);
      VectorTiles.pack(done, step / LANES, b, first, q.br, packed);
    }
    for (int p = done; p < depth; p++) {
      for (int x = 0; x < width; x++) {
        packed[p * step + x] = b[first + p * q.br + x * q.bc];
      }
    }
  }
}
