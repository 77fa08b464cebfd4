package elbolab.prob;

import static elbolab.math.Equation.Paper.LECTURE;
import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.Equation;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The directions along which points vary most, in the order of their variance.
 *
 * @param mean of the points
 * @param variances λ of each direction, the greatest first
 * @param directions as columns, orthonormal
 */
public record PrincipalComponents(double[] mean, double[] variances, RealMatrix directions) {

  /**
   * The eigenvectors of S = 1/n Σ (x − x̄)(x − x̄)ᵀ (the thesis' eq. 2.24).
   *
   * @param data a row for each point
   */
  @Equation(
      paper = THESIS,
      number = "2.24",
      test = "PrincipalComponentsTest#noOtherSubspaceReconstructsBetter")
  public static PrincipalComponents of(double[][] data) {
    double[] mean = mean(data);
    EigenDecomposition eigen = new EigenDecomposition(covariance(data, mean));
    return new PrincipalComponents(mean, eigen.getRealEigenvalues(), eigen.getV());
  }

  static double[] mean(double[][] data) {
    double[] mean = new double[data[0].length];
    for (double[] x : data) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += x[i] / data.length;
      }
    }
    return mean;
  }

  static RealMatrix covariance(double[][] data, double[] mean) {
    RealMatrix centred = MatrixUtils.createRealMatrix(data);
    for (int n = 0; n < data.length; n++) {
      for (int i = 0; i < mean.length; i++) {
        centred.addToEntry(n, i, -mean[i]);
      }
    }
    return centred.transpose().multiply(centred).scalarMultiply(1.0 / data.length);
  }

  /** The first directions, as columns. */
  public RealMatrix first(int count) {
    return directions.getSubMatrix(0, mean.length - 1, 0, count - 1);
  }

  /**
   * n⁻¹ Σ ‖x − W Wᵀx‖² of centred points (the lecture's eq. 1), which these components minimise.
   *
   * @param w orthonormal columns
   */
  @Equation(
      paper = LECTURE,
      number = "1",
      test = "PrincipalComponentsTest#noOtherSubspaceReconstructsBetter")
  public double reconstructionError(double[][] data, RealMatrix w) {
    RealMatrix s = covariance(data, mean);
    return s.getTrace() - w.transpose().multiply(s).multiply(w).getTrace();
  }

  /**
   * The greatest angle, in radians, between a vector of the span of some columns and the subspace
   * of as many principal components; 0 if both span the same.
   *
   * @param columns any basis
   */
  public double angleTo(RealMatrix columns) {
    RealMatrix basis = orthonormal(columns);
    RealMatrix u = first(columns.getColumnDimension());
    // The sine, from what is left outside: a cosine near 1 has lost half of its digits.
    RealMatrix outside = basis.subtract(u.multiply(u.transpose().multiply(basis)));
    return Math.asin(Math.min(1, new SingularValueDecomposition(outside).getNorm()));
  }

  /** See {@link #angleTo(RealMatrix)}. */
  public double angleTo(double[]... columns) {
    return angleTo(MatrixUtils.createRealMatrix(columns).transpose());
  }

  /** Orthonormal columns of the same span. */
  public static RealMatrix orthonormal(RealMatrix columns) {
    QRDecomposition parts = new QRDecomposition(columns);
    if (!parts.getSolver().isNonSingular()) {
      throw new IllegalArgumentException("a column depends on those before it: they span less");
    }
    int last = columns.getColumnDimension() - 1;
    return parts.getQ().getSubMatrix(0, columns.getRowDimension() - 1, 0, last);
  }
}
