package elbolab.hhvaem;

import elbolab.data.CategoryColumn;
import elbolab.data.ColumnKind;
import elbolab.data.NumberColumn;
import elbolab.data.Table;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import java.util.List;

/**
 * A small table with a column of each kind, all tied to one hidden number h ~ N(0, 1): real = 3h −
 * 1 + noise, positive = exp(1 + h/2 + noise), pair = [h + noise > 0], colour and size by rounding
 * h. For tests, and for notebooks where no data have been fetched.
 */
public final class GeneratedTable {
  private GeneratedTable() {}

  /** Columns real, positive, pair, colour (3 levels), size (5 levels) and the target given. */
  public static Table of(int rows, String target, long seed) {
    Rng rng = Rng.of(seed, "mixed table");
    double[] real = new double[rows];
    double[] positive = new double[rows];
    int[] pair = new int[rows];
    int[] colour = new int[rows];
    int[] size = new int[rows];
    for (int i = 0; i < rows; i++) {
      double hidden = rng.nextGaussian();
      real[i] = 3 * hidden + 0.5 * rng.nextGaussian() - 1;
      positive[i] = DoubleMath.exp(1 + 0.5 * hidden + 0.1 * rng.nextGaussian());
      pair[i] = hidden + 0.3 * rng.nextGaussian() > 0 ? 1 : 0;
      colour[i] = (int) Math.min(2, Math.max(0, Math.rint(1 + hidden)));
      size[i] = (int) Math.min(4, Math.max(0, Math.rint(2 - hidden + 0.5 * rng.nextGaussian())));
    }
    return new Table(
        "mixed",
        List.of(
            new NumberColumn("real", ColumnKind.REAL, real),
            new CategoryColumn(
                "colour", ColumnKind.CATEGORICAL, List.of("red", "green", "blue"), colour),
            new NumberColumn("positive", ColumnKind.NON_NEGATIVE, positive),
            new CategoryColumn("pair", ColumnKind.BINARY, List.of("no", "yes"), pair),
            new CategoryColumn(
                "size", ColumnKind.CATEGORICAL, List.of("0", "1", "2", "3", "4"), size)),
        List.of(target));
  }
}
