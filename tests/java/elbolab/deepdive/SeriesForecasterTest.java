package elbolab.deepdive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.DataException;
import elbolab.data.TimeSeries;
import elbolab.math.Rng;
import elbolab.vae.Fit;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesForecasterTest {
  private static TimeSeries hours(int length, IntToDoubleFunction value) {
    double[] values = IntStream.range(0, length).mapToDouble(value).toArray();
    Optional<LocalDateTime> start = Optional.of(LocalDateTime.of(2024, 1, 1, 0, 0));
    return new TimeSeries("made", start, Duration.ofHours(1), List.of("a"), values);
  }

  /** A tide without noise goes on as it was, in its own units, and the interval is tight. */
  @Test
  void whatFollowsASine() {
    IntToDoubleFunction tide = t -> 50 + 7 * StrictMath.sin(2 * Math.PI * t / 24);
    TimeSeries series = hours(24 * 30, tide);
    SeriesForecaster found = SeriesForecaster.fit(series, 48, 6, Fit.steps(5).batch(16));
    double[][] next = found.next(0.9)[0];
    for (int h = 0; h < 6; h++) {
      assertEquals(tide.applyAsDouble(series.length() + h), next[h][1], 0.05);
      assertTrue(next[h][0] <= next[h][1] + 1e-3 && next[h][1] <= next[h][2] + 1e-3);
    }
  }

  /**
   * Two pulses of a day, ±1 each, and their product as a third: no linear model tells anything of
   * it, a network does. The whole beats the autoregression, and its intervals hold.
   */
  @Test
  void learnsWhatAnAutoregressionLeavesOpen() {
    Rng rng = Rng.of(3, "pulses");
    double[] x = new double[24 * 250];
    for (int day = 0; day < 250; day++) {
      double first = rng.nextDouble() < 0.5 ? -1 : 1;
      double second = rng.nextDouble() < 0.5 ? -1 : 1;
      for (int hour = 0; hour < 24; hour++) {
        double pulse = hour == 2 ? first : hour == 6 ? second : hour == 12 ? 2 * first * second : 0;
        x[24 * day + hour] = pulse + 0.1 * rng.nextGaussian();
      }
    }
    TimeSeries series = hours(x.length, t -> x[t]);
    Fit how = Fit.steps(1200).batch(64).rate(3e-3, 3e-4).seed(1);
    SeriesForecaster found = SeriesForecaster.fit(series, 24, 6, how);
    double gain = found.scores().mse() / found.plainScores().mse();
    assertTrue(gain < 0.9, "mean square beside that of the autoregression: " + gain);
    assertEquals(0.9, found.coverage(0.9), 0.04);
  }

  @Test
  void theSameSeedForecastsTheSame() {
    TimeSeries series = hours(600, t -> t % 24 + Rng.of(1, "n").stream("t", t).nextGaussian());
    Fit how = Fit.steps(20).batch(16).seed(4);
    double[][] once = SeriesForecaster.fit(series, 24, 3, how).next(0.5)[0];
    double[][] again = SeriesForecaster.fit(series, 24, 3, how).next(0.5)[0];
    for (int h = 0; h < 3; h++) {
      assertArrayEquals(once[h], again[h], 0);
    }
  }

  @Test
  void fiftyStepsAreFewButNotTooFew() {
    TimeSeries fifty = hours(50, t -> 3.0 * t);
    assertEquals(3, SeriesForecaster.fit(fifty, 3, Fit.steps(3).batch(4)).next(0.9)[0].length);
    DataException few =
        assertThrows(
            DataException.class, () -> SeriesForecaster.fit(fifty, 24, Fit.steps(3).batch(4)));
    assertTrue(few.getMessage().contains("50 steps are too few"), few.getMessage());
  }
}
