package elbolab.hmc.diagnostics;

import static elbolab.math.Equation.Paper.VEHTARI_2021;

import elbolab.math.Equation;
import elbolab.math.Quantile;
import java.util.Arrays;

/**
 * Effective sample sizes: how many independent draws would estimate as well. From the
 * autocorrelations of all split chains together, cut by Geyer's initial monotone sequence.
 */
public final class EffectiveSamples {
  private EffectiveSamples() {}

  /** For the bulk of the distribution: of rank-normalised draws. */
  public static double bulk(double[][] chains) {
    Draws.requireRectangular(chains);
    return of(Draws.rankNormalized(Draws.split(chains)));
  }

  /** For the tails: the smaller of those of the 5 % and 95 % quantiles. */
  public static double tail(double[][] chains) {
    return Math.min(quantile(chains, 0.05), quantile(chains, 0.95));
  }

  /** For the mean. */
  public static double mean(double[][] chains) {
    Draws.requireRectangular(chains);
    return of(Draws.split(chains));
  }

  /** For a quantile: of the indicator of lying below it. */
  public static double quantile(double[][] chains, double probability) {
    Draws.requireRectangular(chains);
    if (Draws.degenerate(chains)) {
      return Double.NaN;
    }
    double[] sorted = Draws.sorted(chains);
    int n = sorted.length;
    double cut = Quantile.ofSorted(sorted, probability == 1 ? (n - 0.5) / n : probability);
    double[][] below = new double[chains.length][];
    for (int c = 0; c < chains.length; c++) {
      below[c] = Arrays.stream(chains[c]).map(x -> x <= cut ? 1 : 0).toArray();
    }
    return of(Draws.split(below));
  }

  /** M·n/τ with τ = −1 + 2 Σ ρ̂ (Vehtari et al. 2021, eq. 10 to 13), for chains already split. */
  @Equation(
      paper = VEHTARI_2021,
      number = {"10", "11", "12", "13"},
      test = "DiagnosticsTest#agreeWithAnotherImplementation")
  private static double of(double[][] chains) {
    int n = chains[0].length;
    if (n < 3 || Draws.degenerate(chains)) {
      return Double.NaN;
    }
    double total = (double) n * chains.length;
    double tau =
        Math.max(autocorrelationTime(new Autocorrelation(chains)), 1 / StrictMath.log10(total));
    return total / tau;
  }

  /**
   * τ̂ from pairs of lags: sums of neighbours are positive and decreasing for a reversible chain,
   * so that they are cut at the first negative one and made monotone (Geyer 1992).
   */
  private static double autocorrelationTime(Autocorrelation rho) {
    double[] kept = new double[rho.lags() + 1];
    double even = 1;
    double odd = rho.at(1);
    kept[0] = even;
    kept[1] = odd;
    int last = 0;
    while (last < rho.lags() - 5 && even + odd > 0) {
      last += 2;
      even = rho.at(last);
      odd = rho.at(last + 1);
      if (even + odd >= 0) {
        kept[last] = even;
        kept[last + 1] = odd;
      }
    }
    if (even > 0) {
      kept[last] = even;
    }
    for (int t = 2; t <= last - 2; t += 2) {
      if (kept[t] + kept[t + 1] > kept[t - 2] + kept[t - 1]) {
        kept[t] = 0.5 * (kept[t - 2] + kept[t - 1]);
        kept[t + 1] = kept[t];
      }
    }
    double sum = 0;
    for (int t = 0; t < Math.max(1, last); t++) {
      sum += kept[t];
    }
    return -1 + 2 * sum + kept[last];
  }
}
