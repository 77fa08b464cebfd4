package elbolab.hmc.toy;

import elbolab.hmc.PointDensity;
import elbolab.hmc.Posterior;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import java.util.ArrayList;
import java.util.List;

/**
 * Linear regression: βⱼ ~ N(0, 10²), σ ~ half-N(0, 10²), yᵢ ~ N(xᵢᵀβ, σ²), with coordinates (β, log
 * σ). The first column of x is 1 where an intercept is wanted.
 */
public final class Regression implements PointDensity, Posterior {
  private static final double PRIOR = 1 / 100.0;
  private final int columns;
  private final double[] x;
  private final double[] y;
  private final double[][] byColumn;
  private final double[] miss;

  /** Predictors are row-major, one row per entry of y. */
  public Regression(int columns, double[] x, double[] y) {
    if (columns < 1 || x.length != columns * y.length) {
      throw new IllegalArgumentException(
          x.length + " predictors for " + y.length + " rows of " + columns + " columns");
    }
    this.columns = columns;
    this.x = x.clone();
    this.y = y.clone();
    this.miss = new double[y.length];
    this.byColumn = new double[columns][y.length];
    for (int k = 0; k < x.length; k++) {
      byColumn[k % columns][k / columns] = x[k];
    }
  }

  /** A generated data set: an intercept, correlated predictors, β = 1, −½, ⅓, …, σ = 2. */
  public static Regression generated(Rng rng, int rows, int columns) {
    double[] x = new double[rows * columns];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double shared = rng.nextGaussian();
      double mean = 0;
      for (int j = 0; j < columns; j++) {
        double value = j == 0 ? 1 : 0.7 * shared + rng.nextGaussian();
        x[i * columns + j] = value;
        mean += value * (j % 2 == 0 ? 1 : -1) / (j + 1.0);
      }
      y[i] = mean + 2 * rng.nextGaussian();
    }
    return new Regression(columns, x, y);
  }

  /** The predictors, row-major. */
  public double[] predictors() {
    return x.clone();
  }

  /** The responses. */
  public double[] responses() {
    return y.clone();
  }

  @Override
  public int dimension() {
    return columns + 1;
  }

  @Override
  public double evaluate(double[] z, int from, double[] gradient) {
    double logSigma = z[from + columns];
    double sigma = DoubleMath.exp(logSigma);
    double precision = 1 / (sigma * sigma);
    double value = logSigma - 0.5 * PRIOR * sigma * sigma - y.length * logSigma;
    double squares = residuals(z, from, gradient);
    for (int j = 0; j < columns; j++) {
      double beta = z[from + j];
      value -= 0.5 * PRIOR * beta * beta;
      gradient[from + j] = precision * gradient[from + j] - PRIOR * beta;
    }
    gradient[from + columns] = 1 - PRIOR * sigma * sigma - y.length + precision * squares;
    return value - 0.5 * precision * squares;
  }

  /** The sum of squared residuals; writes Σ xᵢ(yᵢ − xᵢᵀβ) to the gradient. */
  private double residuals(double[] z, int from, double[] gradient) {
    System.arraycopy(y, 0, miss, 0, y.length);
    for (int j = 0; j < columns; j++) {
      subtract(z[from + j], byColumn[j]);
    }
    for (int j = 0; j < columns; j++) {
      gradient[from + j] = dot(byColumn[j], miss);
    }
    return dot(miss, miss);
  }

  private void subtract(double factor, double[] column) {
    for (int i = 0; i < miss.length; i++) {
      miss[i] = Math.fma(-factor, column[i], miss[i]);
    }
  }

  /** Four running sums: one would wait for itself at every step. */
  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= a.length; i += 4) {
      s0 = Math.fma(a[i], b[i], s0);
      s1 = Math.fma(a[i + 1], b[i + 1], s1);
      s2 = Math.fma(a[i + 2], b[i + 2], s2);
      s3 = Math.fma(a[i + 3], b[i + 3], s3);
    }
    for (; i < a.length; i++) {
      s0 = Math.fma(a[i], b[i], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (int j = 1; j <= columns; j++) {
      names.add("beta." + j);
    }
    names.add("sigma");
    return names;
  }

  @Override
  public void quantities(double[] points, int from, double[] to, int at) {
    System.arraycopy(points, from, to, at, columns);
    to[at + columns] = DoubleMath.exp(points[from + columns]);
  }
}
