package elbolab.math;

/**
 * The matrix product on the vector module: the result is cut into panels of two vectors' width, a
 * panel of B is packed where it does not lie well, and {@link VectorTiles} runs down the rows.
 */
final class VectorProduct implements Workers.Task {
  private static final int LANES = VectorTiles.LANES;
  private static final int WIDTH = 2 * LANES;
  private static final int ROWS = 4;

  /** The sum is cut into parts of at most this length, so that a packed panel stays in cache. */
  private static final int DEPTH = 256;

  /** B is used where it lies if a panel of it fits the first cache beside its neighbours. */
  private static final int UNPACKED = 4096;

  private static final int PACKING_ROWS = 16;
  private static final long SERIAL_WORK = 1 << 18;
  private static final float[] ZEROS = new float[WIDTH];

  private static final ThreadLocal<VectorProduct> OWN = ThreadLocal.withInitial(VectorProduct::new);

  private final float[] packed = new float[DEPTH * WIDTH];
  private final float[] tile = new float[ROWS * WIDTH];

  private int m;
  private int n;
  private int k;
  private float[] a;
  private int ao;
  private int ar;
  private int ac;
  private float[] b;
  private int bo;
  private int br;
  private int bc;
  private Start start;
  private float[] bias;
  private int biasOffset;
  private float[] c;
  private int co;
  private int cs;
  private Activation activation;
  private int panelsPerBlock;
  private int rowsPerBlock;

  /** What the chains begin with. */
  enum Start {
    ZERO,
    BIAS,
    RESULT
  }

  private VectorProduct() {}

  static VectorProduct own() {
    return OWN.get();
  }

  VectorProduct size(int m, int n, int k) {
    this.m = m;
    this.n = n;
    this.k = k;
    return this;
  }

  /** Element (i, p) of A is at {@code offset + i·row + p·column}. */
  VectorProduct a(float[] data, int offset, int row, int column) {
    a = data;
    ao = offset;
    ar = row;
    ac = column;
    return this;
  }

  /** Element (p, j) of B is at {@code offset + p·row + j·column}. */
  VectorProduct b(float[] data, int offset, int row, int column) {
    b = data;
    bo = offset;
    br = row;
    bc = column;
    return this;
  }

  void run(
      Start start, float[] bias, int biasOffset, Activation activation, float[] c, int co, int cs) {
    this.start = start;
    this.bias = bias;
    this.biasOffset = biasOffset;
    this.activation = activation;
    this.c = c;
    this.co = co;
    this.cs = cs;
    split();
    a = null;
    b = null;
    this.c = null;
    this.bias = null;
  }

  private void split() {
    int panels = (n + WIDTH - 1) / WIDTH;
    long work = (long) m * k * Math.max(panels * WIDTH, LANES);
    if (work < SERIAL_WORK) {
      block(0, m, 0, n);
      return;
    }
    if (panels >= 4) {
      panelsPerBlock = (panels + 7) / 8;
      rowsPerBlock = 0;
      Workers.run((panels + panelsPerBlock - 1) / panelsPerBlock, this);
    } else {
      rowsPerBlock = Math.max(8, (m / 8 + ROWS - 1) / ROWS * ROWS);
      Workers.run((m + rowsPerBlock - 1) / rowsPerBlock, this);
    }
  }

  @Override
  public void run(int block) {
    if (rowsPerBlock == 0) {
      int j = block * panelsPerBlock * WIDTH;
      block(0, m, j, Math.min(n, j + panelsPerBlock * WIDTH));
    } else {
      int i = block * rowsPerBlock;
      block(i, Math.min(m, i + rowsPerBlock), 0, n);
    }
  }

  /** Rows i0 to i1 of columns j0 to j1. */
  private void block(int i0, int i1, int j0, int j1) {
    VectorProduct memory = own();
    for (int j = j0; j < j1; j += WIDTH) {
      panel(i0, i1, j, Math.min(WIDTH, j1 - j), memory);
    }
    if (activation != Activation.IDENTITY) {
      for (int i = i0; i < i1; i++) {
        activation.apply(j1 - j0, c, co + i * cs + j0);
      }
    }
  }

