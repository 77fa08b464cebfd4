package elbolab.data.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.TimeSeries;
import elbolab.data.series.Autoregression.Options;
import elbolab.data.series.Autoregression.Weights;
import elbolab.data.series.Reference.Level;
import elbolab.math.Rng;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReferenceTest {
  private static final Forecaster ZERO = (windows, rows, to) -> Arrays.fill(to, 0);

  /** Two series that wander off: x_t = x_{t−1} + ε, the second ten times as wide. */
  private static ForecastData wandering() {
    Rng rng = Rng.of(1, "wandering");
    double[] values = new double[2 * 1000];
    for (int t = 1; t < 1000; t++) {
      values[2 * t] = values[2 * t - 2] + rng.nextGaussian();
      values[2 * t + 1] = values[2 * t - 1] + 10 * rng.nextGaussian();
    }
    TimeSeries series =
        new TimeSeries(
            "wandering", Optional.empty(), Duration.ofHours(1), List.of("a", "b"), values);
    return ForecastData.of(series, WindowOptions.of(new WindowShape(6, 2, 3)));
  }

  private static float[] targets(WindowSet windows) {
    return windows.targets(windows.rows()).toArray();
  }

  /** By hand: window 5 of the training block, series by series. */
  @ParameterizedTest
  @EnumSource(Level.class)
  void countsFromTheWindowsOwnLevelAndScale(Level level) {
    ForecastData data = wandering();
    Reference reference = Reference.level(level).scaled(true);
    float[] x = data.train().inputs(5).toArray();
    float[] y = data.train().targets(5).toArray();
    WindowSet relative = data.relativeTo(reference).train();
    float[] xs = relative.inputs(5).toArray();
    float[] ys = relative.targets(5).toArray();
    for (int c = 0; c < 2; c++) {
      double[] own = new double[6];
      for (int t = 0; t < 6; t++) {
        own[t] = x[c * 6 + t];
      }
      double mean = Arrays.stream(own).average().orElseThrow();
      double variance = Arrays.stream(own).map(v -> (v - mean) * (v - mean)).sum() / 6;
      double from = level == Level.NONE ? 0 : level == Level.LAST ? own[5] : mean;
      double scale = Math.sqrt(variance + 0.01);
      for (int t = 0; t < 6; t++) {
        assertEquals((own[t] - from) / scale, xs[c * 6 + t], 1e-5);
      }
      for (int h = 0; h < 3; h++) {
        assertEquals((y[c * 3 + h] - from) / scale, ys[c * 3 + h], 1e-5);
      }
    }
  }

  /** A model that knows y' knows y; one that says 0 is the plain forecast. */
  @Test
  void restoresWhatItTookAway() {
    ForecastData data = wandering();
    Forecaster ar = Autoregression.fit(data, Options.of(Weights.PER_SERIES));
    Reference reference = Reference.level(Level.MEAN).scaled(true).plain(ar);
    Forecaster knowing = (windows, rows, to) -> windows.targets(rows, to);
    assertEquals(0, ForecastScores.scaled(reference.restored(knowing), data.test()).mse(), 1e-9);
    double plain = ForecastScores.scaled(ar, data.test()).mse();
    assertEquals(plain, ForecastScores.scaled(reference.restored(ZERO), data.test()).mse(), 1e-9);
    // Counted from the last value alone, 0 is the naive forecast.
    Reference last = Reference.level(Level.LAST);
    double naive = ForecastScores.scaled(Forecaster.lastValue(), data.test()).mse();
    assertEquals(naive, ForecastScores.scaled(last.restored(ZERO), data.test()).mse(), 1e-9);
  }

  /** A correction that is right in one series and wrong in the other is believed in the one. */
  @Test
  void believesWhatProvedRight() {
    ForecastData data = wandering();
    Reference reference = Reference.level(Level.NONE).plain(ZERO);
    Forecaster half =
        (windows, rows, to) -> {
          windows.targets(rows, to);
          for (int i = 0; i < to.length; i++) {
            to[i] *= i / 3 % 2 == 0 ? 2 : -1;
          }
        };
    Forecaster believed = reference.believed(half, data);
    float[] truth = targets(data.test());
    float[] found = new float[truth.length];
    believed.forecast(data.test(), data.test().rows(), found);
    for (int i = 0; i < truth.length; i++) {
      assertEquals(i / 3 % 2 == 0 ? truth[i] : 0, found[i], 1e-4 * (1 + Math.abs(truth[i])));
    }
  }

  @Test
  void aChannelIsOneOfTheSeries() {
    ForecastData data = wandering();
    WindowSet second = data.channel(1).test();
    float[] both = targets(data.test());
    float[] own = targets(second);
    for (int row = 0; row < second.size(); row++) {
      float[] part = Arrays.copyOfRange(both, row * 6 + 3, row * 6 + 6);
      assertArrayEquals(part, Arrays.copyOfRange(own, row * 3, row * 3 + 3));
    }
    assertTrue(second.size() == data.test().size() && second.channels() == 1);
    assertEquals(data.scaler().factor()[1], data.channel(1).scaler().factor()[0]);
  }
}
