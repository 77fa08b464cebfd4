package elbolab.prob;

import static elbolab.math.Equation.Paper.LECTURE;
import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.Equation;
import elbolab.math.SmallMatrix;

/**
 * The directions along which points vary most, in the order of their variance.
 *
 * @param mean of the points
 * @param variances λ of each direction, the greatest first
 * @param directions as columns, orthonormal
 */
public record PrincipalComponents(double[] mean, double[] variances, SmallMatrix directions) {

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
    SmallMatrix.Eigen eigen = covariance(data, mean).symmetricEigen();
    return new PrincipalComponents(mean, eigen.values(), eigen.vectors());
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

  static SmallMatrix covariance(double[][] data, double[] mean) {
    SmallMatrix centred = SmallMatrix.of(data.length, mean.length);
    for (int n = 0; n < data.length; n++) {
      for (int i = 0; i < mean.length; i++) {
        centred.values()[n][i] = data[n][i] - mean[i];
      }
    }
    return centred.transposed().times(centred).times(1.0 / data.length);
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
  public double reconstructionError(double[][] data, SmallMatrix w) {
    SmallMatrix s = covariance(data, mean);
    return s.trace() - w.transposed().times(s).times(w).trace();
  }

  /**
   * The greatest angle, in radians, between a vector of the span of some columns and the subspace
   * of as many principal components; 0 if both span the same.
   *
   * @param columns any basis
   */
  public double angleTo(SmallMatrix columns) {
    int r = columns.columns();
    SmallMatrix basis = orthonormal(columns);
    SmallMatrix u = directions.first(r);
    // The sine, from what is left outside: a cosine near 1 has lost half of its digits.
    SmallMatrix outside = basis.minus(u.times(u.transposed().times(basis)));
    double square = outside.transposed().times(outside).symmetricEigen().values()[0];
    return Math.asin(Math.min(1, Math.sqrt(Math.max(0, square))));
  }

  /** Orthonormal columns of the same span, by Gram and Schmidt, twice for the last digits. */
  public static SmallMatrix orthonormal(SmallMatrix columns) {
    double[][] rows = columns.transposed().times(1).values();
    for (int i = 0; i < rows.length; i++) {
      for (int round = 0; round < 2; round++) {
        for (int j = 0; j < i; j++) {
          double overlap = dot(rows[i], rows[j]);
          for (int k = 0; k < rows[i].length; k++) {
            rows[i][k] -= overlap * rows[j][k];
          }
        }
      }
      double length = Math.sqrt(dot(rows[i], rows[i]));
      if (!(length > 0)) {
        throw new IllegalArgumentException("column " + i + " depends on those before it");
      }
      for (int k = 0; k < rows[i].length; k++) {
        rows[i][k] /= length;
      }
    }
    return new SmallMatrix(rows).transposed();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }
}
