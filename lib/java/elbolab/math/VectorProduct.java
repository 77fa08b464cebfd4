package elbolab.math;

import static elbolab.math.VectorTiles.DEPTH;
import static elbolab.math.VectorTiles.WIDTH;

/**
 * The matrix product on the vector module. B is packed once into panels that all threads share;
 * then each thread packs a strip of A's rows at a time and runs {@link VectorTiles} along the
 * panels. A product of few rows reads B where it lies.
 */
final class VectorProduct implements Workers.Task {
  /** Fewer multiply-adds than these are done by the calling thread alone. */
  private static final long SERIAL_WORK = 1 << 20;

  /** Multiply-adds that are worth a block of their own, and the greatest number of blocks. */
  private static final long BLOCK_WORK = 1 << 18;

  private static final int BLOCKS = 16;

  /** Blocks of rows are multiples of these: whole tiles. */
  private static final int ROW_UNIT = 12;

  /**
   * With fewer rows than these, packing a panel takes longer than it saves: always, and where A is
   * read as it lies and rows of B are this close to each other.
   */
  private static final int FEW_ROWS = 24;

  private static final int SOME_ROWS = 72;
  private static final int CLOSE = 512;

  static final float[] ZEROS = new float[WIDTH];

  private static final ThreadLocal<VectorProduct> OWN = ThreadLocal.withInitial(VectorProduct::new);

  Factor a;
  Matrix c;

  /** B where it is read as it lies, or else in panels. */
  Matrix lying;

  PackedMatrix packed;
  Start start;
  float[] bias;
  int biasOffset;
  private Activation activation;
  private float[] room = {};
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

  void run(Start start, Factor a, Factor b, float[] bias, int biasOffset, Activation f, Matrix c) {
    boolean matrices = a instanceof Matrix && b instanceof Matrix;
    boolean plain = start != Start.BIAS && f == Activation.IDENTITY;
    if (matrices && plain && isBetterTurned((Matrix) a, c)) {
      begin(start, ((Matrix) b).transposed(), bias, biasOffset, f, c.transposed());
      multiply(((Matrix) a).transposed());
    } else {
      begin(start, a, bias, biasOffset, f, c);
      multiply(b);
    }
    begin(null, null, null, 0, null, null);
    lying = null;
    packed = null;
  }

  private void begin(Start start, Factor a, float[] bias, int biasOffset, Activation f, Matrix c) {
    this.start = start;
    this.a = a;
    this.bias = bias;
    this.biasOffset = biasOffset;
    activation = f;
    this.c = c;
  }

  /** Few columns of a transposed A: Cᵀ = Bᵀ·Aᵀ has few rows, computed along A's. */
  private static boolean isBetterTurned(Matrix a, Matrix c) {
    return a.rowStep() == 1
        && a.columnStep() != 1
        && c.columns() < c.rows()
        && c.columns() <= FEW_ROWS;
  }

  private void multiply(Factor b) {
    lying = b instanceof Matrix matrix ? matrix : null;
    packed = b instanceof PackedMatrix ready ? ready : null;
    int panels = (c.columns() + WIDTH - 1) / WIDTH;
    if (lying != null && a instanceof Matrix && (isColumn() || isRow())) {
      share(Phase.DOTS, Math.max(c.rows(), c.columns()));
    } else if (lying != null && lying.columnStep() == 1 && isLow()) {
      share(Phase.COLUMNS, panels);
    } else {
      lying = null;
      if (packed == null) {
        int size = PackedMatrix.size(b);
        if (room.length < size) {
          room = new float[size];
        }
        packed = new PackedMatrix(b, room);
        // Panels of two threads would write into each other's beginnings.
        share(Phase.PACK, b instanceof Matrix ? panels : 1);
      }
      share(Phase.ROWS, (c.rows() + ROW_UNIT - 1) / ROW_UNIT);
    }
  }

  private boolean isLow() {
    boolean along = a instanceof Matrix left && left.columnStep() == 1;
    return c.rows() < FEW_ROWS || along && c.rows() < SOME_ROWS && lying.rowStep() <= CLOSE;
  }

  /** A result of one column, each element along a row of A. */
  private boolean isColumn() {
    return c.columns() == 1 && ((Matrix) a).columnStep() == 1;
  }

  /** A result of one row, each element along a column of B. */
  private boolean isRow() {
    return c.rows() == 1 && lying.rowStep() == 1;
  }

  private void share(Phase wanted, int units) {
    phase = wanted;
    long work = (long) c.rows() * c.columns() * a.columns();
    blocks = work < SERIAL_WORK ? 1 : (int) Math.min(Math.min(BLOCKS, work / BLOCK_WORK), units);
    Workers.run(blocks, this);
  }

  @Override
  public void run(int block) {
    int m = c.rows();
    int n = c.columns();
    switch (phase) {
      case PACK -> packed.pack(from(block, n, WIDTH), from(block + 1, n, WIDTH));
      case ROWS -> tiles(from(block, m, ROW_UNIT), from(block + 1, m, ROW_UNIT), 0, n);
      case COLUMNS -> tiles(0, m, from(block, n, WIDTH), from(block + 1, n, WIDTH));
      case DOTS -> {
        if (isColumn()) {
          int i = from(block, m, 8);
          int end = from(block + 1, m, 8);
          dots((Matrix) a, lying.transposed(), c, i, end, 0);
          activate(i, end, 0, 1);
        } else {
          int j = from(block, n, 8);
          int end = from(block + 1, n, 8);
          dots(lying.transposed(), (Matrix) a, c.transposed(), j, end, 1);
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

  /** Rows i0 to i1 of columns j0 to j1. */
  private void tiles(int i0, int i1, int j0, int j1) {
    PackedRows rows = PackedRows.own();
    int k = a.columns();
    int strip = PackedRows.strip((long) Math.min(k, DEPTH) * (j1 - j0), lying != null);
    int p = 0;
    do {
      int depth = Math.min(DEPTH, k - p);
      for (int i = i0, end; i < i1; i = end) {
        // No strip of a few rows at the end, which would run in low tiles.
        end = i1 - i < strip + PackedRows.LEFT ? i1 : i + strip;
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
    if (activation == Activation.IDENTITY) {
      return;
    }
    if (c.rowStep() == j1 - j0) {
      activation.apply((i1 - i0) * (j1 - j0), c.data(), c.at(i0, j0));
    } else {
      for (int i = i0; i < i1; i++) {
        activation.apply(j1 - j0, c.data(), c.at(i, j0));
      }
    }
  }

  /** Elements i0 to i1 of a result of one column: rows of x times the one row y. */
  private void dots(Matrix x, Matrix y, Matrix result, int i0, int i1, int biasStep) {
    switch (start) {
      case ZERO -> ChainedDots.run(i0, i1, x, y, ZEROS, 0, 0, result);
      case BIAS -> ChainedDots.run(i0, i1, x, y, bias, biasOffset, biasStep, result);
      case RESULT ->
          ChainedDots.run(i0, i1, x, y, result.data(), result.offset(), result.rowStep(), result);
    }
  }
}
