package elbolab.vae;

import static elbolab.math.Equation.Paper.LECTURE;
import static elbolab.math.Equation.Paper.REPORT;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;

/** A normal distribution on the line, in double precision: the exact cases of the derivations. */
public record ScalarNormal(double mean, double deviation) {
  private static final double LOG_TWO_PI = 1.8378770664093454836;

  /** p(z) of every model here. */
  public static final ScalarNormal STANDARD = new ScalarNormal(0, 1);

  public ScalarNormal {
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("mean " + mean + ": must be finite");
    }
    if (!(deviation > 0) || deviation == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "deviation " + deviation + ": must be above 0 and finite (a standard deviation)");
    }
  }

  /** log N(x; μ, σ²) = −½ log(2πσ²) − (x − μ)²/(2σ²): one summand of the lecture's eq. (12). */
  @Equation(paper = LECTURE, number = "12", test = "ScalarVaeTest#evidenceOfTheLinearDecoder")
  public double logDensity(double x) {
    double z = (x - mean) / deviation;
    return -0.5 * (LOG_TWO_PI + z * z) - DoubleMath.log(deviation);
  }

  /** N(x; μ, σ²). */
  public double density(double x) {
    return DoubleMath.exp(logDensity(x));
  }

  /**
   * KL(N(μ₁, σ₁²) ‖ N(μ₂, σ₂²)) = ½((μ₂ − μ₁)²/σ₂² + σ₁²/σ₂² − log(σ₁²/σ₂²) − 1): the lecture's eq.
   * (15) on the line.
   */
  @Equation(paper = LECTURE, number = "15", test = "ScalarVaeTest#boundIsTightAtThePosterior")
  public double divergenceFrom(ScalarNormal other) {
    double shift = (other.mean - mean) / other.deviation;
    double ratio = deviation / other.deviation;
    return 0.5 * (shift * shift + ratio * ratio - 1) - DoubleMath.log(ratio);
  }

  /** μ + σε with ε standard normal: the reparameterisation (report, eq. 15). */
  @Equation(paper = REPORT, number = "15", test = "ScalarVaeTest#monteCarloReconstruction")
  public double sample(Rng rng) {
    return Math.fma(deviation, rng.nextGaussian(), mean);
  }
}
