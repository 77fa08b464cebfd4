package elbolab.prob;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.math.SmallMatrix;

/**
 * Probabilistic principal component analysis: z ~ N(0, I), x | z ~ N(Wz + μ, σ²I) (the thesis' eq.
 * 2.25), the linear model of which a variational autoencoder is the nonlinear one. Everything is
 * known in closed form: x ~ N(μ, C) with C = W Wᵀ + σ²I.
 *
 * @param mean μ
 * @param weight W, [observed, latent]
 * @param variance σ²
 */
public record ProbabilisticPca(double[] mean, SmallMatrix weight, double variance) {
  public ProbabilisticPca {
    if (mean.length != weight.rows()) {
      throw new IllegalArgumentException(
          "a mean of " + mean.length + " numbers and W with " + weight.rows() + " rows");
    }
    if (!(variance > 0) || variance == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "variance = " + variance + ": must be above 0 (of the noise of each number)");
    }
  }

  /** M, how many latent numbers there are. */
  public int latent() {
    return weight.columns();
  }

  /**
   * The most likely parameters, μ = x̄, σ² the mean of the variances left out and W = U_M (L_M −
   * σ²I)^½ (the thesis' eqs. 2.27 to 2.29, with R = I).
   */
  @Equation(
      paper = THESIS,
      number = {"2.27", "2.28", "2.29"},
      test = "ProbabilisticPcaTest#closedFormMaximisesTheLikelihood")
  public static ProbabilisticPca closedForm(double[][] data, int latent) {
    PrincipalComponents components = PrincipalComponents.of(data);
    int d = components.mean().length;
    if (latent < 1 || latent >= d) {
      throw new IllegalArgumentException(
          latent + " latent numbers for " + d + " observed ones: at least 1, and fewer");
    }
    double variance = 0;
    for (int i = latent; i < d; i++) {
      variance += components.variances()[i] / (d - latent);
    }
    SmallMatrix weight = components.directions().first(latent);
    for (int k = 0; k < latent; k++) {
      double length = Math.sqrt(Math.max(0, components.variances()[k] - variance));
      for (int i = 0; i < d; i++) {
        weight.values()[i][k] *= length;
      }
    }
    return new ProbabilisticPca(components.mean(), weight, variance);
  }

  /** The mean of the data, a random W and σ² = 1: where EM and gradients begin. */
  public static ProbabilisticPca start(double[][] data, int latent, Rng rng) {
    double[] mean = PrincipalComponents.mean(data);
    SmallMatrix weight = SmallMatrix.of(mean.length, latent);
    for (double[] row : weight.values()) {
      rng.fillGaussian(row, 0, latent);
    }
    return new ProbabilisticPca(mean, weight, 1);
  }

  /** p(x) = N(μ, W Wᵀ + σ²I). */
  public MultivariateNormal marginal() {
    SmallMatrix c =
        weight.times(weight.transposed()).plus(SmallMatrix.identity(mean.length).times(variance));
    return MultivariateNormal.of(mean, c.values());
  }

  /** Σₙ log N(xₙ; μ, C) (the thesis' eq. 2.26). */
  @Equation(
      paper = THESIS,
      number = "2.26",
      test = "ProbabilisticPcaTest#gradientIsThatOfTheLikelihood")
  public double logLikelihood(double[][] data) {
    MultivariateNormal marginal = marginal();
    double sum = 0;
    for (double[] x : data) {
      sum += marginal.logDensity(x);
    }
    return sum;
  }

  /** (WᵀW + σ²I)⁻¹, the M⁻¹ of the thesis. */
  private SmallMatrix inverseM() {
    return weight
        .transposed()
        .times(weight)
        .plus(SmallMatrix.identity(latent()).times(variance))
        .inverse();
  }

  /** p(z | x) = N(M⁻¹Wᵀ(x − μ), σ²M⁻¹) with M = WᵀW + σ²I (the thesis' eq. 2.30). */
  @Equation(paper = THESIS, number = "2.30", test = "ProbabilisticPcaTest#posteriorIsBayesTheorem")
  public MultivariateNormal posterior(double[] x) {
    double[] centred = x.clone();
    for (int i = 0; i < centred.length; i++) {
      centred[i] -= mean[i];
    }
    SmallMatrix inverse = inverseM();
    double[] at = inverse.times(weight.transposed()).times(centred);
    return MultivariateNormal.of(at, symmetric(inverse.times(variance)).values());
  }

  private static SmallMatrix symmetric(SmallMatrix a) {
    return a.plus(a.transposed()).times(0.5);
  }

  /**
   * One round of expectation maximisation (Tipping and Bishop 1999): with the posteriors of all
   * points, the W and σ² that are best for these. S is the covariance of the data.
   */
  public ProbabilisticPca step(double[][] data) {
    SmallMatrix s = PrincipalComponents.covariance(data, mean);
    SmallMatrix inverse = inverseM();
    SmallMatrix sw = s.times(weight).times(inverse);
    SmallMatrix squares =
        inverse.times(variance).plus(inverse.times(weight.transposed()).times(sw));
    SmallMatrix next = sw.times(squares.inverse());
    double noise = s.minus(sw.times(next.transposed())).trace() / mean.length;
    return new ProbabilisticPca(mean, next, noise);
  }

  /**
   * By W and by log σ², of the mean log likelihood of a point: C⁻¹S C⁻¹W − C⁻¹W and ½σ² tr(C⁻¹S C⁻¹
   * − C⁻¹).
   *
   * @param byLogVariance of the logarithm, which keeps σ² above 0
   */
  public record Gradient(SmallMatrix byWeight, double byLogVariance) {}

  /** See {@link Gradient}. */
  public Gradient gradient(double[][] data) {
    SmallMatrix s = PrincipalComponents.covariance(data, mean);
    SmallMatrix whole = SmallMatrix.identity(mean.length);
    SmallMatrix precision =
        whole.minus(weight.times(inverseM()).times(weight.transposed())).times(1 / variance);
    SmallMatrix apart = precision.times(s).times(precision).minus(precision);
    return new Gradient(apart.times(weight), 0.5 * variance * apart.trace());
  }

  /** After a step along a gradient. */
  public ProbabilisticPca along(Gradient gradient, double rate) {
    return new ProbabilisticPca(
        mean,
        weight.plus(gradient.byWeight().times(rate)),
        variance * DoubleMath.exp(rate * gradient.byLogVariance()));
  }
}
