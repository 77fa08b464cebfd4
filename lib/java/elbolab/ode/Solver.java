package elbolab.ode;

import elbolab.tensor.Tensor;

/**
 * Solves dz/dt = f(z, t, θ) for many initial values at once, each row to times of its own. What a
 * tape records of it is differentiated exactly as it was computed: by the initial values, by what
 * the field is made from, and by the times. The sizes of adaptive steps count as constants there.
 *
 * <pre>{@code
 * Solver solver = Solver.rk4(20);
 * Tensor path = solver.solve(VectorField.constantInTime(network), z0, times);
 * }</pre>
 */
public record Solver(Tableau tableau, Steps steps) {
  public Solver {
    if (steps instanceof Steps.Adaptive && !tableau.estimatesItsError()) {
      throw new IllegalArgumentException(
          tableau
              + " does not estimate its error: adaptive steps need "
              + Tableau.all().stream().filter(Tableau::estimatesItsError).toList());
    }
  }

  /** The classical method with so many equal steps. */
  public static Solver rk4(int steps) {
    return new Solver(Tableau.RK4, Steps.count(steps));
  }

  /** Tsitouras' method with adaptive steps. */
  public static Solver adaptive(double relative, double absolute) {
    return new Solver(Tableau.TSITOURAS, Steps.adaptive(relative, absolute));
  }

  /**
   * The states [times, rows, dimensions] at all times, the first of which is where z0 [rows,
   * dimensions] stands. Between its steps the solver uses the polynomials of its method, so that
   * many times cost no more steps than few.
   *
   * @param times [times] of all rows, or [rows, times]; rising in each row, or falling
   */
  public Tensor solve(VectorField field, Tensor z0, Tensor times) {
    Tensor grid = grid(z0, times);
    DenseOutput dense = new DenseOutput(tableau);
    int last = grid.size(1) - 1;
    Integration integration = new Integration(tableau, field, true, dense);
    integration.run(steps, z0, grid.slice(1, 0, 1), grid.slice(1, last, last + 1));
    return dense.at(grid, !(steps instanceof Steps.Adaptive));
  }

  /** The states [rows, dimensions] at the last of the times alone. */
  public Tensor end(VectorField field, Tensor z0, Tensor times) {
    Tensor grid = grid(z0, times);
    int last = grid.size(1) - 1;
    return new Integration(tableau, field, true, (stages, h, offsets, sizes) -> {})
        .run(steps, z0, grid.slice(1, 0, 1), grid.slice(1, last, last + 1));
  }

  /** The times as [rows, times] or [1, times], after a look at them. */
  static Tensor grid(Tensor z0, Tensor times) {
    Tensor grid = times.rank() == 1 ? times.unsqueeze(0) : times;
    if (z0.rank() != 2 || grid.rank() != 2 || grid.size(1) < 2) {
      throw new IllegalArgumentException(
          "initial values %s and times %s: [rows, dimensions] with [times] or [rows, times] are"
                  .formatted(z0.shape(), times.shape())
              + " needed, two times at least");
    }
    if (grid.size(0) != 1 && grid.size(0) != z0.size(0)) {
      throw new IllegalArgumentException(
          "times of %d rows for %d initial values".formatted(grid.size(0), z0.size(0)));
    }
    double[] t = grid.toDoubles();
    int asked = grid.size(1);
    for (int i = 0; i < grid.size(0); i++) {
      double direction = t[(i + 1) * asked - 1] - t[i * asked];
      for (int k = 1; k < asked; k++) {
        double step = t[i * asked + k] - t[i * asked + k - 1];
        if (!(step * direction > 0 || step == 0)) {
          throw new IllegalArgumentException(
              "row %d of the times goes from %s to %s at place %d: sort them, rising or falling"
                  .formatted(i, t[i * asked + k - 1], t[i * asked + k], k));
        }
      }
    }
    return grid;
  }
}
