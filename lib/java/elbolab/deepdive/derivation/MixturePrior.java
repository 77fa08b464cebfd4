package elbolab.deepdive.derivation;

import elbolab.math.DoubleMath;
import java.util.List;
import java.util.stream.IntStream;

/**
 * p(b, k) = p(k) ψₖ(b): the prior of one marginal dimension under assumptions 3 and 4.
 *
 * @param weights p(k), the shares nₖ/n of the classes: not learned
 * @param units ψₖ
 */
public record MixturePrior(double[] weights, List<GaussianUnit> units) {
  private static final double ROUNDING = 1e-12;

  public MixturePrior {
    double sum = 0;
    for (double weight : weights) {
      if (!(weight > 0)) {
        throw new IllegalArgumentException("weight " + weight + ": each class needs some share");
      }
      sum += weight;
    }
    if (Math.abs(sum - 1) > ROUNDING || weights.length != units.size()) {
      throw new IllegalArgumentException(
          "%d weights of sum %s for %d units: one each, of sum 1"
              .formatted(weights.length, sum, units.size()));
    }
    weights = weights.clone();
    units = List.copyOf(units);
  }

  public static MixturePrior of(double[] weights, double[] centres, double[] scales) {
    return new MixturePrior(
        weights,
        IntStream.range(0, centres.length)
            .mapToObj(k -> new GaussianUnit(centres[k], scales[k]))
            .toList());
  }

  public int classes() {
    return units.size();
  }

  /** log p(b, k). */
  public double logJoint(double b, int k) {
    return DoubleMath.log(weights[k]) + units.get(k).logValue(b);
  }

  /** log p(b) = log Σₖ p(b, k). */
  public double logDensity(double b) {
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes(); k++) {
      most = Math.max(most, logJoint(b, k));
    }
    double sum = 0;
    for (int k = 0; k < classes(); k++) {
      sum += DoubleMath.exp(logJoint(b, k) - most);
    }
    return most + DoubleMath.log(sum);
  }

  /** log p(k|b). */
  public double logPosterior(double b, int k) {
    return logJoint(b, k) - logDensity(b);
  }

  /** p(k|b). */
  public double posterior(double b, int k) {
    return DoubleMath.exp(logPosterior(b, k));
  }
}
