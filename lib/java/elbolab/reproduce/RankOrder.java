package elbolab.reproduce;

import elbolab.math.Quantile;
import elbolab.math.Rng;
import elbolab.show.Digits;
import java.util.Arrays;

/**
 * How well the order of models that was obtained agrees with the printed one: Spearman's rank
 * correlation of the means over splits, with the interval that holds 95 % of the correlations when
 * the splits are drawn anew with replacement, the same ones for all models.
 *
 * @param correlation 1 for the same order, −1 for the reverse
 * @param low lower end of the interval; NaN with fewer than two splits
 * @param high upper end
 */
public record RankOrder(double correlation, double low, double high, int models, int splits) {
  private static final int RESAMPLES = 2000;
  private static final double TAIL = 0.025;

  /**
   * @param printed a number of each model
   * @param obtained the same by model and split
   */
  public static RankOrder of(double[] printed, double[][] obtained, Rng rng) {
    int models = printed.length;
    int splits = models == 0 ? 0 : obtained[0].length;
    if (models < 2 || obtained.length != models || splits < 1) {
      throw new IllegalArgumentException(
          "%d printed numbers, %d models, %d splits: an order needs two models and a split"
              .formatted(models, obtained.length, splits));
    }
    double correlation = spearman(printed, means(obtained, all(splits)));
    if (splits < 2) {
      return new RankOrder(correlation, Double.NaN, Double.NaN, models, splits);
    }
    double[] drawn = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      int[] again = new int[splits];
      Arrays.setAll(again, k -> rng.nextInt(splits));
      drawn[i] = spearman(printed, means(obtained, again));
    }
    return new RankOrder(
        correlation, Quantile.of(drawn, TAIL), Quantile.of(drawn, 1 - TAIL), models, splits);
  }

  private static int[] all(int splits) {
    int[] all = new int[splits];
    Arrays.setAll(all, k -> k);
    return all;
  }

  private static double[] means(double[][] obtained, int[] splits) {
    return Arrays.stream(obtained)
        .mapToDouble(of -> Arrays.stream(splits).mapToDouble(k -> of[k]).average().orElseThrow())
        .toArray();
  }

  /** Pearson's correlation of the ranks; 0 where one of the two has no order at all. */
  static double spearman(double[] first, double[] second) {
    double[] a = ranks(first);
    double[] b = ranks(second);
    double middle = 0.5 * (a.length + 1);
    double both = 0;
    double ofA = 0;
    double ofB = 0;
    for (int i = 0; i < a.length; i++) {
      both += (a[i] - middle) * (b[i] - middle);
      ofA += (a[i] - middle) * (a[i] - middle);
      ofB += (b[i] - middle) * (b[i] - middle);
    }
    return ofA == 0 || ofB == 0 ? 0 : both / Math.sqrt(ofA * ofB);
  }

  /** From 1; equal values share the mean of their ranks. */
  static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int below = 0;
      int same = 0;
      for (double other : values) {
        below += other < values[i] ? 1 : 0;
        same += other == values[i] ? 1 : 0;
      }
      ranks[i] = below + 0.5 * (same + 1);
    }
    return ranks;
  }

  /** {@code 0.90 [0.60, 1.0]}. */
  @Override
  public String toString() {
    Digits digits = Digits.decimals(2);
    return splits < 2
        ? digits.text(correlation)
        : "%s [%s, %s]".formatted(digits.text(correlation), digits.text(low), digits.text(high));
  }
}
