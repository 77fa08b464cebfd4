package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The spirals against the laws of their radii. */
class SpiralsTest {
  /** r grows by 0.3 a radian on one side, r falls as 15/θ' read backwards on the other. */
  @Test
  void spiralsTurnBothWays() {
    Spirals spirals = Spirals.draw(40, 0.2, 9);
    double step = Spirals.times(2)[1];
    double squares = 0;
    for (int i = 0; i < 40; i++) {
      boolean clockwise = i % 2 == 0;
      double centre = clockwise ? -5 : 5;
      double before = Double.NaN;
      for (int k = 0; k < 199; k++) {
        int at = (i * 200 + k) * 2;
        double x = spirals.clean()[at] - centre;
        double y = spirals.clean()[at + 1];
        double x1 = spirals.clean()[at + 2] - centre;
        double y1 = spirals.clean()[at + 3];
        double r = Math.hypot(x, y);
        if (r > 0.1) {
          double turn = Math.atan2(x * y1 - y * x1, x * x1 + y * y1);
          assertEquals(clockwise ? -step : step, turn, 1e-4);
          double law = clockwise ? 15 / r + step * k : r / 0.3 - step * k;
          assertEquals(Double.isNaN(before) ? law : before, law, 1e-3);
          before = law;
        }
      }
    }
    for (int i = 0; i < spirals.noisy().length; i++) {
      squares += Math.pow(spirals.noisy()[i] - spirals.clean()[i], 2);
    }
    int n = spirals.noisy().length;
    assertEquals(0.04, squares / n, 4 * 0.04 * Math.sqrt(2.0 / n));
  }
}
