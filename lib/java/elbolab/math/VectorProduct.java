package elbolab.math;

/**
 * The matrix product on the vector module: the result is cut into panels of two vectors' width,
 * which threads share, or into blocks of rows where there are few panels.
 */
final class VectorProduct implements Workers.Task {
  static final int LANES = VectorTiles.LANES;
  static final int WIDTH = 2 * LANES;

  /** Fewer multiply-adds than these are done by the calling thread alone. */
  private static final long SERIAL_WORK = 1 << 20;

  static final float[] ZEROS = new float[WIDTH];

  private static final ThreadLocal<VectorProduct> OWN = ThreadLocal.withInitial(VectorProduct::new);

  int m;
  int n;
  int k;
  float[] a;
  int ao;
  int ar;
  int ac;
  float[] b;
  int bo;
  int br;
  int bc;
  Start start;
  float[] bias;
  int biasOffset;
  float[] c;
  int co;
  int cs;
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
      ProductPanel panel = ProductPanel.own();
      for (int j = j0; j < j1; j += WIDTH) {
        panel.compute(this, i0, i1, j, Math.min(WIDTH, j1 - j));
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
}
