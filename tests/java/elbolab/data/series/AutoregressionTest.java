package elbolab.data.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.TimeSeries;
import elbolab.data.series.Autoregression.Options;
import elbolab.data.series.Autoregression.Weights;
import elbolab.math.Rng;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AutoregressionTest {
  private static final Options PLAIN = new Options(Weights.PER_SERIES, new double[] {0});

  private static TimeSeries series(int channels, double... values) {
    List<String> names = IntStream.range(0, channels).mapToObj(c -> "c" + c).toList();
    return new TimeSeries("made", Optional.empty(), Duration.ofHours(1), names, values);
  }

  /** x_t = 1.2 x_{t−1} − 0.5 x_{t−2} + ε, ε ~ N(0, 1). */
  private static double[] second(int length, long seed) {
    Rng rng = Rng.of(seed, "ar 2");
    double[] x = new double[length];
    for (int t = 2; t < length; t++) {
      x[t] = 1.2 * x[t - 1] - 0.5 * x[t - 2] + rng.nextGaussian();
    }
    return x;
  }

  @Test
  void findsTheWeightsOfASecondOrderProcess() {
    int length = 60_000;
    TimeSeries made = series(1, second(length, 3));
    ForecastData data =
        ForecastData.of(made, WindowOptions.of(WindowShape.atDistance(4, 1)).with(Scaling.NONE));
    Autoregression ar = Autoregression.fit(data, PLAIN);
    // Oldest first; the standard error of a weight is at most √(1/n) · some 1.3 here.
    double error = 4 * 1.3 / Math.sqrt(0.6 * length);
    double[] truth = {0, 0, -0.5, 1.2, 0};
    for (int i = 0; i < truth.length; i++) {
      assertEquals(truth[i], ar.weights(0, 0)[i], error, "weight " + i);
    }
    ForecastScores scores = ForecastScores.of(ar, data, data.test());
    // The mean of n squares of N(0, 1) has standard deviation √(2/n).
    assertEquals(1, scores.mse(), 4 * Math.sqrt(2 / (0.2 * length)));
    // Var x = (1 + 0.5)/((1 − 0.5)((1 + 0.5)² − 1.2²)) = 3.7037.
    double variance = 1.5 / (0.5 * (1.5 * 1.5 - 1.44));
    assertEquals(Math.sqrt(1 / variance), scores.rrse(), 0.02);
    assertEquals(Math.sqrt(1 - 1 / variance), scores.corr(), 0.02);
  }

  @Test
  void aLineIsForecastExactlyAtEachStep() {
    double[] line = IntStream.range(0, 500).mapToDouble(t -> 3 + 0.25 * t).toArray();
    ForecastData data =
        ForecastData.of(series(1, line), WindowOptions.of(new WindowShape(2, 3, 4)));
    ForecastScores scores = ForecastScores.of(Autoregression.fit(data, PLAIN), data, data.test());
    assertTrue(scores.rrse() < 1e-4, "RRSE " + scores.rrse());
    ForecastScores naive = ForecastScores.of(Forecaster.lastValue(), data, data.test());
    // Always 4 to 7 steps late: (16 + 25 + 36 + 49)/4 · 0.25².
    assertEquals(31.5 * 0.0625, naive.mse(), 1e-3);
  }

  @Test
  void sharedWeightsAreThoseOfAllSeriesTogether() {
    double[] a = second(2_000, 4);
    double[] both = new double[4_000];
    for (int t = 0; t < 2_000; t++) {
      both[2 * t] = a[t];
      both[2 * t + 1] = a[t];
    }
    WindowOptions options = WindowOptions.of(WindowShape.atDistance(3, 2));
    Autoregression own = Autoregression.fit(ForecastData.of(series(1, a), options), PLAIN);
    Autoregression shared =
        Autoregression.fit(
            ForecastData.of(series(2, both), options),
            new Options(Weights.SHARED, new double[] {0}));
    assertArrayEquals(own.weights(0, 0), shared.weights(1, 0), 1e-12);
  }

  /** A channel that repeats another and one that never moves leave the least squares solvable. */
  @Test
  void seriesThatNeverMoveAreForecastAsTheyAre() {
    double[] values = new double[2_000];
    for (int t = 0; t < 1_000; t++) {
      values[2 * t] = 7;
      values[2 * t + 1] = t % 2;
    }
    ForecastData data =
        ForecastData.of(series(2, values), WindowOptions.of(WindowShape.atDistance(4, 1)));
    ForecastScores scores = ForecastScores.of(Autoregression.fit(data, PLAIN), data, data.test());
    assertTrue(scores.mse() < 1e-10, "MSE " + scores.mse());
    assertEquals(1, scores.corr(), 1e-6, "the series that moves alone counts");
  }

  @Test
  void thePenaltyIsTheOneThatValidatesBest() {
    Rng rng = Rng.of(6, "noise");
    double[] noise = IntStream.range(0, 400).mapToDouble(t -> rng.nextGaussian()).toArray();
    ForecastData data =
        ForecastData.of(series(1, noise), WindowOptions.of(WindowShape.atDistance(60, 1)));
    double best = Autoregression.fit(data, Options.of(Weights.PER_SERIES)).penalty();
    double[] grid = Options.of(Weights.PER_SERIES).penalties();
    double[] errors =
        Arrays.stream(grid)
            .map(
                penalty ->
                    ForecastScores.scaled(
                            Autoregression.fit(
                                data, new Options(Weights.PER_SERIES, new double[] {penalty})),
                            data.validation())
                        .mse())
            .toArray();
    double least = Arrays.stream(errors).min().orElseThrow();
    assertEquals(least, errors[Arrays.binarySearch(grid, best)]);
    assertTrue(best > 0.01, "noise is best forecast by little: " + best);
  }
}
