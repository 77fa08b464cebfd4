package elbolab.math;

import static elbolab.math.VectorTiles.DEPTH;
import static elbolab.math.VectorTiles.LANES;
import static elbolab.math.VectorTiles.WIDTH;

/**
 * The matrix product on the vector module. B is packed once into panels of two vectors' width that
 * all threads share; then each thread packs a strip of A's rows at a time and runs {@link
 * VectorTiles} along the panels. A product of few rows reads B where it lies.
 */
final class VectorProduct implements Workers.Task {
  /** Fewer multiply-adds than these are done by the calling thread alone. */
  private static final long SERIAL_WORK = 1 << 20;

  /** Multiply-adds that are worth a block of their own, and the greatest number of blocks. */
  private static final long BLOCK_WORK = 1 << 18;

  private static final int BLOCKS = 16;

  /** With fewer rows than these, packing a panel takes longer than it saves. */
  private static final int PACKING_ROWS = 24;

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
  int cr;
  int cc;

  /** The panels of B, part after part of the sum, or null where B is read as it lies. */
  float[] packed;

  private float[] room = {};
  private Activation activation;
  private Phase phase;
  private int blocks;

  /** What the chains begin with. */
  enum Start {
    ZERO,
    BIAS,
    RESULT
  }

  private enum Phase {
    PACK,
    DOTS,
    ROWS,
    COLUMNS
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
    cr = cs;
    cc = 1;
    if (ar == 1 && ac != 1 && n < m && n <= PACKING_ROWS && start != Start.BIAS) {
      transpose();
    }
    if (n == 1 && ac == 1 || m == 1 && br == 1) {
      share(Phase.DOTS, n == 1 ? m : n);
    } else if (m < PACKING_ROWS && bc == 1) {
      share(Phase.COLUMNS, panels());
    } else {
      int size = k * span() + WIDTH;
      if (room.length < size) {
        room = new float[size];
      }
      packed = room;
      share(Phase.PACK, panels());
      share(Phase.ROWS, (m + PackedRows.UNIT - 1) / PackedRows.UNIT);
    }
    a = null;
    b = null;
    this.c = null;
    this.bias = null;
    packed = null;
  }

  /** Cᵀ = Bᵀ·Aᵀ: few columns of a transposed A are computed as rows, along A's rows. */
  private void transpose() {
    float[] left = b;
    int offset = bo;
    int row = bc;
    int column = br;
    size(n, m, k).b(a, ao, ac, ar).a(left, offset, row, column);
    cc = cr;
    cr = 1;
  }

  private int panels() {
    return (n + WIDTH - 1) / WIDTH;
  }

  /** The width of all panels together, the last one being half as wide if that is enough. */
  private int span() {
    return (n + LANES - 1) / LANES * LANES;
  }

  private void share(Phase wanted, int units) {
    phase = wanted;
    long work = (long) m * n * k;
    blocks = work < SERIAL_WORK ? 1 : (int) Math.min(Math.min(BLOCKS, work / BLOCK_WORK), units);
    Workers.run(blocks, this);
  }

  @Override
  public void run(int block) {
    switch (phase) {
      case PACK -> {
        int end = from(block + 1, n, WIDTH);
        for (int j = from(block, n, WIDTH); j < end; j += WIDTH) {
          for (int p = 0; p < k; p += DEPTH) {
            int depth = Math.min(DEPTH, k - p);
            PackedRows.panel(this, p, depth, j, packed, panelAt(p, depth, j));
          }
        }
      }
      case ROWS ->
          compute(from(block, m, PackedRows.UNIT), from(block + 1, m, PackedRows.UNIT), 0, n);
      case COLUMNS -> compute(0, m, from(block, n, WIDTH), from(block + 1, n, WIDTH));
      case DOTS -> {
        if (n == 1 && ac == 1) {
          int i = from(block, m, 8);
          dots(from(block + 1, m, 8) - i, a, ao + i * ar, ar, b, bo, br, i * cr, cr, 0);
          activate(i, from(block + 1, m, 8), 0, 1);
        } else {
          int j = from(block, n, 8);
          int end = from(block + 1, n, 8);
          dots(end - j, b, bo + j * bc, bc, a, ao, ac, j * cc, cc, 1);
          activate(0, 1, j, end);
        }
      }
    }
  }

  /** Where a block begins: whole units, as many in each block as can be. */
  private int from(int block, int size, int unit) {
    long units = (size + unit - 1) / unit;
    return (int) Math.min(size, units * block / blocks * unit);
  }

  /** Where a packed panel lies. */
  int panelAt(int p, int depth, int j) {
    return p * span() + j * depth;
  }

  /** Rows i0 to i1 of columns j0 to j1. */
  private void compute(int i0, int i1, int j0, int j1) {
    PackedRows rows = PackedRows.own();
    int strip = PackedRows.strip((long) Math.min(k, DEPTH) * (j1 - j0), packed == null);
    int p = 0;
    do {
      int depth = Math.min(DEPTH, k - p);
      for (int i = i0; i < i1; i += strip) {
        int end = Math.min(i1, i + strip);
        rows.pack(this, i, end, i1 - end, p, depth);
        for (int j = j0; j < j1; j += WIDTH) {
          rows.multiply(j);
        }
        if (p + depth == k) {
          activate(i, end, j0, j1);
        }
      }
      p += depth;
    } while (p < k);
    rows.release();
  }

  private void activate(int i0, int i1, int j0, int j1) {
    if (activation != Activation.IDENTITY) {
      for (int i = i0; i < i1; i++) {
        activation.apply(j1 - j0, c, co + i * cr + j0);
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
