package elbolab.show;

import static elbolab.math.Equation.Paper.SILVERMAN_1986;

import elbolab.math.Equation;
import java.util.Arrays;

/**
 * Density estimates from samples with Gaussian kernels; the bandwidth is Silverman's rule of thumb,
 * 0.9 · min(standard deviation, interquartile range / 1.34) · n^(−1/5) (Silverman 1986, eq. 3.31).
 */
@Equation(
    paper = SILVERMAN_1986,
    number = "3.31",
    test = "DensityTest#densityOfNormalDrawsIsNormal")
final class Density {
  private static final int POINTS = 256;

  private Density() {}

  /** The area under the density as a closed outline. */
  static Curve curve(String name, double[] samples) {
    double h = bandwidth(name, samples, 0.2);
    Bounds bounds = Bounds.of(samples, samples);
    double from = bounds.xMin() - 3 * h;
    double to = bounds.xMax() + 3 * h;
    double[] x = new double[POINTS + 2];
    double[] y = new double[POINTS + 2];
    for (int i = 0; i < POINTS; i++) {
      x[i + 1] = from + (to - from) * i / (POINTS - 1);
      for (double sample : samples) {
        y[i + 1] += kernel((x[i + 1] - sample) / h) / (h * samples.length);
      }
    }
    x[0] = from;
    x[POINTS + 1] = to;
    return new Curve(name, x, y, Curve.Kind.AREA);
  }

  /** Bars of equal width over the range of the samples, with a total area of 1, as one outline. */
  static Curve histogram(String name, double[] samples, int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException(bins + " bins: a histogram has at least 1");
    }
    Bounds bounds = Bounds.of(samples, samples);
    double width = (bounds.xMax() - bounds.xMin()) / bins;
    if (!(width > 0)) {
      throw new IllegalArgumentException(
          "\"%s\": a histogram needs at least two different finite values".formatted(name));
    }
    double[] heights = new double[bins];
    for (double sample : samples) {
      if (Double.isFinite(sample)) {
        int bin = (int) ((sample - bounds.xMin()) / width);
        heights[Math.min(bin, bins - 1)] += 1 / (width * samples.length);
      }
    }
    double[] x = new double[4 * bins];
    double[] y = new double[4 * bins];
    for (int i = 0; i < bins; i++) {
      double left = bounds.xMin() + i * width;
      Arrays.fill(x, 4 * i, 4 * i + 2, left);
      Arrays.fill(x, 4 * i + 2, 4 * i + 4, left + width);
      y[4 * i + 1] = heights[i];
      y[4 * i + 2] = heights[i];
    }
    return new Curve(name, x, y, Curve.Kind.AREA);
  }

  /** The density of points (x, y) on a grid that reaches three bandwidths beyond them. */
  static Grid grid(double[] x, double[] y, int cells) {
    // In two dimensions the rule's power is −1/6 (Scott 1992, with d = 2).
    double hx = bandwidth("x", x, 1 / 6.0);
    double hy = bandwidth("y", y, 1 / 6.0);
    Bounds b = Bounds.of(x, y);
    Grid empty =
        Grid.of(
            (u, v) -> 0,
            b.xMin() - 3 * hx,
            b.xMax() + 3 * hx,
            b.yMin() - 3 * hy,
            b.yMax() + 3 * hy,
            cells);
    double[][] values = empty.values();
    double[] weights = new double[cells];
    for (int i = 0; i < x.length; i++) {
      for (int column = 0; column < cells; column++) {
        weights[column] = kernel((empty.edgeX(column + 0.5) - x[i]) / hx) / (hx * x.length);
      }
      for (int row = 0; row < cells; row++) {
        double weight = kernel((empty.edgeY(row + 0.5) - y[i]) / hy) / hy;
        for (int column = 0; weight > 1e-12 && column < cells; column++) {
          values[row][column] += weight * weights[column];
        }
      }
    }
    return empty;
  }

  private static double bandwidth(String name, double[] samples, double power) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double mean = Arrays.stream(sorted).average().orElse(0);
    double variance = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum() / (n - 1);
    double spread = Math.sqrt(variance);
    double quartiles = n == 0 ? 0 : (sorted[3 * (n - 1) / 4] - sorted[(n - 1) / 4]) / 1.34;
    double h = 0.9 * (quartiles > 0 ? Math.min(spread, quartiles) : spread) * Math.pow(n, -power);
    if (!(h > 0) || !Double.isFinite(h)) {
      throw new IllegalArgumentException(
          "\"%s\": a density needs at least two different values, all finite".formatted(name));
    }
    return h;
  }

  private static double kernel(double u) {
    return Math.exp(-0.5 * u * u) / Math.sqrt(2 * Math.PI);
  }
}
