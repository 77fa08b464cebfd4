package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void madeAndCut() {
    assertArrayEquals(new double[] {0, 0.5, 1}, Values.of(3, i -> i / 2.0));
    assertArrayEquals(new double[] {-1, 0, 1}, Values.spaced(-1, 1, 3));
    assertArrayEquals(new double[] {0.01, 0.1, 1, 10}, Values.logSpaced(0.01, 10, 4), 1e-14);
    assertArrayEquals(new double[] {3, 5}, Values.of(List.of("one", "three"), String::length));
    assertArrayEquals(new double[] {2, 4}, Values.column(new double[] {1, 2, 3, 4}, 2, 1));
    assertArrayEquals(new double[] {1, 3}, Values.column(new float[] {1, 2, 3, 4}, 2, 0));
    double[] values = {5, 6, 7};
    assertArrayEquals(new double[] {5, 7}, Values.ofClass(1, values, new int[] {1, 0, 1}));
    assertEquals(6, Values.mean(values));
    assertThrows(IllegalArgumentException.class, () -> Values.column(values, 2, 0));
    assertThrows(IllegalArgumentException.class, () -> Values.logSpaced(0, 1, 3));
  }

  private static String text(Plot plot) {
    return plot.toString();
  }

  /** 1 to 1,000 in a hundred means of ten: 5.5 to 995.5, each at its own number. */
  @Test
  void smoothIsTheMeanOfRoundsThatFollowOneAnother() {
    Plot plot = Plot.of("log").smooth("objective", Values.of(1000, i -> i + 1));
    assertTrue(
        text(plot).contains("line of 100 points, x 5.500 to 995.5, y 5.500 to 995.5"), text(plot));
    Plot few = Plot.of("log").smooth("objective", 4, 2);
    assertTrue(text(few).contains("line of 2 points, x 1.000 to 2.000, y 2.000 to 4.000"));
  }

  /** The quantiles of a uniform sample are known. */
  @Test
  void intervalHoldsTheMiddleOfTheDraws() {
    double[][] draws = {Values.spaced(0, 1, 101), Values.spaced(2, 3, 101)};
    Plot plot = Plot.of("f").interval("90 %", new double[] {0, 1}, draws, 0.9);
    assertTrue(text(plot).contains("band, x 0 to 1.000, y 0.05000 to 2.950"), text(plot));
    assertTrue(text(plot).contains("y 0.5000 to 2.500"), text(plot));
  }

  @Test
  void densitiesCarryTheNameOfTheirClassAtTheSummit() {
    double[] samples = new double[2005];
    int[] classes = new int[samples.length];
    Rng rng = Rng.of(3, "densities");
    for (int i = 0; i < samples.length; i++) {
      classes[i] = i < 2000 ? i % 2 : 2;
      samples[i] = (classes[i] == 0 ? -4 : 4) + rng.nextGaussian();
    }
    String text =
        text(Plot.of("d").densities(samples, classes, List.of("left", "right", "too few")));
    assertFalse(text.contains("too few"));
    double left = Double.parseDouble(text.replaceAll("(?s).*\"left\" at −([0-9.]+),.*", "$1"));
    assertEquals(4, left, 0.4);
  }

  @Test
  void differencesOfMeasuredNumbers() {
    Measured difference = new Measured(5, 0.3).minus(new Measured(3, 0.4));
    assertEquals(new Measured(2, 0.5), difference);
    assertTrue(difference.differsFrom(0, 3.9));
    assertFalse(difference.differsFrom(0, 4.1));
    assertEquals(2, Measured.mean(List.of(1, 2, 3), i -> i).value());
  }
}
