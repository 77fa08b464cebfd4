package elbolab.prob;

import static elbolab.math.Equation.Paper.CHEN_2018;

import elbolab.math.Equation;
import java.util.Arrays;

/**
 * The mutual information gap (Chen et al. 2018, eq. 6): how much more than any other code the best
 * code knows of a factor, as part of what there is to know,
 *
 * <p>MIG = 1/K Σ_k (I(z_j*(k); v_k) − max_{j ≠ j*(k)} I(z_j; v_k)) / H(v_k), j*(k) = argmax_j
 * I(z_j; v_k).
 *
 * <p>Each code is cut into bins of equal width between its least and its greatest value; the
 * information is that of the bins and the classes of the factor.
 *
 * @param information I(z_j; v_k) in nats, a row per code
 * @param entropy H(v_k)
 */
@Equation(paper = CHEN_2018, number = "6", test = "MutualInformationGapTest")
public record MutualInformationGap(double[][] information, double[] entropy) {

  /**
   * @param codes values of each code, one per case
   * @param factors classes of each factor, counted from 0, one per case
   */
  public static MutualInformationGap of(double[][] codes, int[][] factors, int bins) {
    if (codes.length < 2 || bins < 2) {
      throw new IllegalArgumentException(
          codes.length + " codes, " + bins + " bins: a gap needs two codes and two bins");
    }
    int[] classes = new int[factors.length];
    double[] entropy = new double[factors.length];
    for (int k = 0; k < factors.length; k++) {
      classes[k] = Arrays.stream(factors[k]).max().orElseThrow() + 1;
      entropy[k] = DiscreteInformation.entropy(factors[k], classes[k]);
      if (!(entropy[k] > 0)) {
        throw new IllegalArgumentException(
            "factor "
                + k
                + " is the same in all cases: there is nothing to know of it, leave it out");
      }
    }
    double[][] information = new double[codes.length][factors.length];
    for (int j = 0; j < codes.length; j++) {
      int[] binned = binned(codes[j], bins);
      for (int k = 0; k < factors.length; k++) {
        information[j][k] = DiscreteInformation.of(binned, bins, factors[k], classes[k]).mutual();
      }
    }
    return new MutualInformationGap(information, entropy);
  }

  /** Bins of equal width; all cases of a constant code fall into one. */
  static int[] binned(double[] code, int bins) {
    double low = Arrays.stream(code).min().orElseThrow();
    double high = Arrays.stream(code).max().orElseThrow();
    if (!(high - low < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a code goes from " + low + " to " + high);
    }
    return Arrays.stream(code)
        .mapToInt(
            z -> high == low ? 0 : Math.min(bins - 1, (int) ((z - low) / (high - low) * bins)))
        .toArray();
  }

  /** The gap of one factor, between 0 and 1. */
  public double gap(int factor) {
    double best = 0;
    double second = 0;
    for (double[] ofCode : information) {
      second = Math.max(second, Math.min(best, ofCode[factor]));
      best = Math.max(best, ofCode[factor]);
    }
    return (best - second) / entropy[factor];
  }

  /** The mean over the factors. */
  public double gap() {
    double sum = 0;
    for (int k = 0; k < entropy.length; k++) {
      sum += gap(k);
    }
    return sum / entropy.length;
  }
}
