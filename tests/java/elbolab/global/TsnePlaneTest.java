package elbolab.global;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class TsnePlaneTest {
  private static final int EACH = 60;

  /** Three clouds in ten dimensions, eight deviations apart. */
  private static double[][] clouds() {
    Rng rng = Rng.of(1, "clouds");
    double[][] rows = new double[3 * EACH][10];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 10; j++) {
        rows[i][j] = rng.nextGaussian() + (j == i / EACH ? 8 : 0);
      }
    }
    return rows;
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }

  @Test
  void theNearestRowInThePlaneIsOfTheSameCloud() {
    double[][] plane = TsnePlane.of(clouds(), 1);
    int same = 0;
    for (int i = 0; i < plane.length; i++) {
      int nearest = i == 0 ? 1 : 0;
      for (int j = 0; j < plane.length; j++) {
        nearest =
            j != i && distance(plane[i], plane[j]) < distance(plane[i], plane[nearest])
                ? j
                : nearest;
      }
      same += nearest / EACH == i / EACH ? 1 : 0;
    }
    assertEquals(plane.length, same);
  }

  @Test
  void theThreadsThatThereAreDoNotMatter() {
    double[][] here = TsnePlane.of(clouds(), 1);
    double[][] elsewhere = new ForkJoinPool(7).submit(() -> TsnePlane.of(clouds(), 1)).join();
    for (int i = 0; i < here.length; i++) {
      assertArrayEquals(here[i], elsewhere[i]);
    }
  }

  @Test
  void tooFewRowsAreRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> TsnePlane.of(new double[90][2], 1));
    assertTrue(refused.getMessage().contains("more than 90"), refused.getMessage());
  }
}
