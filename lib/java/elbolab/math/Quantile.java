package elbolab.math;

import java.util.Arrays;

/** Quantiles of a sample. */
public final class Quantile {
  private Quantile() {}

  /** The quantile at p in [0, 1], linear between order statistics (type 7 of Hyndman and Fan). */
  public static double of(double[] sample, double p) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    return ofSorted(sorted, p);
  }

  /** As {@link #of}, of numbers that ascend. */
  public static double ofSorted(double[] sorted, double p) {
    if (sorted.length == 0 || !(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "quantile at %s of %d numbers; it needs p in [0, 1] and at least one number"
              .formatted(p, sorted.length));
    }
    double at = p * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }
}
