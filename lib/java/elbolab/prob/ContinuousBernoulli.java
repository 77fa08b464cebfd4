package elbolab.prob;

import static elbolab.math.Equation.Paper.LOAIZA_2019;

import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;

/**
 * The density on [0, 1] that is proportional to exp(λx): a Bernoulli's likelihood of a grey level,
 * with the constant that makes it a density (Loaiza-Ganem and Cunningham 2019).
 */
public record ContinuousBernoulli(Tensor logits) implements Distribution {
  /** Below it a series is exact to a float's rounding, above it the formulas are. */
  private static final double SMALL = 0.3;

  /** The same for a draw, whose series is shorter. */
  private static final double TINY = 0.01;

  /** λx − log ((e^λ − 1)/λ). */
  @Equation(
      paper = LOAIZA_2019,
      number = "2",
      test = "QuadratureTest#theContinuousBernoulliIsADensity")
  @Override
  public Tensor logProb(Tensor x) {
    return x.minus(0.5).times(logits).minus(logConstant());
  }

  /** log (sinh(λ/2)/(λ/2)), which is even in λ. */
  private Tensor logConstant() {
    Tensor square = logits.square();
    Tensor near = square.over(24).minus(square.square().over(2880));
    Tensor a = away(SMALL).abs();
    Tensor far = a.times(0.5).plus(a.negate().expm1().negate().log()).minus(a.log());
    return chosen(SMALL, near, far);
  }

  /** 1/(1 − e^−λ) − 1/λ. */
  public Tensor mean() {
    Tensor near = logits.over(12).minus(logits.square().times(logits).over(720)).plus(0.5);
    Tensor a = away(SMALL);
    Tensor far = a.negate().expm1().negate().reciprocal().minus(a.reciprocal());
    return chosen(SMALL, near, far);
  }

  /** log(1 + u(e^λ − 1))/λ of a uniform u; for λ > 0 its reflection, so that nothing overflows. */
  @Override
  public Tensor sample(Rng rng) {
    Tensor u = Tensor.uniform(rng, logits.shape().toArray());
    Tensor rest = u.negate().plus(1);
    Tensor size = away(TINY).abs();
    Tensor falling = u.times(size.negate().expm1()).plus(1).log().negate().over(size);
    Tensor rises = logits.positive();
    Tensor far = falling.times(rises.negate().plus(1)).plus(falling.negate().plus(1).times(rises));
    return chosen(TINY, u.plus(logits.times(u).times(rest).times(0.5)), far);
  }

  /** λ where it is not small, else 1: no formula meets 0 over 0. */
  private Tensor away(double bound) {
    Tensor small = small(bound);
    return logits.times(small.negate().plus(1)).plus(small);
  }

  private Tensor small(double bound) {
    return logits.abs().negate().plus(bound).positive();
  }

  /** Where λ is large the series is, too: 0 times it must not be 0 times infinity. */
  private Tensor chosen(double bound, Tensor near, Tensor far) {
    Tensor small = small(bound);
    return near.clamp(-1, 1).times(small).plus(far.times(small.negate().plus(1)));
  }
}
