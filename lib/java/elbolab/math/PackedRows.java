package elbolab.math;

import static elbolab.math.VectorTiles.DEPTH;
import static elbolab.math.VectorTiles.LANES;
import static elbolab.math.VectorTiles.STRIDE;
import static elbolab.math.VectorTiles.WIDTH;

import elbolab.math.VectorProduct.Start;

/** A strip of A's rows, packed for one part of the sum, and its tiles. Each thread has one. */
final class PackedRows {
  /** Rows and vectors of the result that stay in registers while the sum runs. */
  private enum Tile {
    EIGHT_BY_ONE(8, LANES),
    SIX_BY_ONE(6, LANES),
    EIGHT_BY_TWO(8, WIDTH),
    SIX_BY_TWO(6, WIDTH),
    FOUR_BY_TWO(4, WIDTH),
    FOUR_BY_TWO_ANYWHERE(4, WIDTH),
    ONE_BY_TWO(1, WIDTH);

    final int rows;
    final int columns;

    Tile(int rows, int columns) {
      this.rows = rows;
      this.columns = columns;
    }
  }

  private static final Tile NARROW =
      VectorTiles.MANY_REGISTERS ? Tile.EIGHT_BY_ONE : Tile.SIX_BY_ONE;

  /** Whole tiles of six rows and of eight. */
  static final int UNIT = 24;

  /** Panels of B that stay in the second cache serve a low strip, others a high one. */
  private static final int CACHED = 1 << 17;

  private static final int HIGH = 3 * UNIT;

  /** Rows that a strip may have beyond its height. */
  static final int LEFT = UNIT;

  private static final ThreadLocal<PackedRows> OWN = ThreadLocal.withInitial(PackedRows::new);

  private final float[] strip = new float[(HIGH + LEFT) * STRIDE];
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
    a = strip;
    ao = 0;
    ar = STRIDE;
    boolean few = q.lying != null || q.c.columns() <= LANES;
    if (!(q.a instanceof Matrix left)) {
      q.a.write(i0, rows, p, depth, strip, 0, STRIDE);
    } else if (few && left.columnStep() == 1) {
      a = left.data();
      ao = left.at(i0, p);
      ar = left.rowStep();
    } else {
      left.writeStrip(i0, rows, p, depth, strip);
    }
  }

  void release() {
    q = null;
    a = null;
    b = null;
    s = null;
  }

  /** The strip times the panel of columns from j on. */
  void multiply(int j) {
    Matrix c = q.c;
    int width = Math.min(WIDTH, c.columns() - j);
    boolean half = width <= LANES;
    boolean direct = q.lying != null && width == WIDTH;
    bs = half ? LANES : WIDTH;
    if (direct) {
      b = q.lying.data();
      bo = q.lying.at(p, j);
      bs = q.lying.rowStep();
    } else if (q.lying != null) {
      b = panel;
      bo = 0;
      q.lying.write(p, depth, j, width, panel, 0, bs);
    } else {
      b = q.packed.data();
      bo = q.packed.at(p, depth, j);
    }
    begin(p == 0 ? q.start : Start.RESULT, width, j);
    for (int r = 0; r < rows; ) {
      int left = rows - r;
      Tile tile = next(left, half, direct);
      boolean fits = width == tile.columns || mayRunOver(width, tile.columns, left - tile.rows);
      if (fits && c.columnStep() == 1) {
        run(tile, r, s, so + (i0 + r) * sr, sr, c.data(), c.at(i0 + r, j), c.rowStep());
      } else {
        edge(tile, r, width, j);
      }
      r += tile.rows;
    }
  }

  private Tile next(int left, boolean half, boolean direct) {
    if (half && left >= NARROW.rows) {
      return NARROW;
    }
    boolean inPanels = !half && !direct && a == strip;
    if (VectorTiles.MANY_REGISTERS && inPanels && left >= 6) {
      // What would be left over takes as long as four rows: tiles of eight leave less.
      int over = left % 6;
      if (left >= 8 && over == 2 || left >= 16 && over == 4) {
        return Tile.EIGHT_BY_TWO;
      }
      if (over != 2 && over != 3) {
        return Tile.SIX_BY_TWO;
      }
    }
    if (left < 4) {
      return Tile.ONE_BY_TWO;
    }
    return inPanels ? Tile.FOUR_BY_TWO : Tile.FOUR_BY_TWO_ANYWHERE;
  }

  /**
   * Whether a row's vectors may reach into the rows after it: these are all computed later, by this
   * thread, and begin with nothing that the result holds.
   */
  private boolean mayRunOver(int width, int wide, int left) {
    boolean together = q.c.columns() == width && q.c.rowStep() == width;
    return together && sr == 0 && depth == q.a.columns() && wide - width <= (left + later) * width;
  }

  private void begin(Start start, int width, int j) {
    switch (start) {
      case ZERO -> begin(VectorProduct.ZEROS, 0, 0);
      case BIAS -> {
        System.arraycopy(q.bias, q.biasOffset + j, bias, 0, width);
        begin(bias, 0, 0);
      }
      case RESULT -> begin(q.c.data(), q.c.at(0, j), q.c.rowStep());
    }
  }

  private void begin(float[] data, int offset, int row) {
    s = data;
    so = offset;
    sr = row;
  }

  /** A tile that reaches beyond the matrix, or whose rows are columns of it, in a buffer. */
  private void edge(Tile tile, int r, int width, int j) {
    int step = q.c.columnStep();
    if (sr == 0) {
      run(tile, r, s, so, 0, edge, 0, WIDTH);
    } else {
      for (int y = 0; y < tile.rows; y++) {
        for (int x = 0; x < width; x++) {
          edge[y * WIDTH + x] = s[so + (i0 + r + y) * sr + x * step];
        }
      }
      run(tile, r, edge, 0, WIDTH, edge, 0, WIDTH);
    }
    for (int y = 0; y < tile.rows; y++) {
      int to = q.c.at(i0 + r + y, j);
      for (int x = 0; x < width; x++) {
        q.c.data()[to + x * step] = edge[y * WIDTH + x];
      }
    }
  }

  private void run(Tile tile, int r, float[] s, int so, int sr, float[] c, int co, int cs) {
    int at = ao + r * ar;
    switch (tile) {
      case EIGHT_BY_ONE -> VectorTiles.eightByOne(depth, a, at, ar, b, bo, s, so, sr, c, co, cs);
      case SIX_BY_ONE -> VectorTiles.sixByOne(depth, a, at, ar, b, bo, s, so, sr, c, co, cs);
      case EIGHT_BY_TWO -> VectorTiles.eightByTwo(depth, a, at, b, bo, s, so, sr, c, co, cs);
      case SIX_BY_TWO -> VectorTiles.sixByTwo(depth, a, at, b, bo, s, so, sr, c, co, cs);
      case FOUR_BY_TWO -> VectorTiles.fourByTwo(depth, a, at, b, bo, s, so, sr, c, co, cs);
      case FOUR_BY_TWO_ANYWHERE ->
          VectorTiles.fourByTwo(depth, a, at, ar, b, bo, bs, s, so, sr, c, co, cs);
      case ONE_BY_TWO -> VectorTiles.oneByTwo(depth, a, at, b, bo, bs, s, so, c, co);
      default -> throw new AssertionError(tile);
    }
  }
}
