package elbolab.reproduce.experiments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import elbolab.data.DataException;
import elbolab.data.TimeSeries;
import elbolab.data.series.WindowOptions;
import elbolab.data.series.WindowSet;
import elbolab.data.series.WindowShape;
import elbolab.math.Rng;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What forecasters see of a series with gaps, on straight lines, where the truth is plain. */
class SparseSeriesTest {
  private static final int LENGTH = 600;

  private final SparseSeries.Cut cut = cut();

  private static SparseSeries.Cut cut() {
    double[] values = new double[2 * LENGTH];
    Arrays.setAll(values, i -> i % 2 == 0 ? i / 2 : 7 - 3 * (i / 2));
    TimeSeries ramp =
        new TimeSeries(
            "ramp",
            Optional.of(LocalDateTime.of(2024, 1, 1, 0, 0)),
            Duration.ofHours(1),
            List.of("up", "down"),
            values);
    WindowOptions options = WindowOptions.of(WindowShape.following(10, 4));
    return SparseSeries.Cut.of(ramp, options, 0.8, Rng.of(1, "removed"));
  }

  @Test
  void aFifthIsLeft() {
    double left = 0;
    for (boolean seen : cut.seen()) {
      left += seen ? 1.0 / LENGTH : 0;
    }
    assertEquals(0.2, left, 4 * Math.sqrt(0.16 / LENGTH));
  }

  /**
   * No input knows of a later hour; targets to learn from lie on the lines, those of tests are
   * true.
   */
  @Test
  void inputsHoldTheLastValueAndTargetsAreLines() {
    for (WindowSet[] pair :
        new WindowSet[][] {
          {cut.sparse().train(), cut.complete().train()},
          {cut.sparse().test(), cut.complete().test()}
        }) {
      int[] rows = pair[0].rows();
      float[] inputs = pair[0].inputs(rows).toArray();
      float[] truth = pair[1].inputs(rows).toArray();
      double step = truth[1] - truth[0];
      for (int i = 0; i < inputs.length; i++) {
        int t = pair[0].start(i / 20) + i % 10;
        int age = 0;
        while (!cut.seen()[t - age]) {
          age++;
        }
        double sign = i / 10 % 2 == 0 ? 1 : -1;
        assertEquals(truth[i] - sign * age * step, inputs[i], 1e-4);
      }
      assertArrayEquals(pair[1].targets(rows).toArray(), pair[0].targets(rows).toArray(), 1e-5f);
    }
  }

  @Test
  void onlyWindowsOfTheSameStepsGoTogether() {
    assertThrows(DataException.class, () -> cut.sparse().train().asking(cut.complete().test()));
  }
}
