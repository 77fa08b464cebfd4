package elbolab.data.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import elbolab.data.TimeSeries;
import elbolab.data.series.Reference.Level;
import elbolab.math.Rng;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorDistributionTest {
  private static final int LENGTH = 20_000;
  private static final Reference AS_IT_IS = Reference.level(Level.NONE);
  private static final Forecaster ZERO = (windows, rows, to) -> Arrays.fill(to, 0);

  /** Independent normal numbers: the best forecast is 0, its errors are N(0, 1). */
  private static ForecastData noise() {
    double[] values = new double[LENGTH];
    Rng rng = Rng.of(2, "noise");
    for (int t = 0; t < LENGTH; t++) {
      values[t] = rng.nextGaussian();
    }
    TimeSeries series =
        new TimeSeries("noise", Optional.empty(), Duration.ofHours(1), List.of("a"), values);
    return ForecastData.of(
        series, WindowOptions.of(WindowShape.atDistance(3, 1)).with(Scaling.NONE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8, 0.9, 0.95})
  void intervalsHoldThePartThatTheySay(double part) {
    ForecastData data = noise();
    ErrorDistribution errors = ErrorDistribution.of(ZERO, data, AS_IT_IS);
    // A share of n, twice: of the validation block that sets the ends, and of the test block.
    double error = 4 * Math.sqrt(2 * part * (1 - part) / data.test().size());
    assertEquals(part, errors.coverage(data.test(), part), error);
    assertEquals(part, errors.normalCoverage(data.test(), part), error);
  }

  /** Of a forecast that is right about N(0, 1) the score is 1/√π on average. */
  @Test
  void theScoreOfTheRightDistribution() {
    ForecastData data = noise();
    ErrorDistribution errors = ErrorDistribution.of(ZERO, data, AS_IT_IS);
    assertEquals(1 / Math.sqrt(Math.PI), errors.rankedScore(data.test()), 0.02);
    assertEquals(1 / Math.sqrt(Math.PI), errors.normalRankedScore(data.test()), 0.02);
  }

  /** The fast sum is the definition, over all pairs. */
  @Test
  void theScoreByItsDefinition() {
    double[] values = {0, 1, 3, 2, 5, 4, 1, 2, 6, 3, 4, 2, 1, 5, 3, 2, 7, 4, 2, 6};
    TimeSeries series =
        new TimeSeries("few", Optional.empty(), Duration.ofHours(1), List.of("a"), values);
    ForecastData data =
        ForecastData.of(series, WindowOptions.of(WindowShape.atDistance(2, 1)).with(Scaling.NONE));
    Reference scaled = Reference.level(Level.MEAN).scaled(true);
    ErrorDistribution errors = ErrorDistribution.of(Forecaster.lastValue(), data, scaled);
    double[] known = byHand(data.validation(), scaled);
    double[] seen = byHand(data.test(), scaled);
    double[] scales = scaled.scales(data.test(), data.test().rows());
    double expected = 0;
    for (int i = 0; i < seen.length; i++) {
      double away = 0;
      double apart = 0;
      for (double x : known) {
        away += Math.abs(x - seen[i]) / known.length;
        for (double other : known) {
          apart += Math.abs(x - other) / (known.length * known.length);
        }
      }
      expected += scales[i] * (away - apart / 2) / seen.length;
    }
    assertEquals(expected, errors.rankedScore(data.test()), 1e-6);
  }

  private static double[] byHand(WindowSet windows, Reference reference) {
    double[] scales = reference.scales(windows, windows.rows());
    double[] errors = new double[windows.size()];
    for (int row = 0; row < errors.length; row++) {
      float[] x = windows.inputs(row).toArray();
      errors[row] = (windows.targets(row).toArray()[0] - x[1]) / scales[row];
    }
    return errors;
  }
}
