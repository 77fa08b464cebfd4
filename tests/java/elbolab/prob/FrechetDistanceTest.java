package elbolab.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import elbolab.math.Rng;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
  private static RealMatrix matrix(double[]... rows) {
    return MatrixUtils.createRealMatrix(rows);
  }

  /** Where both covariances have the same axes: Σ (√λ − √λ')² beside the means' distance. */
  @Test
  void commutingCovariancesInClosedForm() {
    double c = Math.cos(0.6);
    double s = Math.sin(0.6);
    RealMatrix turn = matrix(new double[] {c, -s}, new double[] {s, c});
    RealMatrix a = turn.multiply(matrix(new double[] {4, 0}, new double[] {0, 0.25}));
    RealMatrix b = turn.multiply(matrix(new double[] {1, 0}, new double[] {0, 9}));
    double distance =
        FrechetDistance.between(
            new double[] {1, 2},
            a.multiply(turn.transpose()),
            new double[] {-1, 2},
            b.multiply(turn.transpose()));
    assertEquals(4 + (2 - 1) * (2 - 1) + (0.5 - 3) * (0.5 - 3), distance, 1e-12);
  }

  /** tr (Σ₁Σ₂)^½ of 2 × 2 matrices is √(tr Σ₁Σ₂ + 2 √det Σ₁Σ₂), without any eigenvector. */
  @Test
  void otherCovariancesInClosedForm() {
    RealMatrix a = matrix(new double[] {2, 0.9}, new double[] {0.9, 1});
    RealMatrix b = matrix(new double[] {1, -0.4}, new double[] {-0.4, 3});
    double trace = a.multiply(b).getTrace();
    double determinant = (2 * 1 - 0.81) * (1 * 3 - 0.16);
    double cross = Math.sqrt(trace + 2 * Math.sqrt(determinant));
    double distance = FrechetDistance.between(new double[2], a, new double[2], b);
    assertEquals(3 + 4 - 2 * cross, distance, 1e-12);
  }

  @Test
  void pointsThatLieOnALineAndPointsMoved() {
    Rng rng = Rng.of(1, "points");
    double[][] line = new double[500][3];
    double[][] moved = new double[500][3];
    for (int i = 0; i < line.length; i++) {
      double t = rng.nextGaussian();
      line[i] = new double[] {t, 2 * t, -t};
      moved[i] = new double[] {t + 3, 2 * t, -t + 4};
    }
    assertEquals(0, FrechetDistance.between(line, line), 1e-9);
    assertEquals(25, FrechetDistance.between(line, moved), 1e-9);
    assertThrows(
        IllegalArgumentException.class,
        () -> FrechetDistance.between(line, new double[][] {{1, 2}, {3, 4}}));
  }
}
