package elbolab.ode;

import elbolab.show.Plot;
import elbolab.show.Values;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;

/**
 * The plane of a system of two numbers: arrows of its field, and paths through it.
 *
 * <pre>{@code
 * show(PhasePlane.of("Figure 14", -2, 2).arrows(field, 0.4).path("z(t)", field, 8, 1, 0).plot());
 * }</pre>
 */
public final class PhasePlane {
  private static final int ARROWS = 13;
  private static final int POINTS = 241;
  private static final Solver SOLVER = Solver.adaptive(1e-5, 1e-6);

  private final double low;
  private final double high;
  private final Plot plot;

  private PhasePlane(String title, double low, double high) {
    this.low = low;
    this.high = high;
    plot = Plot.of(title).x("z₁").y("z₂").equalUnits().xRange(low, high).yRange(low, high);
  }

  /** A square of the plane. */
  public static PhasePlane of(String title, double low, double high) {
    return new PhasePlane(title, low, high);
  }

  /** The field at time 0 as arrows, its vectors scaled. */
  public PhasePlane arrows(VectorField field, double scale) {
    double[] at = new double[2 * ARROWS * ARROWS];
    double[] axis = Values.spaced(low, high, ARROWS);
    for (int i = 0; i < ARROWS * ARROWS; i++) {
      at[2 * i] = axis[i % ARROWS];
      at[2 * i + 1] = axis[i / ARROWS];
    }
    try (Tape tape = Tape.inference()) {
      Tensor slopes = field.at(Tensor.zeros(1, 1), Tensor.of(at, ARROWS * ARROWS, 2));
      double[] d = slopes.times(scale).toDoubles();
      plot.arrows(
          "field",
          Values.column(at, 2, 0),
          Values.column(at, 2, 1),
          Values.column(d, 2, 0),
          Values.column(d, 2, 1));
    }
    return this;
  }

  /** The paths that begin at these points, x and y in turn, until a time. */
  public PhasePlane path(String name, VectorField field, double end, double... starts) {
    return path(name, SOLVER, field, end, POINTS, starts);
  }

  /** The same by a solver of one's own, drawn at so many times. */
  public PhasePlane path(
      String name, Solver solver, VectorField field, double end, int points, double... starts) {
    try (Tape tape = Tape.inference()) {
      Tensor z0 = Tensor.of(starts, starts.length / 2, 2);
      Tensor states = solver.solve(field, z0, Tensor.of(Values.spaced(0, end, points), points));
      for (int i = 0; i < starts.length / 2; i++) {
        double[] path = states.slice(1, i, i + 1).toDoubles();
        double[] x = Values.column(path, 2, 0);
        double[] y = Values.column(path, 2, 1);
        plot.line(name, x, y);
        if (points < 30) {
          plot.points(name, x, y);
        }
      }
    }
    return this;
  }

  public Plot plot() {
    return plot;
  }
}
