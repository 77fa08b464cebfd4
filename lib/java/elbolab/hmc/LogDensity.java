package elbolab.hmc;

/**
 * The logarithm of a density, up to a constant, on ℝᵈ. A point outside the support has log density
 * −∞; NaN and +∞ are not values of a log density, and the samplers treat them as a lost trajectory.
 */
public interface LogDensity {
  /** The number of coordinates of a point. */
  int dimension();

  /**
   * Log density and gradient at {@code rows} points. Points and gradients are row-major; arrays may
   * be longer than needed. One call serves all chains, and samplers keep the arrays: do not hold on
   * to them. Where chains of several points (data) advance together, row r belongs to point r /
   * chains.
   */
  void evaluate(double[] points, int rows, double[] logDensity, double[] gradient);

  /** Whether several threads may evaluate at the same time: then chains can run side by side. */
  default boolean isConcurrent() {
    return false;
  }
}
