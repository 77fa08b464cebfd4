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

  /** Predictors are row-major, one row per entry of y. */
  public Regression(int columns, double[] x, double[] y) {
    if (columns < 1 || x.length != columns * y.length) {
      throw new IllegalArgumentException(
          x.length + " predictors for " + y.length + " rows of " + columns + " columns");
    }
    this.columns = columns;
    this.x = x.clone();
    this.y = y.clone();
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
    for (int j = 0; j < columns; j++) {
      gradient[from + j] = 0;
    }
    double squares = residuals(z, from, gradient);
    for (int j = 0; j < columns; j++) {
      double beta = z[from + j];
      value -= 0.5 * PRIOR * beta * beta;
      gradient[from + j] = precision * gradient[from + j] - PRIOR * beta;
    }
    gradient[from + columns] = 1 - PRIOR * sigma * sigma - y.length + precision * squares;
    return value - 0.5 * precision * squares;
  }

  /** The sum of squared residuals; adds Σ xᵢ(yᵢ − xᵢᵀβ) to the gradient. */
  private double residuals(double[] z, int from, double[] gradient) {
    double squares = 0;
    for (int i = 0, k = 0; i < y.length; i++, k += columns) {
      double miss = y[i];
      for (int j = 0; j < columns; j++) {
        miss = Math.fma(-x[k + j], z[from + j], miss);
      }
      for (int j = 0; j < columns; j++) {
        gradient[from + j] = Math.fma(x[k + j], miss, gradient[from + j]);
      }
      squares = Math.fma(miss, miss, squares);
    }
    return squares;
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
