package elbolab.deepdive;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.Equation;

/**
 * Weights of the main pass: reconstruction · MSE(x) + forecast · MSE(y) + divergence · KL(a), where
 * the errors are means over windows, series and time, and the divergence is a sum over the n1
 * dimensions of a series and a mean over windows and series.
 */
public record LossWeights(double reconstruction, double forecast, double divergence) {
  public LossWeights {
    check("reconstruction", reconstruction, "weight of MSE(x)");
    check("forecast", forecast, "weight of MSE(y)");
    check("divergence", divergence, "weight of the divergence of a");
  }

  /**
   * −log p(x | a, b) − log p(y | a, b) + KL(a) with Gaussians of variance 1 (theorem 1): the
   * negative evidence lower bound of a window divided by the number of series, up to the constant
   * ½(L + H) log 2π.
   */
  @Equation(paper = DEEPDIVE, number = "theorem 1", test = "DeepDiveTest#theLossIsTheNegativeBound")
  public static LossWeights elbo(int lookBack, int horizon) {
    return new LossWeights(0.5 * lookBack, 0.5 * horizon, 1);
  }

  /**
   * Mean squared errors with equal weight, as in the sum of section 4, and the divergence weighted
   * as beside MSE(x) in the bound: that bound times 2/L, but for the forecast, which counts L/H
   * times as much.
   */
  public static LossWeights means(int lookBack) {
    return new LossWeights(1, 1, 2.0 / lookBack);
  }

  /**
   * The same with the divergence weighted so that the loss is the bound for inputs of this σ:
   * {@link #means(int)} amounts to σ = 1, which is as much as a standardised series varies at all.
   */
  public static LossWeights means(int lookBack, double sigma) {
    return new LossWeights(1, 1, 2 * sigma * sigma / lookBack);
  }

  /**
   * σ of p(x | a, b) for which the main pass's loss is the bound of theorem 1: the error weighs
   * L/(2 σ²) beside a divergence of weight 1.
   */
  double inputSigma(int lookBack) {
    return sigma("reconstruction", reconstruction, lookBack);
  }

  /** σ of p(y | a, b), as {@link #inputSigma}. */
  double forecastSigma(int horizon) {
    return sigma("forecast", forecast, horizon);
  }

  private double sigma(String name, double weight, int numbers) {
    double variance = numbers * divergence / (2 * weight);
    if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s with weight %s and a divergence of weight %s: a likelihood needs both above 0"
              .formatted(name, weight, divergence));
    }
    return Math.sqrt(variance);
  }

  private static void check(String name, double value, String meaning) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " = " + value + ": must be 0 or more and finite (" + meaning + ")");
    }
  }
}
