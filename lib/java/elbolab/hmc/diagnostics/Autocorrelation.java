package elbolab.hmc.diagnostics;

import static elbolab.math.Equation.Paper.VEHTARI_2021;

import elbolab.math.Equation;
import java.util.Arrays;

/**
 * ρ̂ₜ = 1 − (W − mean of the chains' autocovariances at lag t)/v̂ar⁺ (Vehtari et al. 2021, eq. 10).
 * Lags are computed one by one as they are asked for: a chain that mixes needs a few, and a
 * transform of all of them would cost more.
 */
@Equation(
    paper = VEHTARI_2021,
    number = "10",
    test = "DiagnosticsTest#agreeWithAnotherImplementation")
final class Autocorrelation {
  private final double[][] centred;
  private final double within;
  private final double pooled;

  Autocorrelation(double[][] chains) {
    int n = chains[0].length;
    double[] means = Draws.means(chains);
    centred = new double[chains.length][];
    for (int c = 0; c < chains.length; c++) {
      double mean = means[c];
      centred[c] = Arrays.stream(chains[c]).map(x -> x - mean).toArray();
    }
    within = covariance(0) * n / (n - 1);
    pooled = covariance(0) + (chains.length > 1 ? Draws.variance(means) : 0);
  }

  /** The number of lags there are. */
  int lags() {
    return centred[0].length;
  }

  double at(int lag) {
    return 1 - (within - covariance(lag)) / pooled;
  }

  private double covariance(int lag) {
    double sum = 0;
    for (double[] chain : centred) {
      for (int i = lag; i < chain.length; i++) {
        sum = Math.fma(chain[i], chain[i - lag], sum);
      }
    }
    return sum / ((double) centred.length * centred[0].length);
  }
}
