package elbolab.prob;

import static elbolab.math.Equation.Paper.LECTURE;
import static elbolab.math.Equation.Paper.REPORT;
import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.stream.IntStream;

/** N(μ, σ²), with σ given by its logarithm so that any real number is allowed. */
public record Normal(Tensor mean, Tensor logSigma) implements Distribution {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  public static Normal standard(int... shape) {
    return new Normal(Tensor.zeros(shape), Tensor.zeros(shape));
  }

  public static Normal ofLogVariance(Tensor mean, Tensor logVariance) {
    return new Normal(mean, logVariance.times(0.5));
  }

  /** From the means, and behind them along the last axis the logarithms of the variances. */
  public static Normal ofHalves(Tensor both) {
    int d = both.size(-1) / 2;
    return ofLogVariance(both.slice(-1, 0, d), both.slice(-1, d, 2 * d));
  }

  /** With one known σ for all. */
  public static Normal of(Tensor mean, double sigma) {
    if (!(sigma > 0)) {
      throw new IllegalArgumentException(
          "sigma = " + sigma + ": a standard deviation must be above 0");
    }
    return new Normal(mean, Tensor.scalar(DoubleMath.log(sigma)));
  }

  /** All rows one after the other, then all again, so many times: [times · rows, …]. */
  public Normal repeat(int times) {
    int rows = mean.size(0);
    int[] all = IntStream.range(0, times * rows).map(i -> i % rows).toArray();
    return new Normal(mean.gather(0, all), logSigma.gather(0, all));
  }

  /** The same distribution with constant parameters: no gradient flows back to them. */
  public Normal stopGradient() {
    return new Normal(mean.stopGradient(), logSigma.stopGradient());
  }

  /**
   * The normalised product of the densities of some rows, as experts who agree: Λ = Σᵢ Λᵢ, μ = Λ⁻¹
   * Σᵢ Λᵢμᵢ (the thesis' eq. 4.9).
   *
   * @param members which rows belong to which product: [products, rows] of 1 and 0
   */
  @Equation(paper = THESIS, number = "4.9", test = "QuadratureTest#aProductOfNormalsIsNormal")
  public Normal product(Tensor members) {
    Tensor precision = logSigma.times(-2).exp();
    Tensor sum = members.matmul(precision);
    return new Normal(members.matmul(precision.times(mean)).over(sum), sum.log().times(-0.5));
  }

  public Tensor sigma() {
    return logSigma.exp();
  }

  /** −½((x − μ)/σ)² − log σ − ½ log 2π. */
  @Override
  public Tensor logProb(Tensor x) {
    Tensor scaled = x.minus(mean).times(logSigma.negate().exp());
    return scaled.square().times(-0.5).minus(HALF_LOG_TWO_PI).minus(logSigma);
  }

  /** μ + σε with ε ~ N(0, 1): the gradient flows to μ and σ (Kingma and Welling 2014, sec. 2.4). */
  @Override
  public Tensor sample(Rng rng) {
    return mean.plus(sigma().times(Tensor.gaussian(rng, mean.shape().toArray())));
  }

  /** log σ + ½ log 2πe. */
  public Tensor entropy() {
    return logSigma.plus(HALF_LOG_TWO_PI + 0.5);
  }

  /** KL(this ‖ other) = log(σ'/σ) + (σ² + (μ − μ')²)/(2σ'²) − ½. */
  public Tensor kl(Normal other) {
    Tensor precision = other.logSigma.times(-2).exp();
    Tensor square = logSigma.times(2).exp().plus(mean.minus(other.mean).square());
    return other.logSigma.minus(logSigma).plus(square.times(precision).times(0.5)).minus(0.5);
  }

  /**
   * KL(this ‖ N(0, 1)) = ½(μ² + σ²) − log σ − ½: a summand of the lecture's eq. 16, of the report's
   * sec. 2.2.1 and of the thesis' eq. 2.8.
   */
  @Equation(paper = LECTURE, number = "16", test = "QuadratureTest#normal")
  @Equation(paper = REPORT, number = "sec. 2.2.1", test = "QuadratureTest#normal")
  @Equation(paper = THESIS, number = "2.8", test = "QuadratureTest#normal")
  public Tensor klToStandard() {
    return mean.square().plus(logSigma.times(2).exp()).times(0.5).minus(logSigma).minus(0.5);
  }
}
