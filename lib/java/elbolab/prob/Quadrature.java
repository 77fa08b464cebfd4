package elbolab.prob;

import static elbolab.math.Equation.Paper.REPORT;
import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import java.util.function.DoubleUnaryOperator;

/**
 * Integrals over a piece of the line by the trapezoidal rule. For smooth densities that vanish at
 * both ends it converges faster than any power of the step. Densities are given by their logarithm.
 */
public record Quadrature(double from, double to, int intervals) {
  private static final int FINE = 4000;

  public Quadrature {
    if (!(from < to) || from == Double.NEGATIVE_INFINITY || to == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "from " + from + " to " + to + ": two finite ends, the smaller one first");
    }
    if (intervals < 1) {
      throw new IllegalArgumentException("intervals = " + intervals + ": must be at least 1");
    }
  }

  public static Quadrature over(double from, double to) {
    return new Quadrature(from, to, FINE);
  }

  /** ∫ f(x) dx. */
  public double integral(DoubleUnaryOperator f) {
    double sum = 0.5 * (f.applyAsDouble(from) + f.applyAsDouble(to));
    double step = (to - from) / intervals;
    for (int i = 1; i < intervals; i++) {
      sum += f.applyAsDouble(Math.fma(step, i, from));
    }
    return sum * step;
  }

  /** E[f(x)] = ∫ p(x) f(x) dx. */
  public double expectation(DoubleUnaryOperator logP, DoubleUnaryOperator f) {
    return integral(x -> DoubleMath.exp(logP.applyAsDouble(x)) * f.applyAsDouble(x));
  }

  /** KL(p ‖ q) = ∫ p(x) log(p(x)/q(x)) dx (the report's eq. 3, the thesis' eq. 2.6). */
  @Equation(paper = REPORT, number = "3", test = "ProbabilityTest#divergenceOfTwoNormals")
  @Equation(paper = THESIS, number = "2.6", test = "ProbabilityTest#divergenceOfTwoNormals")
  public double divergence(DoubleUnaryOperator logP, DoubleUnaryOperator logQ) {
    return expectation(logP, x -> logP.applyAsDouble(x) - logQ.applyAsDouble(x));
  }
}
