package elbolab.hmc;

/** A log density that is written for one point at a time; rows are taken one after another. */
public interface PointDensity extends LogDensity {
  /**
   * The log density of the point that starts at {@code from}; writes its gradient to the same place
   * in {@code gradient}.
   */
  double evaluate(double[] points, int from, double[] gradient);

  @Override
  default void evaluate(double[] points, int rows, double[] logDensity, double[] gradient) {
    int d = dimension();
    for (int row = 0; row < rows; row++) {
      logDensity[row] = evaluate(points, row * d, gradient);
    }
  }
}
