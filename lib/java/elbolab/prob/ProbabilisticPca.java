package elbolab.prob;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Probabilistic principal component analysis: z ~ N(0, I), x | z ~ N(Wz + μ, σ²I) (the thesis' eq.
 * 2.25), the linear model of which a variational autoencoder is the nonlinear one. Everything is
 * known in closed form: x ~ N(μ, C) with C = W Wᵀ + σ²I.
 *
 * @param mean μ
 * @param weight W, [observed, latent]
 * @param variance σ²
 */
public record ProbabilisticPca(double[] mean, RealMatrix weight, double variance) {
  public ProbabilisticPca {
    if (mean.length != weight.getRowDimension()) {
      throw new IllegalArgumentException(
          "a mean of " + mean.length + " numbers and W with " + weight.getRowDimension() + " rows");
    }
    if (!(variance > 0) || variance == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "variance = " + variance + ": must be above 0 (of the noise of each number)");
    }
  }

  /** M, how many latent numbers there are. */
  public int latent() {
    return weight.getColumnDimension();
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
    RealMatrix weight = components.first(latent);
    for (int k = 0; k < latent; k++) {
      double length = Math.sqrt(Math.max(0, components.variances()[k] - variance));
      for (int i = 0; i < d; i++) {
        weight.multiplyEntry(i, k, length);
      }
    }
    return new ProbabilisticPca(components.mean(), weight, variance);
  }

  /** The mean of the data, a random W and σ² = 1: where EM and gradients begin. */
  public static ProbabilisticPca start(double[][] data, int latent, Rng rng) {
    double[] mean = PrincipalComponents.mean(data);
    double[][] weight = new double[mean.length][latent];
    for (double[] row : weight) {
      rng.fillGaussian(row, 0, latent);
    }
    return new ProbabilisticPca(mean, MatrixUtils.createRealMatrix(weight), 1);
  }

  /** p(x) = N(μ, W Wᵀ + σ²I). */
  public MultivariateNormal marginal() {
    RealMatrix c =
        weight
            .multiply(weight.transpose())
            .add(MatrixUtils.createRealIdentityMatrix(mean.length).scalarMultiply(variance));
    return MultivariateNormal.of(mean, c.getData());
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
  private RealMatrix inverseM() {
    RealMatrix noise = MatrixUtils.createRealIdentityMatrix(latent()).scalarMultiply(variance);
    return MatrixUtils.inverse(weight.transpose().multiply(weight).add(noise));
  }

  /** p(z | x) = N(M⁻¹Wᵀ(x − μ), σ²M⁻¹) with M = WᵀW + σ²I (the thesis' eq. 2.30). */
  @Equation(paper = THESIS, number = "2.30", test = "ProbabilisticPcaTest#posteriorIsBayesTheorem")
  public MultivariateNormal posterior(double[] x) {
    double[] centred = x.clone();
    for (int i = 0; i < centred.length; i++) {
      centred[i] -= mean[i];
    }
    RealMatrix inverse = inverseM();
    double[] at = inverse.multiply(weight.transpose()).operate(centred);
    return MultivariateNormal.of(at, symmetric(inverse.scalarMultiply(variance)).getData());
  }

  private static RealMatrix symmetric(RealMatrix a) {
    return a.add(a.transpose()).scalarMultiply(0.5);
  }

  /**
   * One round of expectation maximisation (Tipping and Bishop 1999): with the posteriors of all
   * points, the W and σ² that are best for these. S is the covariance of the data.
   */
  public ProbabilisticPca step(double[][] data) {
    RealMatrix s = PrincipalComponents.covariance(data, mean);
    RealMatrix inverse = inverseM();
    RealMatrix sw = s.multiply(weight).multiply(inverse);
    RealMatrix squares =
        inverse.scalarMultiply(variance).add(inverse.multiply(weight.transpose()).multiply(sw));
    RealMatrix next = sw.multiply(MatrixUtils.inverse(squares));
    double noise = s.subtract(sw.multiply(next.transpose())).getTrace() / mean.length;
    return new ProbabilisticPca(mean, next, noise);
  }

  /**
   * By W and by log σ², of the mean log likelihood of a point: C⁻¹S C⁻¹W − C⁻¹W and ½σ² tr(C⁻¹S C⁻¹
   * − C⁻¹).
   *
   * @param byLogVariance of the logarithm, which keeps σ² above 0
   */
  public record Gradient(RealMatrix byWeight, double byLogVariance) {}

  /** See {@link Gradient}. */
  public Gradient gradient(double[][] data) {
    RealMatrix s = PrincipalComponents.covariance(data, mean);
    RealMatrix whole = MatrixUtils.createRealIdentityMatrix(mean.length);
    RealMatrix precision =
        whole
            .subtract(weight.multiply(inverseM()).multiply(weight.transpose()))
            .scalarMultiply(1 / variance);
    RealMatrix apart = precision.multiply(s).multiply(precision).subtract(precision);
    return new Gradient(apart.multiply(weight), 0.5 * variance * apart.getTrace());
  }

  /** After a step along a gradient. */
  public ProbabilisticPca along(Gradient gradient, double rate) {
    return new ProbabilisticPca(
        mean,
        weight.add(gradient.byWeight().scalarMultiply(rate)),
        variance * DoubleMath.exp(rate * gradient.byLogVariance()));
  }
}