  private void panel(int i0, int i1, int j, int width, VectorProduct memory) {
    int step = width <= LANES ? LANES : WIDTH;
    boolean direct =
        bc == 1
            && width == step
            && ((long) Math.min(k, DEPTH) * br <= UNPACKED || i1 - i0 < PACKING_ROWS);
    int p = 0;
    do {
      int depth = Math.min(DEPTH, k - p);
      float[] from = b;
      int fo = bo + p * br + j;
      int fs = br;
      if (!direct) {
        from = memory.packed;
        fo = 0;
        fs = step;
        pack(p, depth, j, width, step, from);
      }
      tiles(i0, i1, j, width, p, depth, from, fo, fs, memory.tile);
      p += depth;
    } while (p < k);
  }

  private void tiles(
      int i0,
      int i1,
      int j,
      int width,
      int p,
      int depth,
      float[] from,
      int fo,
      int fs,
      float[] tile) {
    boolean first = p == 0;
    float[] s = !first || start == Start.RESULT ? c : start == Start.BIAS ? bias : ZEROS;
    int sr = s == c ? cs : 0;
    int so = s == c ? co + j : start == Start.BIAS ? biasOffset + j : 0;
    int ap = ao + p * ac;
    if (width == WIDTH) {
      int i = i0;
      for (; i + ROWS <= i1; i += ROWS) {
        VectorTiles.fourByTwo(
            depth,
            a,
            ap + i * ar,
            ar,
            ac,
            from,
            fo,
            fs,
            s,
            so + i * sr,
            sr,
            c,
            co + i * cs + j,
            cs);
      }
      for (; i < i1; i++) {
        VectorTiles.oneByTwo(
            depth, a, ap + i * ar, ac, from, fo, fs, s, so + i * sr, c, co + i * cs + j);
      }
    } else if (width == LANES) {
      int i = i0;
      for (; i + ROWS <= i1; i += ROWS) {
        VectorTiles.fourByOne(
            depth,
            a,
            ap + i * ar,
            ar,
            ac,
            from,
            fo,
            fs,
            s,
            so + i * sr,
            sr,
            c,
            co + i * cs + j,
            cs);
      }
      for (; i < i1; i++) {
        VectorTiles.oneByOne(
            depth, a, ap + i * ar, ac, from, fo, fs, s, so + i * sr, c, co + i * cs + j);
      }
    } else {
      edge(i0, i1, j, width, ap, depth, from, fo, fs, s, so, sr, tile);
    }
  }

  /**
   * A panel narrower than its vectors: each tile is computed in a buffer and its columns copied.
   */
  private void edge(
      int i0,
      int i1,
      int j,
      int width,
      int ap,
      int depth,
      float[] from,
      int fo,
      int fs,
      float[] s,
      int so,
      int sr,
      float[] tile) {
    for (int i = i0; i < i1; ) {
      int rows = i + ROWS <= i1 ? ROWS : 1;
      for (int r = 0; r < rows; r++) {
        copy(width, s, so + (i + r) * sr, tile, r * WIDTH);
      }
      int at = ap + i * ar;
      if (rows == ROWS) {
        if (width <= LANES) {
          VectorTiles.fourByOne(depth, a, at, ar, ac, from, fo, fs, tile, 0, WIDTH, tile, 0, WIDTH);
        } else {
          VectorTiles.fourByTwo(depth, a, at, ar, ac, from, fo, fs, tile, 0, WIDTH, tile, 0, WIDTH);
        }
      } else if (width <= LANES) {
        VectorTiles.oneByOne(depth, a, at, ac, from, fo, fs, tile, 0, tile, 0);
      } else {
        VectorTiles.oneByTwo(depth, a, at, ac, from, fo, fs, tile, 0, tile, 0);
      }
      for (int r = 0; r < rows; r++) {
        copy(width, tile, r * WIDTH, c, co + (i + r) * cs + j);
      }
      i += rows;
    }
  }

  private static void copy(int n, float[] from, int fo, float[] to, int at) {
    for (int i = 0; i < n; i++) {
      to[at + i] = from[fo + i];
    }
  }

  /** Copies rows p … of B into a panel of full vectors; columns beyond the matrix become zero. */
  private void pack(int p, int depth, int j, int width, int step, float[] to) {
    for (int q = 0; q < depth; q++) {
      int from = bo + (p + q) * br + j * bc;
      int at = q * step;
      if (bc == 1) {
        copy(width, b, from, to, at);
      } else {
        for (int x = 0; x < width; x++) {
          to[at + x] = b[from + x * bc];
        }
      }
      for (int x = width; x < step; x++) {
        to[at + x] = 0;
      }
    }
  }
}
