package elbolab.deepdive.derivation;

import elbolab.math.DoubleMath;
import java.util.List;

/**
 * The prior of two marginal dimensions whose labels depend on one another: p(b₁, b₂) = Σ p(k₁, k₂)
 * ψ(b₁|k₁) ψ(b₂|k₂), as gait type and stride length do. Assumption 1 replaces it by p(b₁) p(b₂).
 *
 * @param shares p(k₁, k₂)
 */
public record TwoLabels(double[][] shares, List<GaussianUnit> first, List<GaussianUnit> second) {
  public TwoLabels {
    first = List.copyOf(first);
    second = List.copyOf(second);
    if (shares.length != first.size() || shares[0].length != second.size()) {
      throw new IllegalArgumentException(
          "%d × %d shares for %d and %d units"
              .formatted(shares.length, shares[0].length, first.size(), second.size()));
    }
  }

  /** log p(b₁, b₂) = log Σ p(k₁) ψ(b₁|k₁) p(b₂|k₁). */
  public double logDensity(double one, double two) {
    MixturePrior prior = firstPrior();
    double most = Double.NEGATIVE_INFINITY;
    double[] parts = new double[first.size()];
    for (int k = 0; k < parts.length; k++) {
      parts[k] = prior.logJoint(one, k) + given(k).logDensity(two);
      most = Math.max(most, parts[k]);
    }
    double sum = 0;
    for (double part : parts) {
      sum += DoubleMath.exp(part - most);
    }
    return most + DoubleMath.log(sum);
  }

  /** p(b₂|k₁). */
  private MixturePrior given(int k) {
    double total = 0;
    for (double share : shares[k]) {
      total += share;
    }
    double[] weights = shares[k].clone();
    for (int l = 0; l < weights.length; l++) {
      weights[l] /= total;
    }
    return new MixturePrior(weights, second);
  }

  /** p(b₁), of the first label alone. */
  public MixturePrior firstPrior() {
    double[] weights = new double[first.size()];
    for (int k = 0; k < weights.length; k++) {
      for (double share : shares[k]) {
        weights[k] += share;
      }
    }
    return new MixturePrior(weights, first);
  }

  /** p(b₂), of the second label alone. */
  public MixturePrior secondPrior() {
    double[] weights = new double[second.size()];
    for (double[] row : shares) {
      for (int l = 0; l < weights.length; l++) {
        weights[l] += row[l];
      }
    }
    return new MixturePrior(weights, second);
  }

  /**
   * Left minus right side of (18) for an encoder that satisfies assumption 2: E_q[log p(b₁) + log
   * p(b₂) − log p(b₁, b₂)], of either sign.
   */
  public double missing(double[] mean, double[] deviation) {
    Encoded one = Encoded.normal(mean[0], deviation[0], 0);
    Encoded two = Encoded.normal(mean[1], deviation[1], 0);
    MixturePrior p = firstPrior();
    MixturePrior r = secondPrior();
    return one.expectation(
        (b, j) -> two.expectation((c, i) -> p.logDensity(b) + r.logDensity(c) - logDensity(b, c)));
  }

  /**
   * TC of p(b₁, b₂): what a prior of independent coordinates costs on average, where the codes of
   * the data are distributed as p(b₁, b₂).
   */
  public double totalCorrelation() {
    double sum = 0;
    for (int k = 0; k < first.size(); k++) {
      for (int l = 0; l < second.size(); l++) {
        double[] centres = {first.get(k).centre(), second.get(l).centre()};
        double[] scales = {first.get(k).scale(), second.get(l).scale()};
        sum -= shares[k][l] * missing(centres, scales);
      }
    }
    return sum;
  }
}
