package elbolab.hmc.diagnostics;

/** Monte Carlo standard errors: how far an estimate from these chains may be off. */
public final class Mcse {
  private static final double LOWER = 0.1586553; // Φ(−1)
  private static final double UPPER = 0.8413447; // Φ(1)

  private Mcse() {}

  /** Of the mean: sd/√ESS. */
  public static double mean(double[][] chains) {
    double ess = EffectiveSamples.mean(chains);
    return Math.sqrt(Draws.variance(Draws.flat(chains)) / ess);
  }

  /**
   * Of a quantile: half the distance of the order statistics one standard deviation of its beta
   * posterior to either side (Vehtari et al. 2021, section 4.4).
   */
  public static double quantile(double[][] chains, double probability) {
    double ess = EffectiveSamples.quantile(chains, probability);
    if (Double.isNaN(ess)) {
      return Double.NaN;
    }
    double a = ess * probability + 1;
    double b = ess * (1 - probability) + 1;
    double[] sorted = Draws.sorted(chains);
    int n = sorted.length;
    int low = (int) Math.max(Math.floor(BetaQuantile.of(LOWER, a, b) * n), 1);
    int high = (int) Math.min(Math.ceil(BetaQuantile.of(UPPER, a, b) * n), n);
    return (sorted[high - 1] - sorted[low - 1]) / 2;
  }
}
