package elbolab.prob;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.Equation;
import elbolab.math.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Expectation maximisation for a Gaussian mixture. The likelihood has no maximum: a component that
 * sits on one point and shrinks makes it as large as one likes. A floor prevents that: it adds −½
 * floor·tr(Σₖ⁻¹) to the log likelihood for each component, a prior that forbids singular ones.
 *
 * @param floor 0 for maximum likelihood; in units of x squared
 */
public record GaussianMixtureFit(double floor) {
  public GaussianMixtureFit {
    if (!(floor >= 0) || floor == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "floor = " + floor + ": must be 0 or above (what keeps components from shrinking)");
    }
  }

  /**
   * One round: the responsibilities rₙₖ of all points, then with Nₖ = Σₙ rₙₖ the parameters that
   * are best for these, πₖ = Nₖ/N, μₖ = Σₙ rₙₖ xₙ/Nₖ and Σₖ = (floor·I + Σₙ rₙₖ (xₙ − μₖ)(xₙ −
   * μₖ)ᵀ)/Nₖ (the thesis' eq. 2.23, which leaves out πₖ).
   */
  @Equation(
      paper = THESIS,
      number = "2.23",
      test = "GaussianMixtureTest#expectationMaximisationNeverLoses")
  public GaussianMixture step(GaussianMixture from, double[][] data) {
    int count = from.weights().length;
    double[][] r = new double[data.length][];
    double[] mass = new double[count];
    for (int n = 0; n < data.length; n++) {
      r[n] = from.responsibilities(data[n]);
      for (int k = 0; k < count; k++) {
        mass[k] += r[n][k];
      }
    }
    List<MultivariateNormal> components = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      components.add(component(k, mass[k], r, data));
    }
    double[] weights = Arrays.stream(mass).map(m -> m / data.length).toArray();
    return new GaussianMixture(weights, components);
  }

  private MultivariateNormal component(int k, double mass, double[][] r, double[][] data) {
    int d = data[0].length;
    double[] mean = new double[d];
    for (int n = 0; n < data.length; n++) {
      for (int i = 0; i < d; i++) {
        mean[i] += r[n][k] * data[n][i] / mass;
      }
    }
    double[][] covariance = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = i == j ? floor : 0;
        for (int n = 0; n < data.length; n++) {
          sum += r[n][k] * (data[n][i] - mean[i]) * (data[n][j] - mean[j]);
        }
        covariance[i][j] = sum / mass;
        covariance[j][i] = covariance[i][j];
      }
    }
    try {
      return MultivariateNormal.of(mean, covariance);
    } catch (IllegalArgumentException singular) {
      throw new IllegalStateException(
          "component %d has shrunk onto %s, where the likelihood has no bound: fit with a floor"
                  .formatted(k, Arrays.toString(mean))
              + " above 0, or begin elsewhere",
          singular);
    }
  }

  /** What rises in every round: log likelihood − ½ floor Σₖ tr(Σₖ⁻¹). */
  public double objective(GaussianMixture mixture, double[][] data) {
    double penalty = 0;
    if (floor > 0) {
      for (MultivariateNormal component : mixture.components()) {
        penalty += 0.5 * floor * component.tracePrecision();
      }
    }
    return mixture.logLikelihood(data) - penalty;
  }

  /** So many rounds, the start first. */
  public List<GaussianMixture> path(GaussianMixture start, double[][] data, int rounds) {
    List<GaussianMixture> path = new ArrayList<>(List.of(start));
    for (int i = 0; i < rounds; i++) {
      path.add(step(path.get(i), data));
    }
    return path;
  }

  /** Equal weights, the covariance of all points, and means at points drawn from them. */
  public static GaussianMixture start(double[][] data, int components, Rng rng) {
    MultivariateNormal all = MultivariateNormal.moments(data);
    int[] order = rng.permutation(data.length);
    List<MultivariateNormal> list = new ArrayList<>();
    for (int k = 0; k < components; k++) {
      list.add(MultivariateNormal.of(data[order[k]], all.covariance()));
    }
    double[] weights = new double[components];
    Arrays.fill(weights, 1.0 / components);
    return new GaussianMixture(weights, list);
  }
}
