package elbolab.data.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.TimeSeries;
import elbolab.math.Quantile;
import elbolab.math.Rng;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrideTimesTest {
  private static final int[] ROTATION = {0, 1, 2};

  private static TimeSeries series(double[] values) {
    return new TimeSeries(
        "foot", Optional.empty(), Duration.ofMillis(10), List.of("x", "y", "z"), values);
  }

  /** Two harmonics of a stride, and noise; stands still before and after. */
  private static double[] walk(double seconds, int still, int length, Rng rng) {
    double[] values = new double[3 * length];
    for (int t = 0; t < length; t++) {
      double turn = 2 * Math.PI * t / (100 * seconds);
      boolean walks = t >= still && t < length - still;
      for (int c = 0; c < 3; c++) {
        double wave = Math.sin(turn + c) + 0.8 * Math.sin(2 * turn + 2 * c);
        values[3 * t + c] = (walks ? wave : 0) + 0.1 * rng.nextGaussian();
      }
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 1.1, 1.45, 2.1})
  void ofAStrideThatRepeats(double seconds) {
    StrideTimes times =
        StrideTimes.of(series(walk(seconds, 0, 1500, Rng.of(1, "noise"))), ROTATION);
    for (int t = 0; t < 1500; t++) {
      assertEquals(seconds, times.seconds(t), 0.0101, "step " + t);
      assertTrue(times.likeness(t) > 0.9);
    }
  }

  /** How the sensor is turned on the foot changes nothing. */
  @Test
  void ofATurnedSensor() {
    double[] values = walk(1.2, 0, 800, Rng.of(2, "noise"));
    double[] turned = new double[values.length];
    double c = Math.cos(0.7);
    double s = Math.sin(0.7);
    for (int t = 0; t < 800; t++) {
      turned[3 * t] = c * values[3 * t] - s * values[3 * t + 1];
      turned[3 * t + 1] = s * values[3 * t] + c * values[3 * t + 1];
      turned[3 * t + 2] = -values[3 * t + 2];
    }
    StrideTimes before = StrideTimes.of(series(values), ROTATION);
    StrideTimes after = StrideTimes.of(series(turned), ROTATION);
    for (int t = 0; t < 800; t++) {
      assertEquals(before.likeness(t), after.likeness(t), 1e-9);
      assertEquals(before.seconds(t), after.seconds(t), 0);
    }
  }

  @Test
  void whoStandsDoesNotWalk() {
    StrideTimes times = StrideTimes.of(series(walk(1.2, 600, 3000, Rng.of(3, "noise"))), ROTATION);
    int[] walk = times.longestWalk(0.5);
    // The sums reach 1.25 s to each side, and half a lag.
    assertEquals(600, walk[0], 200);
    assertEquals(2400, walk[1], 200);
    assertArrayEquals(new int[] {0, 0}, times.longestWalk(2));
  }

  /** Strides whose lengths vary by 4 %, known because they are made here. */
  @Test
  void ofStridesThatVary() {
    SyntheticGait gait =
        SyntheticGait.generate(new SyntheticGait.Options(2, 30, 100, 0.1), Rng.of(4, "gait"));
    double[] errors = new double[gait.strides().size()];
    int i = 0;
    for (SyntheticGait.Stride stride : gait.strides()) {
      TimeSeries foot = gait.recordings().get(stride.recording()).series();
      StrideTimes times = StrideTimes.of(foot, 3, 4, 5);
      double truth = (stride.end() - stride.begin()) / 100.0;
      double told = times.seconds((stride.begin() + stride.end()) / 2);
      errors[i++] = Math.abs(told / truth - 1);
    }
    // A stride in the middle of two others: their mean differs from it by 3 % or so.
    assertTrue(Quantile.of(errors, 0.5) < 0.04, "median " + Quantile.of(errors, 0.5));
    assertTrue(Quantile.of(errors, 0.95) < 0.12, "one in twenty " + Quantile.of(errors, 0.95));
  }
}
