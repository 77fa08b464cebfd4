package elbolab.hmc;

import elbolab.math.Rng;
import java.util.Arrays;

/** Stands between a sampler and a density: names the place when the density fails. */
final class CheckedDensity implements LogDensity {
  private static final int SHOWN = 8;
  private static final int TRIES = 100;

  private final LogDensity density;
  private final int dimension;

  private CheckedDensity(LogDensity density, int dimension) {
    this.density = density;
    this.dimension = dimension;
  }

  static CheckedDensity of(LogDensity density) {
    if (density instanceof CheckedDensity checked) {
      return checked;
    }
    int dimension = density.dimension();
    if (dimension < 1) {
      throw new IllegalArgumentException(
          "the density has dimension " + dimension + "; it must be at least 1");
    }
    return new CheckedDensity(density, dimension);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public void evaluate(double[] points, int rows, double[] logDensity, double[] gradient) {
    try {
      density.evaluate(points, rows, logDensity, gradient);
    } catch (RuntimeException e) {
      String hint =
          e instanceof IndexOutOfBoundsException
              ? "; does dimension() say how many coordinates evaluate() reads and writes?"
              : "";
      throw new DensityException(
          "the log density of dimension "
              + dimension
              + " threw "
              + e
              + " on "
              + rows
              + " rows, the first at "
              + shown(points, 0)
              + hint,
          e);
    }
  }

  /**
   * Evaluates where chains start: there each value must be usable, or −∞ with a finite gradient.
   */
  HmcState start(double[] points) {
    if (points.length == 0 || points.length % dimension != 0) {
      throw new IllegalArgumentException(
          points.length
              + " coordinates do not make rows of "
              + dimension
              + ": give at least one starting point, and all coordinates of each");
    }
    int rows = points.length / dimension;
    double[] logDensity = new double[rows];
    double[] gradient = new double[points.length];
    Arrays.fill(logDensity, Double.NaN); // what the density forgets to write is found below
    Arrays.fill(gradient, Double.NaN);
    evaluate(points, rows, logDensity, gradient);
    for (int row = 0; row < rows; row++) {
      requireUsable(points, row, logDensity[row], gradient);
    }
    return new HmcState(points.clone(), logDensity, gradient);
  }

  /** One point from the cube of this half width; points of no density are drawn again. */
  HmcState drawStart(Rng rng, double radius) {
    double[] point = new double[dimension];
    DensityException last = null;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      rng.fillUniform(point, 0, point.length);
      for (int i = 0; i < point.length; i++) {
        point[i] = radius * (2 * point[i] - 1);
      }
      try {
        HmcState state = start(point);
        if (state.logDensity()[0] > Double.NEGATIVE_INFINITY) {
          return state;
        }
      } catch (DensityException e) {
        if (e.getCause() != null) {
          throw e; // a density that throws is an error, not an unlucky point
        }
        last = e;
      }
    }
    throw new DensityException(
        "no usable start among "
            + TRIES
            + " points within ±"
            + radius
            + (last == null ? ": all have log density −∞" : "; the last: " + last.getMessage()),
        null);
  }

  private void requireUsable(double[] points, int row, double logDensity, double[] gradient) {
    boolean usable = logDensity < Double.POSITIVE_INFINITY;
    for (int i = row * dimension; i < (row + 1) * dimension; i++) {
      usable &= Double.isFinite(gradient[i]);
    }
    if (!usable) {
      throw new DensityException(
          "chain "
              + row
              + " cannot start at "
              + shown(points, row)
              + ": log density "
              + logDensity
              + ", gradient "
              + shown(gradient, row)
              + "; start where the log density is below +∞ and the gradient is finite",
          null);
    }
  }

  private String shown(double[] rows, int row) {
    int from = Math.min(row * dimension, rows.length);
    int to = Math.min(from + dimension, rows.length);
    String head = Arrays.toString(Arrays.copyOfRange(rows, from, Math.min(to, from + SHOWN)));
    return dimension > SHOWN ? head + " (the first " + SHOWN + ")" : head;
  }
}
