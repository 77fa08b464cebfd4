package elbolab.ode;

import static elbolab.math.Equation.Paper.REPORT;

import elbolab.math.Equation;
import elbolab.nn.Layer;
import elbolab.tensor.Tensor;

/**
 * The right side of dz/dt = f(z, t, θ) (the report's eq. 21), with θ the tensors that the formula
 * is made from.
 */
@Equation(paper = REPORT, number = "21", test = "SolverTest#logisticGrowthInClosedForm")
@FunctionalInterface
public interface VectorField {
  /**
   * f of every row.
   *
   * @param t of every row, [rows, 1], or [1, 1] if all rows have the same
   * @param z [rows, dimensions]
   */
  Tensor at(Tensor t, Tensor z);

  /** Whether t matters; if not, no stage needs to compute its own. */
  default boolean dependsOnTime() {
    return true;
  }

  /** A field that is the same at all times: a network, as in the report's section 6. */
  static VectorField constantInTime(Layer f) {
    return new VectorField() {
      @Override
      public Tensor at(Tensor t, Tensor z) {
        return f.apply(z);
      }

      @Override
      public boolean dependsOnTime() {
        return false;
      }
    };
  }

  /** z' = Az, A given row by row. */
  static VectorField linear(double... matrix) {
    int d = (int) Math.round(Math.sqrt(matrix.length));
    if (d * d != matrix.length) {
      throw new IllegalArgumentException(matrix.length + " numbers are no square matrix");
    }
    return constantInTime(z -> z.matmul(Tensor.of(matrix, d, d).transpose()));
  }
}
