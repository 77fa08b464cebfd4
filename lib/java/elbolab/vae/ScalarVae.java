package elbolab.vae;

import static elbolab.math.Equation.Paper.LECTURE;
import static elbolab.math.Equation.Paper.REPORT;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.show.Measured;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * A variational autoencoder with one latent and one observed number, small enough that every
 * integral of the derivations can be computed: z ~ N(0, 1), x | z ~ N(μ(z), σ(z)²), the lecture's
 * eq. (5) with r = p = 1. Equation numbers are those of the lecture.
 *
 * @param mean μ(z), what a decoder network would compute
 * @param deviation σ(z)
 */
@Equation(paper = LECTURE, number = "5", test = "ScalarVaeTest")
public record ScalarVae(DoubleUnaryOperator mean, DoubleUnaryOperator deviation) {
  private static final double REACH = 12;
  private static final int INTERVALS = 6000;

  /** The decoder μ(z) = weight·z + bias with constant noise, for which all is known exactly. */
  public static ScalarVae linear(double weight, double bias, double noise) {
    return new ScalarVae(z -> weight * z + bias, z -> noise);
  }

  /** p(x | z). */
  public ScalarNormal decode(double z) {
    return new ScalarNormal(mean.applyAsDouble(z), deviation.applyAsDouble(z));
  }

  /**
   * log p(z, x) = log p(z) + log p(x | z): eq. (2), whose exponential is the integrand (4), with
   * the normal distributions of eq. (5).
   */
  @Equation(
      paper = LECTURE,
      number = {"2", "4", "5"},
      test = "ScalarVaeTest#evidenceOfTheLinearDecoder")
  public double logJoint(double z, double x) {
    return ScalarNormal.STANDARD.logDensity(z) + decode(z).logDensity(x);
  }

  /** log p(x) = log ∫ p(z) p(x | z) dz, the integral below eq. (3) and the report's def. 2.3. */
  @Equation(paper = REPORT, number = "def. 2.3", test = "ScalarVaeTest#evidenceOfTheLinearDecoder")
  @Equation(paper = LECTURE, number = "3", test = "ScalarVaeTest#evidenceOfTheLinearDecoder")
  public double logEvidence(double x) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i <= INTERVALS; i++) {
      largest = Math.max(largest, logJoint(node(ScalarNormal.STANDARD, i), x));
    }
    double shift = largest;
    return shift
        + DoubleMath.log(
            integral(ScalarNormal.STANDARD, z -> DoubleMath.exp(logJoint(z, x) - shift)));
  }

  /** KL(q ‖ p(z | x)), with log p(z | x) = log p(z, x) − log p(x). */
  public double divergenceFromPosterior(ScalarNormal q, double x) {
    double evidence = logEvidence(x);
    return expectation(q, z -> q.logDensity(z) - (logJoint(z, x) - evidence));
  }

  /** ELBO = log p(x) − KL(q ‖ p(z | x)): eq. (6), the definition. */
  @Equation(paper = LECTURE, number = "6", test = "ScalarVaeTest#threeDerivationsOfTheBoundAgree")
  public double elboFromEvidence(ScalarNormal q, double x) {
    return logEvidence(x) - divergenceFromPosterior(q, x);
  }

  /** ELBO = ∫ log p(x | z) q(z) dz − KL(q ‖ p(z)): eq. (9), the form that can be computed. */
  @Equation(paper = LECTURE, number = "9", test = "ScalarVaeTest#boundIsTightAtThePosterior")
  public double elboFromReconstruction(ScalarNormal q, double x) {
    return expectation(q, z -> decode(z).logDensity(x)) - q.divergenceFrom(ScalarNormal.STANDARD);
  }

  /** ∫ log(p(x | z) p(z) / q(z)) q(z) dz: the bound that Jensen's inequality gives in eq. (10). */
  @Equation(paper = LECTURE, number = "10", test = "ScalarVaeTest#threeDerivationsOfTheBoundAgree")
  public double elboFromJensen(ScalarNormal q, double x) {
    return expectation(q, z -> logJoint(z, x) - q.logDensity(z));
  }

  /**
   * M⁻¹ Σ log p(x | zₘ) with zₘ ~ q: eqs. (11) and (14); with q = p(z) it is the estimate of eq.
   * (13).
   */
  @Equation(
      paper = LECTURE,
      number = {"11", "13", "14"},
      test = "ScalarVaeTest#monteCarloReconstruction")
  public Measured meanLogLikelihood(ScalarNormal q, double x, int samples, Rng rng) {
    return Measured.mean(samples, () -> decode(q.sample(rng)).logDensity(x));
  }

  /**
   * −∫ ELBO dPₙ, the mean over the data of what is minimised: eq. (7). With the exact encoder it is
   * −∫ log p dPₙ, the divergence of the model from the data up to a constant: eq. (8).
   *
   * @param encoder q(z | x) for each x
   */
  @Equation(
      paper = LECTURE,
      number = {"7", "8"},
      test = "ScalarVaeTest#theExactEncoderMakesTrainingMaximumLikelihood")
  public double averageLoss(DoubleFunction<ScalarNormal> encoder, double... data) {
    double sum = 0;
    for (double x : data) {
      sum -= elboFromReconstruction(encoder.apply(x), x);
    }
    return sum / data.length;
  }

  /** E_q[f(z)]. */
  public static double expectation(ScalarNormal q, DoubleUnaryOperator f) {
    return integral(q, z -> DoubleMath.exp(q.logDensity(z)) * f.applyAsDouble(z));
  }

  /**
   * The trapezoidal rule out to 12 deviations, where the integrands are below 1e-31: for smooth
   * functions that vanish at both ends it converges faster than any power of the step.
   */
  private static double integral(ScalarNormal around, DoubleUnaryOperator f) {
    double sum = 0;
    for (int i = 0; i <= INTERVALS; i++) {
      sum += f.applyAsDouble(node(around, i));
    }
    return sum * 2 * REACH * around.deviation() / INTERVALS;
  }

  private static double node(ScalarNormal around, int i) {
    return Math.fma(around.deviation(), REACH * (2.0 * i / INTERVALS - 1), around.mean());
  }
}
