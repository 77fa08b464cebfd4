package elbolab.nn;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.tensor.Tensor;

/**
 * Gaussian radial basis functions with learned centres and widths τ = exp(logWidth) &gt; 0
 * (DeepDIVE, eq. 20): ψ_k(s) = exp(−½((s − ν_k)/τ_k)²)/√(2πτ_k²).
 */
@Equation(paper = DEEPDIVE, number = "20", test = "NaiveLayersTest#radialBasisIsTheNormalDensity")
public record RadialBasis(Tensor centre, Tensor logWidth) implements Layer {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  /** Centres evenly over [−2, 2], where a standard normal variable lives, as wide as their gaps. */
  public static RadialBasis of(Parameters parameters, int count) {
    double gap = count == 1 ? 1 : 4.0 / (count - 1);
    Initialisation spread =
        (centres, in, out, rng) -> {
          for (int k = 0; k < centres.length; k++) {
            centres[k] = (float) (centres.length == 1 ? 0 : -2 + gap * k);
          }
        };
    return new RadialBasis(
        parameters.add("centre", spread, 1, count, count),
        parameters.add("logWidth", DoubleMath.log(gap), count));
  }

  /** ψ(s) of each number of s: one more axis, of size K. */
  @Override
  public Tensor apply(Tensor s) {
    return log(s).exp();
  }

  /** log ψ(s), which does not underflow far from the centres. */
  public Tensor log(Tensor s) {
    Tensor scaled = s.unsqueeze(-1).minus(centre).over(logWidth.exp());
    return scaled.square().times(-0.5).minus(logWidth).minus(HALF_LOG_TWO_PI);
  }
}
