package elbolab.deepdive.derivation;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.BellIntegral;
import elbolab.math.Equation;
import elbolab.show.Sheet;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Proposition 1 on a model where everything is normal: p(x, y, z) = p(y|z, x) p(x|z) p(z) with z =
 * (a, b), so that the evidence and the posterior are known exactly.
 *
 * @param forecast y from (z, x)
 */
@Equation(paper = DEEPDIVE, number = "prop. 1", test = "NormalModelTest")
public record NormalModel(
    JointGaussian prior, LinearGaussian reconstruction, LinearGaussian forecast) {
  /** The 97.5 % point of N(0, 1). */
  private static final double NORMAL_975 = 1.959963984540054;

  /** p(z, x, y). */
  public JointGaussian joint() {
    return forecast.joint(reconstruction.joint(prior));
  }

  /** log p(x, y), from the joint distribution and without any encoder. */
  public double logEvidence(double[] x, double[] y) {
    JointGaussian all = joint();
    int[] observed = IntStream.range(prior.dimension(), all.dimension()).toArray();
    return all.marginal(observed).logDensity(join(x, y));
  }

  /** p(z|x, y). */
  public JointGaussian posterior(double[] x, double[] y) {
    return joint().givenLast(join(x, y));
  }

  /** First term of (9): E_q[log p(y|a, b, x)]. */
  @Equation(paper = DEEPDIVE, number = "9", test = "NormalModelTest#closedFormsAgreeWithDraws")
  public double expectedForecast(JointGaussian q, double[] x, double[] y) {
    return forecast.knowing(x).expectedLogDensity(q, y);
  }

  /** Second term of (9): E_q[log p(x|a, b)]. */
  @Equation(paper = DEEPDIVE, number = "9", test = "NormalModelTest#evidenceIsBoundPlusGap")
  public double expectedReconstruction(JointGaussian q, double[] x) {
    return reconstruction.expectedLogDensity(q, x);
  }

  /** (10): L = forecast + reconstruction − KL(q(a, b|x) ‖ p(a, b)). */
  @Equation(paper = DEEPDIVE, number = "10", test = "NormalModelTest#evidenceIsBoundPlusGap")
  public double bound(JointGaussian q, double[] x, double[] y) {
    return expectedForecast(q, x, y) + expectedReconstruction(q, x) - q.divergenceFrom(prior);
  }

  /** Second term of (7): KL(q(a, b|x) ‖ p(a, b|x, y)). */
  @Equation(paper = DEEPDIVE, number = "7", test = "NormalModelTest#evidenceIsBoundPlusGap")
  public double gap(JointGaussian q, double[] x, double[] y) {
    return q.divergenceFrom(posterior(x, y));
  }

  /** Both sides of (7), term by term. */
  public Sheet table(JointGaussian q, double[] x, double[] y) {
    return Sheet.columns("proposition 1", "nats")
        .row("E log p(y | a, b, x)", expectedForecast(q, x, y))
        .row("E log p(x | a, b)", expectedReconstruction(q, x))
        .row("− KL(q ‖ p(a, b))", -q.divergenceFrom(prior))
        .row("bound L", bound(q, x, y))
        .row("KL(q ‖ p(a, b | x, y))", gap(q, x, y))
        .row("L + KL", bound(q, x, y) + gap(q, x, y))
        .row("log p(x, y)", logEvidence(x, y))
        .decimals(6, "nats")
        .caption("Identity (7)");
  }

  /** The gradients of the terms of −L with respect to the encoder's mean. */
  public TermGradients gradients(JointGaussian q, double[] x, double[] y) {
    return TermGradients.of(this, q, x, y);
  }

  /**
   * The encoder that maximises the bound on average over y ~ p(y|x), which it does not see: the
   * mean of p(z|x), but the covariance S of p(z|x, y), for which an encoder would have to know y.
   */
  public JointGaussian blindEncoder(double[] x) {
    JointGaussian seeing = posterior(x, new double[forecast.offset().length]);
    JointGaussian past = posterior(x);
    return seeing.around(IntStream.range(0, past.dimension()).mapToDouble(past::mean).toArray());
  }

  /**
   * The gap that is left with {@link #blindEncoder}, averaged over y ~ p(y|x): ½(tr(S⁻¹C) − d) with
   * C the covariance of p(z|x). By the divergence of normals this is KL(C ‖ S) + ½ log|C|/|S|.
   */
  public double blindGap(double[] x) {
    JointGaussian past = posterior(x);
    JointGaussian blind = blindEncoder(x);
    return past.divergenceFrom(blind) + past.entropy() - blind.entropy();
  }

  /**
   * How often an interval for y that should hold 95 % of the futures does, where it is made of the
   * blind encoder's draws: the coverage of ±1.96 of its deviations.
   */
  public double blindCoverage(double[] x) {
    double truth = predictive(posterior(x), x).deviation(0);
    double narrow = predictive(blindEncoder(x), x).deviation(0) / truth;
    return 2 * BellIntegral.normalCdf(NORMAL_975 * narrow) - 1;
  }

  /** p(y|x) as an encoder's draws give it: q(z|x) through the decoder. */
  public JointGaussian predictive(JointGaussian q, double[] x) {
    JointGaussian both = forecast.knowing(x).joint(q);
    return both.marginal(IntStream.range(q.dimension(), both.dimension()).toArray());
  }

  /** p(z|x), what is known of z before y. */
  public JointGaussian posterior(double[] x) {
    return reconstruction.joint(prior).givenLast(x);
  }

  private static double[] join(double[] x, double[] y) {
    double[] both = Arrays.copyOf(x, x.length + y.length);
    System.arraycopy(y, 0, both, x.length, y.length);
    return both;
  }
}
