package elbolab.deepdive.derivation;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;

/** Proposition 4: the cost of a mixture prior, and the upper bound of it for any Q. */
@Equation(paper = DEEPDIVE, number = "prop. 4", test = "JensenBoundTest")
public record JensenBound(MixturePrior prior, Encoded codes) {

  /** Left side of (22): E_q[−log Σₖ p(b, k)]. */
  @Equation(
      paper = DEEPDIVE,
      number = "22",
      test = "JensenBoundTest#theBoundHoldsAndItsGapIsADivergence")
  public double marginalLoss() {
    return codes.expectation((b, j) -> -prior.logDensity(b));
  }

  /** (21): KL(q(b|x) ‖ p(b)) = −H(b|x) − ∫ q(b|x) log p(b) db. */
  @Equation(
      paper = DEEPDIVE,
      number = "21",
      test = "JensenBoundTest#divergenceAgreesWithGaussHermite")
  public double divergence(double entropy) {
    return marginalLoss() - entropy;
  }

  /** Right side of (22): E_q[Σₖ Q(k)(−log p(b, k)/Q(k))]; a class with Q(k) = 0 adds nothing. */
  @Equation(
      paper = DEEPDIVE,
      number = "22",
      test = "JensenBoundTest#theBoundHoldsAndItsGapIsADivergence")
  public double bound(Assignment q) {
    return codes.expectation(
        (b, j) -> {
          double sum = 0;
          for (int k = 0; k < prior.classes(); k++) {
            double share = q.of(k, b, j);
            sum += share == 0 ? 0 : share * (DoubleMath.log(share) - prior.logJoint(b, k));
          }
          return sum;
        });
  }

  /** Right minus left side of (22), exactly: E_q[KL(Q ‖ p(k|b))]. It is 0 where Q is p(k|b). */
  @Equation(
      paper = DEEPDIVE,
      number = "22",
      test = "JensenBoundTest#theBoundHoldsAndItsGapIsADivergence")
  public double gap(Assignment q) {
    return codes.expectation(
        (b, j) -> {
          double sum = 0;
          for (int k = 0; k < prior.classes(); k++) {
            double share = q.of(k, b, j);
            sum += share == 0 ? 0 : share * (DoubleMath.log(share) - prior.logPosterior(b, k));
          }
          return sum;
        });
  }

  /** The best Q that does not depend on b: Q(k) ∝ exp E_q[log p(k|b)]. */
  public double[] bestConstant() {
    double[] q = new double[prior.classes()];
    double sum = 0;
    for (int k = 0; k < q.length; k++) {
      int index = k;
      q[k] = DoubleMath.exp(codes.expectation((b, j) -> prior.logPosterior(b, index)));
      sum += q[k];
    }
    for (int k = 0; k < q.length; k++) {
      q[k] /= sum;
    }
    return q;
  }
}
