package elbolab.deepdive.derivation;

import elbolab.math.DoubleMath;

/**
 * log p(1|b)/p(0|b) = c₀ + c₁b + c₂b², all that two Gaussian units and their shares say about the
 * class of a code. Four learned numbers (two centres, two scales) leave three coefficients.
 */
public record LogOdds(double constant, double linear, double square) {

  public static LogOdds of(MixturePrior prior) {
    GaussianUnit zero = prior.units().get(0);
    GaussianUnit one = prior.units().get(1);
    double[] first = zero.natural();
    double[] second = one.natural();
    double atZero = prior.logJoint(0, 1) - prior.logJoint(0, 0);
    return new LogOdds(atZero, second[0] - first[0], second[1] - first[1]);
  }

  public double at(double b) {
    return constant + b * (linear + b * square);
  }

  /** p(1|b). */
  public double probability(double b) {
    return DoubleMath.sigmoid(at(b));
  }

  /** −log p(j|b): definition 1 for two classes. */
  public double loss(double b, int label) {
    return DoubleMath.softplus(label == 1 ? -at(b) : at(b));
  }

  LogOdds plus(double factor, double[] step) {
    return new LogOdds(
        constant + factor * step[0], linear + factor * step[1], square + factor * step[2]);
  }
}
