package elbolab.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InitialisationTest {
  private static final int IN = 300;
  private static final int OUT = 500;

  /**
   * Variance against its formula within 4 standard errors (uniform: var·√(0.8/n), normal √(2/n)).
   */
  @Test
  void variancesAreThoseOfThePapers() {
    Map<Initialisation, Double> wanted =
        Map.of(
            Initialisation.glorotUniform(), 2.0 / (IN + OUT),
            Initialisation.glorotNormal(), 2.0 / (IN + OUT),
            Initialisation.heNormal(), 2.0 / IN,
            Initialisation.heUniform(), 2.0 / IN,
            Initialisation.leCunNormal(), 1.0 / IN,
            Initialisation.fanInUniform(), 1.0 / 3 / IN,
            Initialisation.normal(0.1), 0.01,
            Initialisation.uniform(0.3), 0.03);
    wanted.forEach(
        (initialisation, variance) -> {
          float[] w = new float[IN * OUT];
          initialisation.fill(w, IN, OUT, Rng.of(5, "weights"));
          double mean = 0;
          double square = 0;
          for (float x : w) {
            mean += x / (double) w.length;
            square += (double) x * x / w.length;
          }
          assertEquals(0, mean, 4 * Math.sqrt(variance / w.length));
          assertEquals(variance, square, 4 * variance * Math.sqrt(2.0 / w.length));
        });
  }

  @Test
  void uniformStaysInsideItsBound() {
    float[] w = new float[10_000];
    Initialisation.glorotUniform().fill(w, 4, 2, Rng.of(5, "weights"));
    float greatest = 0;
    for (float x : w) {
      greatest = Math.max(greatest, Math.abs(x));
    }
    assertTrue(greatest <= 1 && greatest > 0.999, "greatest " + greatest);
  }

  @Test
  void orthogonalHasOrthonormalRowsOrColumns() {
    for (int[] size : new int[][] {{64, 256}, {256, 64}, {50, 50}, {1, 7}}) {
      float[] w = new float[size[0] * size[1]];
      Initialisation.orthogonal().fill(w, size[0], size[1], Rng.of(1, "weights"));
      boolean rows = size[0] <= size[1];
      int count = Math.min(size[0], size[1]);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j <= i; j++) {
          assertEquals(i == j ? 1 : 0, product(w, size, rows, i, j), 1e-6);
        }
      }
    }
  }

  private static double product(float[] w, int[] size, boolean rows, int i, int j) {
    double sum = 0;
    for (int k = 0; k < Math.max(size[0], size[1]); k++) {
      int a = rows ? i * size[1] + k : k * size[1] + i;
      int b = rows ? j * size[1] + k : k * size[1] + j;
      sum += (double) w[a] * w[b];
    }
    return sum;
  }
}
