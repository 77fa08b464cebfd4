package elbolab.hmc.diagnostics;

/** Rank-normalised split R̂: near 1 when chains, and both halves of each, agree. */
public final class RHat {
  private RHat() {}

  /** The larger of bulk and tail R̂ (Vehtari et al. 2021, section 4). */
  public static double of(double[][] chains) {
    Draws.requireRectangular(chains);
    double bulk = basic(Draws.rankNormalized(Draws.split(chains)));
    double tail = basic(Draws.rankNormalized(Draws.split(Draws.folded(chains))));
    return Math.max(bulk, tail);
  }

  /** √(((n − 1)/n·W + B/n)/W), from variance within (W) and between chains (B) (eq. 1 to 4). */
  private static double basic(double[][] chains) {
    if (Draws.degenerate(chains)) {
      return Double.NaN;
    }
    int n = chains[0].length;
    double between = n * Draws.variance(Draws.means(chains));
    double within = 0;
    for (double[] chain : chains) {
      within += Draws.variance(chain) / chains.length;
    }
    return Math.sqrt((between / within + n - 1) / n);
  }
}
