package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MissingnessTest {
  private static final int ROWS = 20_000;
  private static final int WIDTH = 5;
  private static final int[] ALL = IntStream.range(0, ROWS).toArray();

  private static Observed normals() {
    float[] values = new float[ROWS * WIDTH];
    Rng.of(7, "values").fillGaussian(values, 0, values.length);
    return Observed.complete(Tensor.of(values, ROWS, WIDTH));
  }

  private static double hiddenShare(float[] mask) {
    return 1 - IntStream.range(0, mask.length).mapToDouble(i -> mask[i]).average().orElseThrow();
  }

  @Test
  void aFixedRateIsMetAndDoesNotDependOnTheValue() {
    Observed data = normals();
    float[] mask = Missingness.atRandom(0.3).mask(data, ALL, Rng.of(1, "m")).toArray();
    int n = mask.length;
    assertEquals(0.3, hiddenShare(mask), 4 * Math.sqrt(0.3 * 0.7 / n));
    assertEquals(0, meanOfHidden(data, mask), 4 / Math.sqrt(0.3 * n));
  }

  private static double meanOfHidden(Observed data, float[] mask) {
    float[] values = data.values().toArray();
    return IntStream.range(0, mask.length)
        .filter(i -> mask[i] == 0)
        .mapToDouble(i -> values[i])
        .average()
        .orElseThrow();
  }

  @Test
  void aRowsRateIsUniform() {
    float[] mask = Missingness.rowRates(0, 0.99).mask(normals(), ALL, Rng.of(1, "m")).toArray();
    double[] counts = new double[WIDTH + 1];
    for (int row = 0; row < ROWS; row++) {
      int hidden = 0;
      for (int d = 0; d < WIDTH; d++) {
        hidden += mask[row * WIDTH + d] == 0 ? 1 : 0;
      }
      counts[hidden]++;
    }
    // P(k of D) = (1/r) ∫_0^r C(D,k) p^k (1−p)^(D−k) dp by the midpoint rule.
    for (int k = 0; k <= WIDTH; k++) {
      double expected = 0;
      for (int i = 0; i < 10_000; i++) {
        double p = 0.99 * (i + 0.5) / 10_000;
        expected += binomial(k) * Math.pow(p, k) * Math.pow(1 - p, WIDTH - k) / 10_000;
      }
      double error = Math.sqrt(expected * (1 - expected) / ROWS);
      assertEquals(expected, counts[k] / ROWS, 4 * error, k + " hidden");
    }
  }

  private static double binomial(int k) {
    return new double[] {1, 5, 10, 10, 5, 1}[k];
  }

  @Test
  void greaterValuesAreMissingMoreOftenAsTheSigmoidSays() {
    Observed data = normals();
    double slope = 2;
    float[] mask = Missingness.byValue(0.25, slope).mask(data, ALL, Rng.of(1, "m")).toArray();
    int n = mask.length;
    assertEquals(0.25, hiddenShare(mask), 4 * Math.sqrt(0.25 * 0.75 / n));
    // By Stein's lemma E[x σ(a + b x)] = b E[σ'(a + b x)]; a is found here by its own bisection.
    double low = -30;
    double high = 30;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      boolean tooMuch = expectation(middle, slope, false) > 0.25;
      low = tooMuch ? low : middle;
      high = tooMuch ? middle : high;
    }
    double a = low;
    double expected = slope * expectation(a, slope, true) / 0.25;
    assertEquals(expected, meanOfHidden(data, mask), 4 / Math.sqrt(0.25 * n));
  }

  /** E[σ(a + b x)] or E[σ'(a + b x)] of a standard normal x, by a Riemann sum. */
  private static double expectation(double a, double b, boolean derivative) {
    double sum = 0;
    for (int i = -8000; i <= 8000; i++) {
      double x = i / 1000.0;
      double s = 1 / (1 + Math.exp(-a - b * x));
      double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) / 1000;
      sum += density * (derivative ? s * (1 - s) : s);
    }
    return sum;
  }

  @Test
  void aRowsMaskDoesNotDependOnItsBatchAndCategoriesHideWhole() {
    Observed data = normals();
    Missingness how = Missingness.rowRates(0.2, 0.8);
    int[] featureOf = {0, 1, 1, 1, 2};
    float[] all = how.mask(data, ALL, featureOf, Rng.of(5, "m")).toArray();
    float[] batch =
        how.mask(
                Observed.complete(Tensor.zeros(2, WIDTH)),
                new int[] {17, 3},
                featureOf,
                Rng.of(5, "m"))
            .toArray();
    assertArrayEquals(Arrays.copyOfRange(all, 17 * WIDTH, 18 * WIDTH), Arrays.copyOf(batch, WIDTH));
    assertArrayEquals(
        Arrays.copyOfRange(all, 3 * WIDTH, 4 * WIDTH), Arrays.copyOfRange(batch, WIDTH, 2 * WIDTH));
    for (int row = 0; row < ROWS; row++) {
      assertEquals(all[row * WIDTH + 1], all[row * WIDTH + 3]);
    }
  }

  @Test
  void aTableIsHiddenInItsOwnUnits() {
    double[] values = new double[ROWS];
    Rng.of(7, "values").fillGaussian(values, 0, ROWS);
    double[] moved = Arrays.stream(values).map(v -> 100 + 7 * v).toArray();
    Table table = new Table("t", List.of(new NumberColumn("x", ColumnKind.REAL, moved)), List.of());
    Table holes = Missingness.byValue(0.25, -3).hide(table, Rng.of(1, "h"), "x");
    assertEquals(0.25, holes.column("x").missing() / (double) ROWS, 0.0123);
    double kept =
        Arrays.stream(holes.numbers("x")).filter(v -> !Double.isNaN(v)).average().orElseThrow();
    assertEquals(true, kept > 101, "small values go first: " + kept);
    assertThrows(
        DataException.class, () -> Missingness.atRandom(0.1).hide(table, Rng.of(1, "h"), "y"));
    assertThrows(IllegalArgumentException.class, () -> Missingness.atRandom(1.1));
  }
}
