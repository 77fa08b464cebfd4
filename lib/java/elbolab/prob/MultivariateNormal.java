package elbolab.prob;

import static elbolab.math.Equation.Paper.LECTURE;
import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import java.util.Arrays;

/**
 * A normal distribution with a full covariance matrix, in double precision: for closed forms and
 * for checks of what models estimate.
 */
public final class MultivariateNormal {
  private static final double LOG_TWO_PI = 1.8378770664093454836;

  private final double[] mean;

  /** Lower triangle of the Cholesky factor: Σ = L Lᵀ. */
  private final double[][] factor;

  private MultivariateNormal(double[] mean, double[][] factor) {
    this.mean = mean;
    this.factor = factor;
  }

  public static MultivariateNormal of(double[] mean, double[][] covariance) {
    if (covariance.length != mean.length) {
      throw new IllegalArgumentException(
          "a mean of "
              + mean.length
              + " numbers and a covariance of "
              + covariance.length
              + " rows do not fit");
    }
    return new MultivariateNormal(mean.clone(), cholesky(covariance));
  }

  /** Of the mean and covariance of points, with the divisor that is most likely: their number. */
  public static MultivariateNormal moments(double[][] data) {
    int d = data[0].length;
    double[] mean = new double[d];
    for (double[] x : data) {
      for (int i = 0; i < d; i++) {
        mean[i] += x[i] / data.length;
      }
    }
    double[][] covariance = new double[d][d];
    for (double[] x : data) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i][j] += (x[i] - mean[i]) * (x[j] - mean[j]) / data.length;
        }
      }
    }
    return of(mean, covariance);
  }

  public int dimension() {
    return mean.length;
  }

  public double[] mean() {
    return mean.clone();
  }

  /** Σ = L Lᵀ. */
  public double[][] covariance() {
    double[][] covariance = new double[dimension()][dimension()];
    for (int i = 0; i < dimension(); i++) {
      for (int j = 0; j <= i; j++) {
        for (int k = 0; k <= j; k++) {
          covariance[i][j] = Math.fma(factor[i][k], factor[j][k], covariance[i][j]);
        }
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  /** tr Σ⁻¹ = ‖L⁻¹‖². */
  double tracePrecision() {
    double sum = 0;
    for (int i = 0; i < dimension(); i++) {
      double[] unit = new double[dimension()];
      unit[i] = 1;
      sum += squaredNorm(solveFactor(unit));
    }
    return sum;
  }

  /**
   * I(a; b) = ½ log(|Σ_aa| |Σ_bb|/|Σ|) between the first coordinates and the others: the integral
   * of the thesis' eq. 2.9 for a normal distribution. Two numbers of correlation ρ have −½ log(1 −
   * ρ²).
   */
  @Equation(
      paper = THESIS,
      number = "2.9",
      test = "MultivariateNormalTest#informationAgainstItsIntegral")
  public double mutualInformation(int first) {
    if (first < 1 || first >= dimension()) {
      throw new IllegalArgumentException(
          first + " of " + dimension() + " coordinates: some must be on either side");
    }
    double all = 0;
    for (int i = first; i < dimension(); i++) {
      all += 2 * DoubleMath.log(factor[i][i]);
    }
    double[][] covariance = covariance();
    double[][] others = new double[dimension() - first][];
    for (int i = 0; i < others.length; i++) {
      others[i] = Arrays.copyOfRange(covariance[first + i], first, dimension());
    }
    return 0.5 * (of(new double[others.length], others).logDeterminant() - all);
  }

  /** log N(x; μ, Σ) = −½(p log 2π + log|Σ| + (x − μ)ᵀ Σ⁻¹ (x − μ)) (the thesis' eq. 2.2). */
  @Equation(
      paper = THESIS,
      number = "2.2",
      test = "MultivariateNormalTest#densityInTwoDimensionsByHand")
  public double logDensity(double[] x) {
    return -0.5 * (dimension() * LOG_TWO_PI + logDeterminant() + squaredDistance(x));
  }

  /** μ + Lε with ε standard normal. */
  public double[] sample(Rng rng) {
    double[] noise = new double[dimension()];
    rng.fillGaussian(noise, 0, noise.length);
    double[] x = mean.clone();
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j <= i; j++) {
        x[i] = Math.fma(factor[i][j], noise[j], x[i]);
      }
    }
    return x;
  }

  /**
   * KL(N(μ₁, Σ₁) ‖ N(μ₂, Σ₂)) = ½((μ₂ − μ₁)ᵀ Σ₂⁻¹ (μ₂ − μ₁) + tr(Σ₂⁻¹Σ₁) − log(|Σ₁|/|Σ₂|) − p): the
   * lecture's eq. (15). The trace is ‖L₂⁻¹L₁‖², column by column.
   */
  @Equation(
      paper = LECTURE,
      number = "15",
      test = "MultivariateNormalTest#diagonalDivergenceIsTheSumOverDimensions")
  public double divergenceFrom(MultivariateNormal other) {
    if (other.dimension() != dimension()) {
      throw new IllegalArgumentException(
          "no divergence between " + dimension() + " and " + other.dimension() + " dimensions");
    }
    double trace = 0;
    for (int column = 0; column < dimension(); column++) {
      double[] b = new double[dimension()];
      for (int row = column; row < b.length; row++) {
        b[row] = factor[row][column];
      }
      trace += squaredNorm(other.solveFactor(b));
    }
    return 0.5
        * (other.squaredDistance(mean)
            + trace
            - (logDeterminant() - other.logDeterminant())
            - dimension());
  }

  /** log|Σ| = 2 Σᵢ log Lᵢᵢ. */
  private double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < factor.length; i++) {
      sum += DoubleMath.log(factor[i][i]);
    }
    return 2 * sum;
  }

  /** (x − μ)ᵀ Σ⁻¹ (x − μ) = ‖L⁻¹(x − μ)‖². */
  private double squaredDistance(double[] x) {
    double[] b = new double[dimension()];
    for (int i = 0; i < b.length; i++) {
      b[i] = x[i] - mean[i];
    }
    return squaredNorm(solveFactor(b));
  }

  /** L⁻¹ b by forward substitution, in place. */
  private double[] solveFactor(double[] b) {
    for (int i = 0; i < b.length; i++) {
      for (int j = 0; j < i; j++) {
        b[i] = Math.fma(-factor[i][j], b[j], b[i]);
      }
      b[i] /= factor[i][i];
    }
    return b;
  }

  private static double squaredNorm(double[] v) {
    double sum = 0;
    for (double value : v) {
      sum = Math.fma(value, value, sum);
    }
    return sum;
  }

  private static double[][] cholesky(double[][] a) {
    int n = a.length;
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      if (a[i].length != n) {
        throw new IllegalArgumentException(
            "row " + i + " of the covariance has " + a[i].length + " numbers instead of " + n);
      }
      for (int j = 0; j <= i; j++) {
        if (a[i][j] != a[j][i]) {
          throw new IllegalArgumentException(
              "covariance (%d, %d) is %s but (%d, %d) is %s: it must be symmetric"
                  .formatted(i, j, a[i][j], j, i, a[j][i]));
        }
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum = Math.fma(-l[i][k], l[j][k], sum);
        }
        l[i][j] = i == j ? Math.sqrt(positive(sum, i)) : sum / l[j][j];
      }
    }
    return l;
  }

  private static double positive(double pivot, int row) {
    if (!(pivot > 0)) {
      throw new IllegalArgumentException(
          "the covariance is not positive definite: pivot " + pivot + " in row " + row);
    }
    return pivot;
  }
}
