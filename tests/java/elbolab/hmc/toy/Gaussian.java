package elbolab.hmc.toy;

import elbolab.hmc.LogDensity;
import elbolab.math.DoubleMath;
import java.util.Arrays;

/** log N(z; μ, P⁻¹) up to its constant: −½ (z − μ)ᵀP(z − μ), with a dense precision matrix P. */
public final class Gaussian implements LogDensity {
  private final double[] mean;
  private final double[] precision;
  private final double[] centred;
  private final double[] product;

  /** Precision is symmetric, row-major. */
  public Gaussian(double[] mean, double[] precision) {
    int d = mean.length;
    if (precision.length != d * d) {
      throw new IllegalArgumentException(
          precision.length + " entries of precision for " + d + " dimensions; give " + d * d);
    }
    this.mean = mean.clone();
    this.precision = precision.clone();
    this.centred = new double[d];
    this.product = new double[d];
  }

  /** Independent coordinates with mean 0 and these standard deviations. */
  public static Gaussian independent(double... deviations) {
    int d = deviations.length;
    double[] precision = new double[d * d];
    for (int i = 0; i < d; i++) {
      precision[i * d + i] = 1 / (deviations[i] * deviations[i]);
    }
    return new Gaussian(new double[d], precision);
  }

  /** Standard normal. */
  public static Gaussian standard(int dimension) {
    double[] ones = new double[dimension];
    Arrays.fill(ones, 1);
    return independent(ones);
  }

  /**
   * Mean 0, correlation ρ^|i − j| and standard deviations spread evenly on the log scale from 1 to
   * {@code widest}. The precision of such a chain is tridiagonal; it is kept dense.
   */
  public static Gaussian chain(int dimension, double correlation, double widest) {
    int d = dimension;
    double[] deviations = chainDeviations(d, widest);
    double[] precision = new double[d * d];
    double scale = 1 / (1 - correlation * correlation);
    for (int i = 0; i < d; i++) {
      boolean end = i == 0 || i == d - 1;
      double own = d == 1 ? 1 : end ? scale : scale * (1 + correlation * correlation);
      precision[i * d + i] = own / (deviations[i] * deviations[i]);
      if (i + 1 < d) {
        double coupling = -scale * correlation / (deviations[i] * deviations[i + 1]);
        precision[i * d + i + 1] = coupling;
        precision[(i + 1) * d + i] = coupling;
      }
    }
    return new Gaussian(new double[d], precision);
  }

  /** The standard deviations of {@link #chain}. */
  public static double[] chainDeviations(int dimension, double widest) {
    double[] deviations = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      double share = dimension == 1 ? 0 : i / (dimension - 1.0);
      deviations[i] = DoubleMath.exp(share * DoubleMath.log(widest));
    }
    return deviations;
  }

  /** The precision matrix, row-major. */
  public double[] precision() {
    return precision.clone();
  }

  @Override
  public int dimension() {
    return mean.length;
  }

  @Override
  public void evaluate(double[] points, int rows, double[] logDensity, double[] gradient) {
    for (int row = 0; row < rows; row++) {
      logDensity[row] = one(points, row * mean.length, gradient);
    }
  }

  /** −P(z − μ), four columns at a time: each pass over the gradient does four multiply-adds. */
  private double one(double[] points, int from, double[] gradient) {
    int d = mean.length;
    for (int j = 0; j < d; j++) {
      centred[j] = points[from + j] - mean[j];
    }
    Arrays.fill(product, 0);
    int j = 0;
    for (; j + 4 <= d; j += 4) {
      addFourColumns(j, d);
    }
    for (; j < d; j++) {
      for (int i = 0; i < d; i++) {
        product[i] = Math.fma(centred[j], precision[j * d + i], product[i]);
      }
    }
    double square = 0;
    for (int i = 0; i < d; i++) {
      gradient[from + i] = -product[i];
      square = Math.fma(centred[i], product[i], square);
    }
    return -0.5 * square;
  }

  private void addFourColumns(int j, int d) {
    double[] sum = product;
    double[] p = precision;
    double a = centred[j];
    double b = centred[j + 1];
    double c = centred[j + 2];
    double e = centred[j + 3];
    int column = j * d;
    int second = column + d;
    int third = second + d;
    int fourth = third + d;
    for (int i = 0; i < d; i++) {
      double ab = Math.fma(a, p[column + i], b * p[second + i]);
      double ce = Math.fma(c, p[third + i], e * p[fourth + i]);
      sum[i] += ab + ce;
    }
  }
}
