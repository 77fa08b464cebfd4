package elbolab.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import elbolab.math.SmallMatrix;
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
    SmallMatrix best = pca.directions().first(2);
    double least = pca.reconstructionError(DATA, best);
    double left = pca.variances()[2] + pca.variances()[3] + pca.variances()[4];
    assertEquals(left, least, 1e-11);
    Rng rng = Rng.of(2, "others");
    for (int trial = 0; trial < 200; trial++) {
      SmallMatrix near = best.times(1);
      for (double[] row : near.values()) {
        row[0] += 0.1 * rng.nextGaussian();
        row[1] += 0.1 * rng.nextGaussian();
      }
      SmallMatrix other = PrincipalComponents.orthonormal(near);
      assertTrue(pca.reconstructionError(DATA, other) > least);
    }
    assertEquals(directError(pca.mean(), best), least, 1e-11);
  }

  /** n⁻¹ Σ ‖x − W Wᵀx‖², point by point. */
  private static double directError(double[] mean, SmallMatrix w) {
    double sum = 0;
    for (double[] x : DATA) {
      double[] centred = x.clone();
      for (int i = 0; i < 5; i++) {
        centred[i] -= mean[i];
      }
      double[] back = w.times(w.transposed().times(centred));
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
    SmallMatrix v = pca.directions();
    for (double angle : new double[] {0, 1e-9, 1e-4, 0.3, 1.2}) {
      SmallMatrix turned = SmallMatrix.of(5, 2);
      for (int i = 0; i < 5; i++) {
        double out = Math.cos(angle) * v.values()[i][0] + Math.sin(angle) * v.values()[i][3];
        turned.values()[i][0] = 2 * out - v.values()[i][1];
        turned.values()[i][1] = 0.5 * out + 3 * v.values()[i][1];
      }
      assertEquals(angle, pca.angleTo(turned), 1e-14 + 1e-9 * angle);
    }
  }
}
