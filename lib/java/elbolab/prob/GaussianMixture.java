package elbolab.prob;

import static elbolab.math.Equation.Paper.REPORT;
import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.LogSum;
import elbolab.math.Rng;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Σₖ πₖ N(x; μₖ, Σₖ) in double precision: the model whose latent variable z says which component an
 * x comes from. {@link Mixture} is the one that networks put out.
 *
 * @param weights πₖ = p(z = k)
 * @param components p(x | z = k)
 */
public record GaussianMixture(double[] weights, List<MultivariateNormal> components) {
  private static final double ROUNDING = 1e-9;

  public GaussianMixture {
    weights = weights.clone();
    components = List.copyOf(components);
    if (weights.length == 0 || weights.length != components.size()) {
      throw new IllegalArgumentException(
          weights.length + " weights for " + components.size() + " components: one for each");
    }
    double sum = 0;
    for (double weight : weights) {
      if (!(weight >= 0)) {
        throw new IllegalArgumentException("weight " + weight + ": must not be negative");
      }
      sum += weight;
    }
    if (Math.abs(sum - 1) > ROUNDING) {
      throw new IllegalArgumentException("weights of sum " + sum + ": must have sum 1");
    }
    for (MultivariateNormal component : components) {
      if (component.dimension() != components.get(0).dimension()) {
        throw new IllegalArgumentException(
            "components of "
                + components.get(0).dimension()
                + " and "
                + component.dimension()
                + " dimensions: all must have as many");
      }
    }
  }

  /** Σₖ πₖ N(x; mₖ, sₖ²) on the line. */
  public static GaussianMixture onLine(double[] weights, double[] means, double[] deviations) {
    return new GaussianMixture(
        weights,
        IntStream.range(0, means.length)
            .mapToObj(
                k ->
                    MultivariateNormal.of(
                        new double[] {means[k]}, new double[][] {{deviations[k] * deviations[k]}}))
            .toList());
  }

  /**
   * log p(x) = log Σₖ πₖ N(x; μₖ, Σₖ) (the thesis' eq. 2.20): the integral of the report's def. 2.3
   * over a latent variable that has K values.
   */
  @Equation(
      paper = THESIS,
      number = "2.20",
      test = "GaussianMixtureTest#densityIntegratesToOneAndSamplesFollowIt")
  @Equation(
      paper = REPORT,
      number = "def. 2.3",
      test = "GaussianMixtureTest#sumQuadratureAndSamplingAgree")
  public double logDensity(double... x) {
    return LogSum.of(logJoint(x)).value();
  }

  /** p(z = k | x) = πₖ N(x; μₖ, Σₖ)/p(x) (the thesis' eq. 2.21). */
  @Equation(
      paper = THESIS,
      number = "2.21",
      test = "GaussianMixtureTest#responsibilitiesAreBayesTheorem")
  public double[] responsibilities(double... x) {
    double[] joint = logJoint(x);
    double evidence = LogSum.of(joint).value();
    for (int k = 0; k < joint.length; k++) {
      joint[k] = DoubleMath.exp(joint[k] - evidence);
    }
    return joint;
  }

  /** log πₖ + log N(x; μₖ, Σₖ). */
  private double[] logJoint(double[] x) {
    double[] joint = new double[weights.length];
    for (int k = 0; k < joint.length; k++) {
      joint[k] = DoubleMath.log(weights[k]) + components.get(k).logDensity(x);
    }
    return joint;
  }

  /** Σₙ log p(xₙ) (the thesis' eq. 2.22, where the weights are missing). */
  @Equation(
      paper = THESIS,
      number = "2.22",
      test = "GaussianMixtureTest#expectationMaximisationNeverLoses")
  public double logLikelihood(double[][] data) {
    double sum = 0;
    for (double[] x : data) {
      sum += logDensity(x);
    }
    return sum;
  }

  /** A component by its weight, then a draw from it. */
  public double[] sample(Rng rng) {
    double u = rng.nextDouble();
    int k = 0;
    while (k < weights.length - 1 && u >= weights[k]) {
      u -= weights[k++];
    }
    return components.get(k).sample(rng);
  }
}
