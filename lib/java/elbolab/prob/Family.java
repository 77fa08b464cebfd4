package elbolab.prob;

import static elbolab.math.Equation.Paper.REPORT;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;

/**
 * Distributions p_θ(x) with one parameter θ, given by the logarithm of their density.
 *
 * <pre>{@code
 * Family waiting = (rate, x) -> Math.log(rate) - rate * x;       // exponential
 * double best = waiting.mostLikely(0.01, 10, 0.3, 1.2, 0.6);     // 1 / 0.7
 * }</pre>
 */
@FunctionalInterface
public interface Family {
  /** log p_θ(x). */
  double logDensity(double parameter, double x);

  /** L(θ, x) = p_θ(x) (the report's eq. 1). */
  @Equation(paper = REPORT, number = "1", test = "ProbabilityTest#likelihoodIsAProduct")
  default double likelihood(double parameter, double x) {
    return DoubleMath.exp(logDensity(parameter, x));
  }

  /**
   * log L(θ, X) = Σᵢ log p_θ(xᵢ): the logarithm of the report's eq. 2, whose product of a thousand
   * small numbers is 0 in floating point.
   */
  @Equation(paper = REPORT, number = "2", test = "ProbabilityTest#likelihoodIsAProduct")
  default double logLikelihood(double parameter, double... data) {
    double sum = 0;
    for (double x : data) {
      sum += logDensity(parameter, x);
    }
    return sum;
  }

  /**
   * argmax_θ L(θ, X) (the report's def. 2.2) between two values, for a likelihood with one maximum
   * there: golden sections, until the interval is as short as rounding lets them compare.
   */
  @Equation(
      paper = REPORT,
      number = "def. 2.2",
      test = "ProbabilityTest#maximumLikelihoodInClosedForm")
  default double mostLikely(double from, double to, double... data) {
    if (!(from < to)) {
      throw new IllegalArgumentException(
          "from " + from + " to " + to + ": the smaller one comes first");
    }
    double golden = (Math.sqrt(5) - 1) / 2;
    double low = from;
    double high = to;
    double left = high - golden * (high - low);
    double right = low + golden * (high - low);
    double atLeft = logLikelihood(left, data);
    double atRight = logLikelihood(right, data);
    double shortest = 1e-9 * (to - from);
    while (high - low > shortest) {
      if (atLeft < atRight) {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + golden * (high - low);
        atRight = logLikelihood(right, data);
      } else {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - golden * (high - low);
        atLeft = logLikelihood(left, data);
      }
    }
    return 0.5 * (low + high);
  }
}
