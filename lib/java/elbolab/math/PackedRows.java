package elbolab.math;

import static elbolab.math.VectorTiles.DEPTH;
import static elbolab.math.VectorTiles.LANES;
import static elbolab.math.VectorTiles.STRIDE;
import static elbolab.math.VectorTiles.WIDTH;

import elbolab.math.VectorProduct.Start;

/** A strip of A's rows, packed for one part of the sum, and its tiles. Each thread has one. */
final class PackedRows {
  /** Whole tiles of six rows and of eight. */
  static final int UNIT = 24;

  /** Panels of B that stay in the second cache serve a low strip, others a high one. */
  private static final int CACHED = 1 << 17;

  private static final int HIGH = 4 * UNIT;

  private static final ThreadLocal<PackedRows> OWN = ThreadLocal.withInitial(PackedRows::new);

  private final float[] strip = new float[HIGH * STRIDE];
  private final float[] panel = new float[(DEPTH + 1) * WIDTH];
  private final float[] bias = new float[WIDTH];
  private final float[] edge = new float[8 * WIDTH];
  private VectorProduct q;
  private int i0;
  private int rows;

  /** Rows of the result that this thread computes after the strip. */
  private int later;

  private int p;
  private int depth;

  /** The strip where it is packed, or where it lies if that serves as well. */
  private float[] a;

  private int ao;
  private int ar;

  /** The panel that runs. */
  private float[] b;

  private int bo;
  private int bs;

  /** Where its chains begin. */
  private float[] s;

  private int so;
  private int sr;

  private PackedRows() {}

  static PackedRows own() {
    return OWN.get();
  }

  /** The height of a strip, which all panels of so many numbers meet. */
  static int strip(long panels, boolean few) {
    return few || panels > CACHED ? HIGH : UNIT;
  }

