package elbolab.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;

class SmallMatrixTest {
  private static SmallMatrix random(int rows, int columns, long seed) {
    SmallMatrix matrix = SmallMatrix.of(rows, columns);
    Rng rng = Rng.of(seed, "matrix");
    for (double[] row : matrix.values()) {
      rng.fillGaussian(row, 0, columns);
    }
    return matrix;
  }

  private static void near(SmallMatrix expected, SmallMatrix found, double tolerance) {
    for (int i = 0; i < expected.rows(); i++) {
      for (int j = 0; j < expected.columns(); j++) {
        assertEquals(expected.values()[i][j], found.values()[i][j], tolerance, i + ", " + j);
      }
    }
  }

  @Test
  void productsByHand() {
    SmallMatrix a = new SmallMatrix(new double[][] {{1, 2, 3}, {0, -1, 4}});
    SmallMatrix b = new SmallMatrix(new double[][] {{1, 0}, {2, 1}, {-1, 5}});
    near(new SmallMatrix(new double[][] {{2, 17}, {-6, 19}}), a.times(b), 0);
    near(
        new SmallMatrix(new double[][] {{2, 17}, {-6, 19}}).transposed(),
        b.transposed().times(a.transposed()),
        0);
    assertEquals(14, a.times(new double[] {1, 2, 3})[0]);
    assertEquals(21, a.times(b).trace());
    assertThrows(IllegalArgumentException.class, () -> a.times(a));
  }

  /** A zero on the diagonal needs another pivot. */
  @Test
  void inverse() {
    SmallMatrix a = random(12, 12, 1);
    a.values()[0][0] = 0;
    near(SmallMatrix.identity(12), a.times(a.inverse()), 1e-12);
    near(SmallMatrix.identity(12), a.inverse().times(a), 1e-12);
    SmallMatrix singular = new SmallMatrix(new double[][] {{1, 2}, {2, 4}});
    assertThrows(IllegalArgumentException.class, singular::inverse);
  }

  /** A V = V Λ, VᵀV = I, and the eigenvalues of Apache Commons Math. */
  @Test
  void eigenvectorsOfASymmetricMatrix() {
    SmallMatrix half = random(30, 30, 2);
    SmallMatrix a = half.plus(half.transposed());
    SmallMatrix.Eigen eigen = a.symmetricEigen();
    SmallMatrix v = eigen.vectors();
    near(SmallMatrix.identity(30), v.transposed().times(v), 1e-13);
    SmallMatrix scaled = v.times(1);
    for (int i = 0; i < 30; i++) {
      for (int k = 0; k < 30; k++) {
        scaled.values()[i][k] *= eigen.values()[k];
      }
    }
    near(a.times(v), scaled, 1e-12);
    double[] theirs =
        new EigenDecomposition(new Array2DRowRealMatrix(a.values())).getRealEigenvalues();
    for (int k = 0; k < 30; k++) {
      assertEquals(theirs[k], eigen.values()[k], 1e-11);
      assertTrue(k == 0 || eigen.values()[k] <= eigen.values()[k - 1]);
    }
    // Twice the same eigenvalue, and none that is not 0.
    near(SmallMatrix.identity(3), SmallMatrix.identity(3).symmetricEigen().vectors(), 0);
    assertEquals(0, SmallMatrix.of(3, 3).symmetricEigen().values()[0]);
  }
}
