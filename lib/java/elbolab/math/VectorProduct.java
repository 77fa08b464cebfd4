package elbolab.math;

/**
 * The matrix product on the vector module: the result is cut into panels of two vectors' width, a
 * panel of B is packed where it does not lie well, and {@link VectorTiles} runs down the rows.
 */
final class VectorProduct implements Workers.Task {
  private static final int LANES = VectorTiles.LANES;
  private static final int WIDTH = 2 * LANES;

  /** The sum is cut into parts of at most this length, so that a packed panel stays in cache. */
  private static final int DEPTH = 256;

  /** B is used where it lies if a panel of it fits the first cache beside its neighbours. */
  private static final int UNPACKED = 4096;

  private static final int PACKING_ROWS = 16;
  private static final long SERIAL_WORK = 1 << 18;
  private static final int EDGE_ROWS = 16;
  private static final float[] ZEROS = new float[WIDTH];

  private static final ThreadLocal<VectorProduct> OWN = ThreadLocal.withInitial(VectorProduct::new);

  private final float[] packed = new float[DEPTH * WIDTH];
  private final float[] tile = new float[(EDGE_ROWS + 1) * WIDTH];

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
    if (n == 1 && cs == 1 && ar == 1 && ac != 1 && start != Start.BIAS) {
      transpose();
    }
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
      rowsPerBlock = Math.max(8, (m / 8 + 7) / 8 * 8);
      Workers.run((m + rowsPerBlock - 1) / rowsPerBlock, this);
    }
  }

  /** Cᵀ = Bᵀ·Aᵀ: a column that lies like a row is computed as one, along A's rows. */
  private void transpose() {
    size(n, m, k);
    float[] left = b;
    int offset = bo;
    int row = bc;
    int column = br;
    b(a, ao, ac, ar).a(left, offset, row, column);
    cs = n;
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
    if (n == 1 && ac == 1) {
      dots(i1 - i0, a, ao + i0 * ar, ar, b, bo, br, i0 * cs, cs, 0);
    } else if (m == 1 && br == 1) {
      dots(j1 - j0, b, bo + j0 * bc, bc, a, ao, ac, j0, 1, 1);
    } else {
      VectorProduct memory = own();
      for (int j = j0; j < j1; j += WIDTH) {
        panel(i0, i1, j, Math.min(WIDTH, j1 - j), memory);
      }
    }
    if (activation != Activation.IDENTITY) {
      for (int i = i0; i < i1; i++) {
        activation.apply(j1 - j0, c, co + i * cs + j0);
      }
    }
  }

  /** A result of one column or row, each element along rows that lie together. */
  private void dots(
      int rows,
      float[] x,
      int xo,
      int xr,
      float[] y,
      int yo,
      int ys,
      int at,
      int step,
      int biasStep) {
    switch (start) {
      case ZERO -> ChainedDots.run(rows, k, x, xo, xr, y, yo, ys, ZEROS, 0, 0, c, co + at, step);
      case BIAS ->
          ChainedDots.run(
              rows,
              k,
              x,
              xo,
              xr,
              y,
              yo,
              ys,
              bias,
              biasOffset + at * biasStep,
              biasStep,
              c,
              co + at,
              step);
      case RESULT ->
          ChainedDots.run(rows, k, x, xo, xr, y, yo, ys, c, co + at, step, c, co + at, step);
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

  /** All tiles of a panel for one part of the sum; the first part begins with the start. */
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
    float[] s = c;
    int so = co + j;
    int sr = cs;
    if (p == 0 && start == Start.BIAS) {
      s = bias;
      so = biasOffset + j;
      sr = 0;
    } else if (p == 0 && start == Start.ZERO) {
      s = ZEROS;
      so = 0;
      sr = 0;
    }
    int at = ao + p * ac;
    if (width == WIDTH || width == LANES) {
      whole(i0, i1, width, depth, at, from, fo, fs, s, so, sr, c, co + j, cs);
    } else {
      edge(i0, i1, width, depth, at, from, fo, fs, s, so, sr, co + j, tile);
    }
  }

  private void whole(
      int i0,
      int i1,
      int width,
      int depth,
      int at,
      float[] from,
      int fo,
      int fs,
      float[] s,
      int so,
      int sr,
      float[] d,
      int dof,
      int dr) {
    int i = i0;
    if (width == WIDTH) {
      for (; i + 4 <= i1; i += 4) {
        VectorTiles.fourByTwo(
            depth, a, at + i * ar, ar, ac, from, fo, fs, s, so + i * sr, sr, d, dof + i * dr, dr);
      }
      for (; i < i1; i++) {
        VectorTiles.oneByTwo(
            depth, a, at + i * ar, ac, from, fo, fs, s, so + i * sr, d, dof + i * dr);
      }
    } else {
      for (; i + 8 <= i1; i += 8) {
        VectorTiles.eightByOne(
            depth, a, at + i * ar, ar, ac, from, fo, fs, s, so + i * sr, sr, d, dof + i * dr, dr);
      }
      for (; i < i1; i++) {
        VectorTiles.oneByOne(
            depth, a, at + i * ar, ac, from, fo, fs, s, so + i * sr, d, dof + i * dr);
      }
    }
  }

  /** A panel narrower than its vectors: tiles are computed in a buffer and their columns copied. */
  private void edge(
      int i0,
      int i1,
      int width,
      int depth,
      int at,
      float[] from,
      int fo,
      int fs,
      float[] s,
      int so,
      int sr,
      int to,
      float[] tile) {
    int step = width <= LANES ? LANES : WIDTH;
    if (sr == 0) {
      copy(width, s, so, tile, EDGE_ROWS * WIDTH);
    }
    for (int i = i0; i < i1; i += EDGE_ROWS) {
      int end = Math.min(i1, i + EDGE_ROWS);
      int first = sr == 0 ? EDGE_ROWS * WIDTH : 0;
      if (sr != 0) {
        for (int r = i; r < end; r++) {
          copy(width, s, so + r * sr, tile, (r - i) * step);
        }
      }
      whole(
          0,
          end - i,
          step,
          depth,
          at + i * ar,
          from,
          fo,
          fs,
          tile,
          first,
          sr == 0 ? 0 : step,
          tile,
          0,
          step);
      for (int r = i; r < end; r++) {
        copy(width, tile, (r - i) * step, c, to + r * cs);
      }
    }
  }

  private static void copy(int n, float[] from, int fo, float[] to, int at) {
    for (int i = 0; i < n; i++) {
      to[at + i] = from[fo + i];
    }
  }

  /** Copies rows p … of B into a panel of full vectors; columns beyond the matrix mean nothing. */
  private void pack(int p, int depth, int j, int width, int step, float[] to) {
    int from = bo + p * br + j * bc;
    int done = 0;
    if (bc == 1) {
      // Whole vectors, while they end within the array.
      long room = (long) b.length - from - step;
      done = room < 0 ? 0 : (int) Math.min(depth, br == 0 ? depth : room / br + 1);
      VectorTiles.pack(done, step / LANES, b, from, br, to);
    }
    for (int q = done; q < depth; q++) {
      for (int x = 0; x < width; x++) {
        to[q * step + x] = b[from + q * br + x * bc];
      }
    }
  }
}
