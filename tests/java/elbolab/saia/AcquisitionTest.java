package elbolab.saia;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Observed;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whole paths on a model whose beliefs are exact. */
class AcquisitionTest {
  private static final LinearGaussianModel MODEL =
      new LinearGaussianModel(
          new double[][] {{0.5}, {1}, {-0.8}, {0.2}, {1}}, new double[] {1, 0.3, 0.5, 1, 0.3});
  private static final Observed ROWS = MODEL.rows(400, Rng.of(1, "rows"));
  private static final Acquisition ACQUISITION = Acquisition.of(MODEL, 300, 1);

  private static AcquisitionPaths paths(Reward reward) {
    return ACQUISITION.run(ROWS, reward);
  }

  @Test
  void everyRowAcquiresEveryFeatureOnce() {
    AcquisitionPaths paths = paths(new RandomOrder());
    assertEquals(4, paths.steps());
    for (int r = 0; r < paths.rows(); r++) {
      int row = r;
      int[] order =
          java.util.stream.IntStream.range(0, 4)
              .map(t -> paths.acquired(t, row))
              .sorted()
              .toArray();
      assertArrayEquals(new int[] {0, 1, 2, 3}, order);
      assertEquals(-1, paths.acquired(4, r));
    }
  }

  @Test
  void curvesBeginAndEndTogetherAndInformationIsAhead() {
    AcquisitionPaths random = paths(new RandomOrder());
    AcquisitionPaths informed = paths(HistogramReward.standard());
    for (Measure measure : new Measure[] {Measure.RMSE, Measure.LOG_LIKELIHOOD}) {
      double[] one = random.curve(measure);
      double[] other = informed.curve(measure);
      assertEquals(one[0], other[0], 1e-12);
      assertEquals(one[4], other[4], 1e-12);
    }
    double ahead = random.area(Measure.RMSE) - informed.area(Measure.RMSE);
    assertTrue(ahead > 0.03, "ahead by " + ahead);
    assertTrue(informed.area(Measure.LOG_LIKELIHOOD) > random.area(Measure.LOG_LIKELIHOOD));
  }

  @Test
  void theBeginningIsThePrior() {
    AcquisitionPaths paths = paths(HistogramReward.standard());
    // y ~ N(0, 1.3) with nothing known: the mean log density and the deviation of the rows.
    double[] y = Acquisition.targets(MODEL.features(), ROWS.values().toArray());
    double square = Arrays.stream(y).map(v -> v * v).average().orElseThrow();
    assertEquals(Math.sqrt(square), paths.curve(Measure.RMSE)[0], 1e-6);
    double logDensity = -0.5 * (square / 1.3 + DoubleMath.log(1.3) + DoubleMath.log(2 * Math.PI));
    assertEquals(logDensity, paths.curve(Measure.LOG_LIKELIHOOD)[0], 1e-6);
  }

  /** Of 400 rows at every step, with 300 draws: within 4 standard errors of 90 %. */
  @Test
  void anExactBeliefCoversWhatItSays() {
    for (double coverage : paths(HistogramReward.standard()).curve(Measure.COVERAGE)) {
      assertEquals(0.9, coverage, 4 * Math.sqrt(0.9 * 0.1 / 400) + 0.01);
    }
  }

  @Test
  void theSameSeedGivesTheSamePaths() {
    assertArrayEquals(
        paths(HistogramReward.standard()).curve(Measure.RMSE),
        paths(HistogramReward.standard()).curve(Measure.RMSE));
  }

  @Test
  void whatIsMissingInTheTruthIsNotAcquired() {
    float[] marks = new float[10];
    Arrays.fill(marks, 1);
    marks[1] = 0;
    Observed truth = MODEL.rows(2, Rng.of(2, "rows")).hide(Tensor.of(marks, 2, 5));
    AcquisitionPaths paths = ACQUISITION.run(truth, HistogramReward.standard());
    assertEquals(4, paths.steps());
    assertEquals(-1, paths.acquired(3, 0), "three features were there");
    assertEquals(1, paths.acquired(0, 1), "the best one of all");
    for (int t = 0; t < 3; t++) {
      assertTrue(paths.acquired(t, 0) != 1 && paths.acquired(t, 0) >= 0);
    }
  }

  @Test
  void areaIsTheMeanHeightOfTrapezoids() {
    assertEquals((0.5 * 4 + 2 + 0.5) / 2, AcquisitionPaths.area(4, 2, 1), 1e-15);
    assertEquals(3, AcquisitionPaths.area(3), 0);
  }

  @Test
  void budgetsAndThresholdsStopRows() {
    FixedOrder order = new FixedOrder(0.4, 0.3, 0.2, 0.1);
    AcquisitionPaths paths = paths(order);
    double[] costs = {1, 2, 3, 4};
    assertEquals(0, paths.affordable(0.5, costs)[0]);
    assertEquals(1, paths.affordable(2.5, costs)[0]);
    assertEquals(3, paths.affordable(6, costs)[7]);
    assertEquals(4, paths.affordable(100, costs)[7]);
    assertEquals(2, paths.stopped(0.25)[3]);
    assertEquals(4, paths.stopped(0)[3]);
    assertEquals(paths.curve(Measure.RMSE)[2], paths.at(Measure.RMSE, paths.stopped(0.25)), 1e-15);
  }

  @Test
  void aCommonOrderIsTheSameForAllRows() {
    AcquisitionPaths paths = paths(new CommonOrder(HistogramReward.standard()));
    for (int t = 0; t < 4; t++) {
      for (int r = 1; r < paths.rows(); r++) {
        assertEquals(paths.acquired(t, 0), paths.acquired(t, r));
      }
    }
  }

  @Test
  void fewerThanTwoDrawsAreRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Acquisition.of(MODEL, 1, 1))
            .getMessage();
    assertTrue(message.startsWith("draws = 1: must be at least 2"), message);
  }
}