  /** Packs rows i0 to i1 of the part of the sum from p on; so many rows come later. */
  void pack(VectorProduct product, int i0, int i1, int later, int p, int depth) {
    q = product;
    this.i0 = i0;
    this.p = p;
    this.depth = depth;
    this.later = later;
    rows = i1 - i0;
    int from = q.ao + i0 * q.ar + p * q.ac;
    a = strip;
    ao = 0;
    ar = STRIDE;
    if (q.ac == 1 && (q.packed == null || q.n <= LANES)) {
      a = q.a;
      ao = from;
      ar = q.ar;
      return;
    }
    if (q.ac == 1 && depth >= 64) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(q.a, from + r * q.ar, strip, r * STRIDE, depth);
      }
    } else if (q.ac == 1) {
      copyRows(rows, depth, q.a, from, q.ar, strip, 0, STRIDE);
    } else {
      transpose(rows, depth, q.a, from, q.ar, q.ac, strip, 0, STRIDE);
    }
  }

  void release() {
    q = null;
    a = null;
    b = null;
    s = null;
  }

  /** Packs the panel of B's columns from j on; columns beyond the matrix mean nothing. */
  static void panel(VectorProduct q, int p, int depth, int j, float[] to, int at) {
    int width = Math.min(WIDTH, q.n - j);
    int from = q.bo + p * q.br + j * q.bc;
    int step = width <= LANES ? LANES : WIDTH;
    if (q.bc == 1) {
      copyRows(depth, width, q.b, from, q.br, to, at, step);
    } else {
      transpose(depth, width, q.b, from, q.br, q.bc, to, at, step);
    }
  }

  /** Copies rows by whole vectors where these end within the array; more is copied than asked. */
  private static void copyRows(
      int rows, int width, float[] from, int fo, int fs, float[] to, int at, int ts) {
    int vectors = (width + LANES - 1) / LANES;
    long room = (long) from.length - fo - vectors * LANES;
    int whole = room < 0 ? 0 : (int) Math.min(rows, room / Math.max(1, fs) + 1);
    VectorTiles.copy(whole, vectors, from, fo, fs, to, at, ts);
    for (int r = whole; r < rows; r++) {
      for (int x = 0; x < width; x++) {
        to[at + r * ts + x] = from[fo + r * fs + x];
      }
    }
  }

  /** Writes rows of numbers that do not lie together, eight rows at a time. */
  private static void transpose(
      int rows, int width, float[] from, int fo, int fr, int fc, float[] to, int at, int ts) {
    int r = 0;
    for (; r + 8 <= rows; r += 8) {
      eight(width, from, fo + r * fr, fr, fc, to, at + r * ts, ts, 1);
    }
    for (; r < rows; r++) {
      for (int x = 0; x < width; x++) {
        to[at + r * ts + x] = from[fo + r * fr + x * fc];
      }
    }
  }

  private static void eight(
      int n, float[] from, int fo, int fr, int fc, float[] to, int at, int tr, int tc) {
    for (int x = 0; x < n; x++) {
      int f = fo + x * fc;
      int t = at + x * tc;
      to[t] = from[f];
      to[t + tr] = from[f + fr];
      to[t + 2 * tr] = from[f + 2 * fr];
      to[t + 3 * tr] = from[f + 3 * fr];
      to[t + 4 * tr] = from[f + 4 * fr];
      to[t + 5 * tr] = from[f + 5 * fr];
      to[t + 6 * tr] = from[f + 6 * fr];
      to[t + 7 * tr] = from[f + 7 * fr];
    }
  }

  /** The strip times the panel of columns from j on. */
  void multiply(int j) {
    int width = Math.min(WIDTH, q.n - j);
    boolean half = width <= LANES;
    boolean direct = q.packed == null && width == WIDTH;
    if (direct) {
      b = q.b;
      bo = q.bo + p * q.br + j;
      bs = q.br;
    } else if (q.packed == null) {
      b = panel;
      bo = 0;
      bs = half ? LANES : WIDTH;
      panel(q, p, depth, j, panel, 0);
    } else {
      b = q.packed;
      bo = q.panelAt(p, depth, j);
      bs = half ? LANES : WIDTH;
    }
    begin(p == 0 ? q.start : Start.RESULT, width, j);
    for (int r = 0; r < rows; ) {
      int left = rows - r;
      int high = height(left, half, direct);
      int wide = high == 8 ? LANES : WIDTH;
      boolean fits = width == wide || mayRunOver(width, wide, left - high);
      if (fits && q.cc == 1) {
        tile(high, r, s, so + (i0 + r) * sr, sr, q.c, q.co + (i0 + r) * q.cr + j, q.cr);
      } else {
        edge(high, r, width, j);
      }
      r += high;
    }
  }

  private int height(int left, boolean half, boolean direct) {
    int greatest = half ? 8 : direct || a != strip ? 4 : 6;
    return left >= greatest ? greatest : left >= 4 ? 4 : 1;
  }

  /**
   * Whether a row's vectors may reach into the rows after it: these are all computed later, by this
   * thread, and begin with nothing that the result holds.
   */
  private boolean mayRunOver(int width, int wide, int left) {
    boolean together = q.n == width && q.cr == width;
    return together && sr == 0 && depth == q.k && wide - width <= (left + later) * width;
  }

  private void begin(Start start, int width, int j) {
    switch (start) {
      case ZERO -> begin(VectorProduct.ZEROS, 0, 0);
      case BIAS -> {
        System.arraycopy(q.bias, q.biasOffset + j, bias, 0, width);
        begin(bias, 0, 0);
      }
      case RESULT -> begin(q.c, q.co + j * q.cc, q.cr);
    }
  }

  private void begin(float[] data, int offset, int row) {
    s = data;
    so = offset;
    sr = row;
  }

  /** A tile that reaches beyond the matrix, or whose rows are columns of it, in a buffer. */
  private void edge(int high, int r, int width, int j) {
    if (sr == 0) {
      tile(high, r, s, so, 0, edge, 0, WIDTH);
    } else {
      for (int y = 0; y < high; y++) {
        for (int x = 0; x < width; x++) {
          edge[y * WIDTH + x] = s[so + (i0 + r + y) * sr + x * q.cc];
        }
      }
      tile(high, r, edge, 0, WIDTH, edge, 0, WIDTH);
    }
    for (int y = 0; y < high; y++) {
      int to = q.co + (i0 + r + y) * q.cr + j * q.cc;
      for (int x = 0; x < width; x++) {
        q.c[to + x * q.cc] = edge[y * WIDTH + x];
      }
    }
  }

  private void tile(int high, int r, float[] s, int so, int sr, float[] c, int co, int cs) {
    int at = ao + r * ar;
    switch (high) {
      case 8 -> VectorTiles.eightByOne(depth, a, at, ar, b, bo, s, so, sr, c, co, cs);
      case 6 -> VectorTiles.sixByTwo(depth, a, at, b, bo, s, so, sr, c, co, cs);
      case 4 -> VectorTiles.fourByTwo(depth, a, at, ar, b, bo, bs, s, so, sr, c, co, cs);
      default -> VectorTiles.oneByTwo(depth, a, at, b, bo, bs, s, so, c, co);
    }
  }
}
