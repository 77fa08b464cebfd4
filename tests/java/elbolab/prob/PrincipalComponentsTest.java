package elbolab.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  private static final double[][] DATA = data();

  private static double[][] data() {
    Rng rng = Rng.of(1, "points");
    double[][] data = new double[300][5];
    for (double[] x : data) {
      double a = 3 * rng.nextGaussian();
      double b = 1.5 * rng.nextGaussian();
      for (int i = 0; i < 5; i++) {
        x[i] = a * (i - 1) + b * (i % 2) + 0.4 * rng.nextGaussian() + i;
      }
    }
    return data;
  }

  /** The error is the sum of the variances left out; any other subspace has a greater one. */
  @Test
  void noOtherSubspaceReconstructsBetter() {
    PrincipalComponents pca = PrincipalComponents.of(DATA);
    RealMatrix best = pca.first(2);
    double least = pca.reconstructionError(DATA, best);
    double left = pca.variances()[2] + pca.variances()[3] + pca.variances()[4];
    assertEquals(left, least, 1e-11);
    Rng rng = Rng.of(2, "others");
    for (int trial = 0; trial < 200; trial++) {
      double[][] near = best.getData();
      for (double[] row : near) {
        row[0] += 0.1 * rng.nextGaussian();
        row[1] += 0.1 * rng.nextGaussian();
      }
      RealMatrix other = PrincipalComponents.orthonormal(MatrixUtils.createRealMatrix(near));
      assertTrue(pca.reconstructionError(DATA, other) > least);
    }
    assertEquals(directError(pca.mean(), best), least, 1e-11);
  }

  /** n⁻¹ Σ ‖x − W Wᵀx‖², point by point. */
  private static double directError(double[] mean, RealMatrix w) {
    double sum = 0;
    for (double[] x : DATA) {
      double[] centred = x.clone();
      for (int i = 0; i < 5; i++) {
        centred[i] -= mean[i];
      }
      double[] back = w.operate(w.transpose().operate(centred));
      for (int i = 0; i < 5; i++) {
        sum += (centred[i] - back[i]) * (centred[i] - back[i]);
      }
    }
    return sum / DATA.length;
  }

  /** A basis that is turned by a known angle out of the plane, however it is mixed. */
  @Test
  void anglesBetweenSubspaces() {
    PrincipalComponents pca = PrincipalComponents.of(DATA);
    double[][] v = pca.directions().getData();
    for (double angle : new double[] {0, 1e-9, 1e-4, 0.3, 1.2}) {
      double[][] turned = new double[2][5];
      for (int i = 0; i < 5; i++) {
        double out = Math.cos(angle) * v[i][0] + Math.sin(angle) * v[i][3];
        turned[0][i] = 2 * out - v[i][1];
        turned[1][i] = 0.5 * out + 3 * v[i][1];
      }
      assertEquals(angle, pca.angleTo(turned), 1e-14 + 1e-9 * angle);
    }
  }
}
