package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import elbolab.tensor.Tensor;
import elbolab.vae.PlaneDensity;
import org.junit.jupiter.api.Test;

class TwoMoonsTest {
  private final TwoMoons moons = new TwoMoons(0.15);

  @Test
  void theDensityIntegratesToOne() {
    assertEquals(1, PlaneDensity.of(moons::logDensity, 3.5, 200).integral(), 1e-6);
  }

  /** A circle so far away looks straight: ∫ along it is 1/(π r) of the noise's density across. */
  @Test
  void theDensityOnTheCrestIsThatOfALine() {
    TwoMoons thin = new TwoMoons(0.02);
    Tensor crest = Tensor.of(new float[] {-0.75f, 1.5f * 0.75f}, 1, 2);
    double across = 1 / (0.02 * Math.sqrt(2 * Math.PI));
    double expected = Math.log(0.5 * across / (Math.PI * 1.5));
    assertEquals(expected, thin.logDensity(crest).item(), 1e-3);
  }

  @Test
  void drawsHaveTheDensitysMoments() {
    int rows = 20_000;
    double[] x = moons.draw(rows, 1).all().values().toDoubles();
    double second = 0;
    double mean = 0;
    for (int i = 0; i < rows; i++) {
      mean += x[2 * i] / rows;
      second += x[2 * i] * x[2 * i] / rows;
    }
    // x = ±1.5 (cos θ − ½) + noise: E x = 0, E x² = 2.25 (½ + ¼) + 0.15².
    assertEquals(0, mean, 4 * 1.3 / Math.sqrt(rows));
    assertEquals(2.25 * 0.75 + 0.0225, second, 4 * 2 / Math.sqrt(rows));
  }

  @Test
  void noiseWithoutWidthIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new TwoMoons(0));
  }
}
