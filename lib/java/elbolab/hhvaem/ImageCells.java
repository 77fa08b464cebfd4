package elbolab.hhvaem;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.tensor.Tensor;

/**
 * Images as rows of cells, as the models see a table: pixels, and behind them what is to be told.
 */
public interface ImageCells extends Dataset {
  /** The features of these cells. */
  Features asFeatures();

  /** Rows of an image. */
  int height();

  /** Columns of an image. */
  int width();

  /** Which pixel of an image is meant: its row from the top and its column from the left. */
  @FunctionalInterface
  interface PixelTest {
    boolean holds(int row, int column);
  }

  /**
   * Images with some of their pixels hidden, the same in all of them and in all colours, and
   * without their class.
   */
  default Observed hide(PixelTest hidden, int... rows) {
    int cells = features();
    int area = height() * width();
    int pixels = cells / area * area;
    float[] seen = new float[rows.length * cells];
    for (int k = 0; k < seen.length; k++) {
      int p = k % cells;
      boolean there = p < pixels && !hidden.holds(p % area / width(), p % width());
      seen[k] = there ? 1 : 0;
    }
    return rows(rows).hide(Tensor.of(seen, rows.length, cells));
  }

  /** The pixels of rows as pictures, [rows][pixels]; what is hidden is not a number. */
  static float[][] pictures(Observed x, int pixels) {
    int cells = x.values().size(1);
    float[] values = x.values().toArray();
    float[] seen = x.maskOrOnes().toArray();
    float[][] pictures = new float[x.rows()][pixels];
    for (int i = 0; i < pictures.length; i++) {
      for (int p = 0; p < pixels; p++) {
        pictures[i][p] = seen[i * cells + p] > 0 ? values[i * cells + p] : Float.NaN;
      }
    }
    return pictures;
  }
}
