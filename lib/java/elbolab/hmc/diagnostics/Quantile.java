package elbolab.hmc.diagnostics;

/** Sample quantiles with linear interpolation between order statistics (type 7). */
public final class Quantile {
  private Quantile() {}

  /** The quantile of draws [chain][draw]. */
  public static double of(double[][] chains, double probability) {
    Draws.requireRectangular(chains);
    return ofSorted(Draws.sorted(chains), probability);
  }

  static double ofSorted(double[] sorted, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability is " + probability + "; it must lie in [0, 1]");
    }
    double index = (sorted.length - 1) * probability;
    int low = (int) Math.floor(index);
    int high = (int) Math.ceil(index);
    double share = index - low;
    return sorted[high] == sorted[low]
        ? sorted[low]
        : (1 - share) * sorted[low] + share * sorted[high];
  }
}
