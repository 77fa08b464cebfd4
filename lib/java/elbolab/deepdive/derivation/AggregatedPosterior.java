package elbolab.deepdive.derivation;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.GaussHermite;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * q(z) = (1/n) Σᵢ q(z|xᵢ) of a small data set, with the prior N(0, I): eqs. (5) and (6), each part
 * by quadrature of its own definition.
 */
@Equation(
    paper = DEEPDIVE,
    number = {"5", "6"},
    test = "AggregatedPosteriorTest")
public record AggregatedPosterior(List<JointGaussian> encoders, GaussHermite rule) {
  public AggregatedPosterior {
    encoders = List.copyOf(encoders);
  }

  /** Left side of (5): (1/n) Σᵢ KL(q(z|xᵢ) ‖ p(z)), in closed form. */
  @Equation(
      paper = DEEPDIVE,
      number = "5",
      test = "AggregatedPosteriorTest#meanDivergenceIsMarginalDivergencePlusInformation")
  public double meanDivergence() {
    JointGaussian prior = JointGaussian.standard(dimension());
    double sum = 0;
    for (JointGaussian encoder : encoders) {
      sum += encoder.divergenceFrom(prior);
    }
    return sum / encoders.size();
  }

  /** First term of (5), left side of (6): KL(q(z) ‖ p(z)). */
  @Equation(
      paper = DEEPDIVE,
      number = {"5", "6"},
      test = "AggregatedPosteriorTest#meanDivergenceIsMarginalDivergencePlusInformation")
  public double marginalDivergence() {
    JointGaussian prior = JointGaussian.standard(dimension());
    return expectation(z -> logDensity(encoders, z) - prior.logDensity(z));
  }

  /** Second term of (5), the information a code holds on its index: log n − E[H(N|z)]. */
  @Equation(
      paper = DEEPDIVE,
      number = "5",
      test = "AggregatedPosteriorTest#meanDivergenceIsMarginalDivergencePlusInformation")
  public double indexInformation() {
    return DoubleMath.log(encoders.size()) - expectation(this::indexEntropy);
  }

  /** First part of (6): TC = E[log q(z)/Πⱼ q(zⱼ)]. */
  @Equation(
      paper = DEEPDIVE,
      number = "6",
      test = "AggregatedPosteriorTest#marginalDivergenceIsTotalCorrelationPlusDimensions")
  public double totalCorrelation() {
    return expectation(
        z -> {
          double product = 0;
          for (int j = 0; j < z.length; j++) {
            product += logDensity(along(j), z[j]);
          }
          return logDensity(encoders, z) - product;
        });
  }

  /** Second part of (6): Σⱼ KL(q(zⱼ) ‖ p(zⱼ)). */
  @Equation(
      paper = DEEPDIVE,
      number = "6",
      test = "AggregatedPosteriorTest#marginalDivergenceIsTotalCorrelationPlusDimensions")
  public double dimensionWise() {
    double sum = 0;
    for (int j = 0; j < dimension(); j++) {
      sum += new AggregatedPosterior(along(j), rule).marginalDivergence();
    }
    return sum;
  }

  /** H(N|z) of p(i|z) ∝ q(z|xᵢ). */
  private double indexEntropy(double[] z) {
    double total = logDensity(encoders, z) + DoubleMath.log(encoders.size());
    double entropy = 0;
    for (JointGaussian encoder : encoders) {
      double log = encoder.logDensity(z) - total;
      entropy -= DoubleMath.exp(log) * log;
    }
    return entropy;
  }

  private int dimension() {
    return encoders.get(0).dimension();
  }

  private List<JointGaussian> along(int j) {
    return encoders.stream().map(encoder -> encoder.marginal(j)).toList();
  }

  private double expectation(ToDoubleFunction<double[]> f) {
    double sum = 0;
    for (JointGaussian encoder : encoders) {
      sum += encoder.expectation(rule, f);
    }
    return sum / encoders.size();
  }

  private static double logDensity(List<JointGaussian> parts, double... z) {
    double most = Double.NEGATIVE_INFINITY;
    for (JointGaussian part : parts) {
      most = Math.max(most, part.logDensity(z));
    }
    double sum = 0;
    for (JointGaussian part : parts) {
      sum += DoubleMath.exp(part.logDensity(z) - most);
    }
    return most + DoubleMath.log(sum / parts.size());
  }
}
