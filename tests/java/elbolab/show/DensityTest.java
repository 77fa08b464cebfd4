package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DensityTest {
  private static double area(Curve curve) {
    double area = 0;
    for (int i = 1; i < curve.x().length; i++) {
      area += (curve.x()[i] - curve.x()[i - 1]) * (curve.y()[i] + curve.y()[i - 1]) / 2;
    }
    return area;
  }

  private static double[] normal(int n, long seed) {
    Random random = new Random(seed);
    return DoubleStream.generate(random::nextGaussian).limit(n).toArray();
  }

  @Test
  void totalAreaIsOne() {
    double[] samples = normal(500, 1);
    assertEquals(1, area(Density.histogram("h", samples, 17)), 1e-12);
    assertEquals(1, area(Density.curve("d", samples)), 2e-3);
    Grid grid = Density.grid(samples, normal(500, 2), 60);
    double cell = (grid.xMax() - grid.xMin()) * (grid.yMax() - grid.yMin()) / 3600;
    double total = 0;
    for (double[] row : grid.values()) {
      for (double value : row) {
        total += value * cell;
      }
    }
    assertEquals(1, total, 5e-3);
  }

  @Test
  void histogramCountsEachBin() {
    Curve curve = Density.histogram("h", new double[] {0, 0.1, 1.9, 2, 1.1}, 2);
    assertEquals(0.4, curve.y()[1], 1e-15);
    assertEquals(0.6, curve.y()[5], 1e-15);
  }

  @Test
  void densityOfNormalDrawsIsNormal() {
    Curve curve = Density.curve("d", normal(20_000, 3));
    for (int i = 1; i + 1 < curve.x().length; i++) {
      double x = curve.x()[i];
      assertEquals(Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI), curve.y()[i], 0.02, "at " + x);
    }
  }

  @Test
  void whatHasNoSpreadHasNoDensity() {
    double[] same = {1, 1, 1};
    assertThrows(IllegalArgumentException.class, () -> Density.curve("d", same));
    assertThrows(IllegalArgumentException.class, () -> Density.histogram("h", same, 3));
  }
}
