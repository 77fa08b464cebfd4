package elbolab.hmc;

import elbolab.math.DoubleMath;
import elbolab.show.Grid;
import elbolab.show.Plot;

/** A density of two coordinates as lines of equal height, to draw chains upon. */
public final class DensityPlot {
  private static final int CELLS = 90;
  private static final int LINES = 6;

  private DensityPlot() {}

  /** On the square from −half to half. */
  public static Plot of(String title, LogDensity density, double half) {
    return of(title, density, -half, half, -half, half);
  }

  /** On a rectangle. */
  public static Plot of(
      String title, LogDensity density, double xMin, double xMax, double yMin, double yMax) {
    if (density.dimension() != 2) {
      throw new IllegalArgumentException(
          "a density of " + density.dimension() + " coordinates; a plot shows one of 2");
    }
    double[] points = new double[2 * CELLS * CELLS];
    for (int k = 0; k < CELLS * CELLS; k++) {
      points[2 * k] = xMin + (k % CELLS + 0.5) * (xMax - xMin) / CELLS;
      points[2 * k + 1] = yMin + (k / CELLS + 0.5) * (yMax - yMin) / CELLS;
    }
    double[] log = new double[CELLS * CELLS];
    density.evaluate(points, log.length, log, new double[points.length]);
    double top = Double.NEGATIVE_INFINITY;
    for (double one : log) {
      top = Math.max(top, one);
    }
    double[][] heights = new double[CELLS][CELLS];
    for (int k = 0; k < log.length; k++) {
      heights[k / CELLS][k % CELLS] = DoubleMath.exp(log[k] - top);
    }
    return Plot.of(title)
        .x("z₁")
        .y("z₂")
        .contour(new Grid(heights, xMin, xMax, yMin, yMax), LINES)
        .xRange(xMin, xMax)
        .yRange(yMin, yMax);
  }
}
