package elbolab.hmc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Both Stein discrepancies against closed form, exact samples and finite differences. */
class SteinTest {
  /** Samples of N(m, v) and the score −x of the target N(0, 1). */
  private static double[] gaussian(int n, int d, double mean, double deviation, long seed) {
    double[] x = new double[n * d];
    Rng.of(seed, "stein").fillGaussian(x, 0, x.length);
    for (int k = 0; k < x.length; k++) {
      x[k] = mean + deviation * x[k];
    }
    return x;
  }

  private static double[] standardScores(double[] x) {
    double[] s = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      s[k] = -x[k];
    }
    return s;
  }

  /**
   * KSD² of N(m, v) against N(0, 1): with D = x − x' ~ N(0, 2v), V = (x + x')/2 ~ N(m, v/2) and w =
   * 2vh²/(h² + 2v), it is √(h²/(h² + 2v)) (m² + v/2 − w/4 − w/h² + 1/h² − w/h⁴).
   */
  private static double closedForm(double m, double v, double h) {
    double hh = h * h;
    double w = 2 * v * hh / (hh + 2 * v);
    return Math.sqrt(hh / (hh + 2 * v)) * (m * m + v / 2 - w / 4 - w / hh + 1 / hh - w / (hh * hh));
  }

  @Test
  void matchTheClosedFormOnAGaussian() {
    assertEquals(0, closedForm(0, 1, 0.8), 1e-15, "the truth has no discrepancy");
    double[][] cases = {{0, 1, 1}, {0.7, 1, 1}, {0, 2, 1}, {-0.5, 0.4, 0.6}, {1, 3, 2}};
    double worst = 0;
    for (double[] c : cases) {
      int blocks = 100;
      int n = 200;
      double sum = 0;
      double squares = 0;
      for (int b = 0; b < blocks; b++) {
        double[] x = gaussian(n, 1, c[0], Math.sqrt(c[1]), 1000 + b);
        double value = Ksd.of(x, standardScores(x), 1, c[2]);
        double sliced = new Sksd(1).of(x, standardScores(x), new double[] {c[2]});
        assertEquals(value, sliced, 1e-12, "one dimension has one slice");
        sum += value;
        squares += value * value;
      }
      double mean = sum / blocks;
      double error = Math.sqrt((squares / blocks - mean * mean) / (blocks - 1));
      double expected = closedForm(c[0], c[1], c[2]);
      worst = Math.max(worst, Math.abs(mean - expected) / error);
      assertEquals(expected, mean, 4 * error, "m, v, h = " + Arrays.toString(c));
    }
    System.out.printf("KSD: at most %.1f standard errors from the closed form%n", worst);
  }

  /** The expectation itself, by quadrature over both samples: no noise at all. */
  @Test
  void pairFunctionIntegratesToTheClosedForm() {
    double m = 0.6;
    double v = 1.7;
    double h = 0.9;
    double step = 0.02;
    double sum = 0;
    for (double x = -9; x <= 9; x += step) {
      for (double y = -9; y <= 9; y += step) {
        double density =
            Math.exp(-((x - m) * (x - m) + (y - m) * (y - m)) / (2 * v)) / (2 * Math.PI * v);
        sum += density * Ksd.of(new double[] {x, y}, new double[] {-x, -y}, 1, h);
      }
    }
    double error = sum * step * step - closedForm(m, v, h);
    System.out.printf("KSD: quadrature %.1e from the closed form%n", error);
    assertEquals(0, error, 1e-9);
  }

  @Test
  void vanishForExactSamplesAndGrowWithShiftAndInflation() {
    int n = 1000;
    int d = 3;
    double[] ksd = new double[6];
    double[] sksd = new double[6];
    double[] shifts = {0, 0.25, 0.5, 0, 0, 0};
    double[] deviations = {1, 1, 1, 1, 1.3, 1.7};
    for (int k = 0; k < shifts.length; k++) {
      double[] x = gaussian(n, d, shifts[k], deviations[k], 7);
      ksd[k] = Ksd.of(x, standardScores(x), d, 1.5);
      sksd[k] = new Sksd(d).of(x, standardScores(x), new double[] {1, 1, 1});
    }
    System.out.printf("KSD %s%nSKSD %s%n", Arrays.toString(ksd), Arrays.toString(sksd));
    assertEquals(0, ksd[0], 0.01);
    assertEquals(0, sksd[0], 0.01);
    for (double[] value : new double[][] {ksd, sksd}) {
      assertTrue(value[1] > 0.01 && value[2] > value[1], "grows with the shift");
      assertTrue(value[4] > 0.005 && value[5] > value[4], "grows with the inflation");
    }
  }

  @Test
  void slopeBySamplesAndSlicesIsTheSlope() {
    int n = 12;
    int d = 3;
    double[] x = gaussian(n, d, 0.3, 1.2, 8);
    double[] s = gaussian(n, d, -0.1, 0.9, 9);
    Sksd sksd = new Sksd(d);
    for (int i = 0; i < 20; i++) {
      sksd.turnSlices(x, s, 0.05); // slices away from the axes
    }
    double[] h = {0.8, 1.1, 1.4};
    double[] slope = new double[x.length];
    double value = sksd.withSlope(x, s, h, slope);
    assertEquals(value, sksd.of(x, s, h), 1e-15);
    double[] scratch = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      double kept = x[k];
      x[k] = kept + 1e-5;
      double up = sksd.withSlope(x, s, h, scratch);
      x[k] = kept - 1e-5;
      double down = sksd.withSlope(x, s, h, scratch);
      x[k] = kept;
      assertEquals((up - down) / 2e-5, slope[k], 1e-8, "sample coordinate " + k);
    }
  }

  /** A correlation is invisible along the axes and found by a slice that turns. */
  @Test
  void turningSlicesFindsWhatTheAxesMiss() {
    int n = 300;
    double[] x = gaussian(n, 2, 0, 1, 10);
    for (int a = 0; a < n; a++) {
      x[2 * a + 1] = 0.8 * x[2 * a] + 0.6 * x[2 * a + 1];
    }
    double[] s = standardScores(x);
    Sksd sksd = new Sksd(2);
    double before = sksd.of(x, s);
    for (int i = 0; i < 200; i++) {
      sksd.turnSlices(x, s, 0.1);
    }
    double after = sksd.of(x, s);
    System.out.printf("SKSD of a correlation: %.4f on the axes, %.4f turned%n", before, after);
    assertTrue(after > before + 0.02, before + " → " + after);
    for (int i = 0; i < 2; i++) {
      double[] g = sksd.slices();
      assertEquals(1, Math.hypot(g[2 * i], g[2 * i + 1]), 1e-12);
    }
  }

  @Test
  void equalOrTooFewSamples() {
    double[] same = new double[10];
    assertTrue(Double.isFinite(new Sksd(2).of(same, same)));
    assertTrue(Double.isFinite(Ksd.of(same, same, 2)));
    assertThrows(IllegalArgumentException.class, () -> Ksd.of(new double[2], new double[2], 2));
  }
}
