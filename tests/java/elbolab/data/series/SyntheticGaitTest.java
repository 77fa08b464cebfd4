package elbolab.data.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.TimeSeries;
import elbolab.data.series.SyntheticGait.Options;
import elbolab.data.series.SyntheticGait.Stride;
import elbolab.math.Moments;
import elbolab.math.Rng;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticGaitTest {
  private static final SyntheticGait GAIT =
      SyntheticGait.generate(Options.DEFAULT, Rng.of(1, "gait"));

  /** Figure 2 of DeepDIVE: normal strides are the longest, shuffling ones the shortest. */
  @Test
  void lengthsFollowTheGaitType() {
    Moments[] lengths = {new Moments(), new Moments(), new Moments()};
    for (Stride stride : GAIT.strides()) {
      lengths[stride.type().ordinal()].add(stride.metres());
      assertTrue(stride.metres() > 0 && stride.metres() < 1.4);
    }
    for (Moments each : lengths) {
      assertEquals(400, each.count());
    }
    double normal = lengths[0].mean();
    double stroke = lengths[1].mean();
    double shuffle = lengths[2].mean();
    assertTrue(
        normal > stroke + 0.2 && stroke > shuffle + 0.2, normal + " " + stroke + " " + shuffle);
  }

  /** Assumption 2 of DeepDIVE fails: the labels know of each other. */
  @Test
  void labelsDependOnEachOther() {
    WindowOptions options =
        WindowOptions.of(Options.DEFAULT.shape()).with(BlockRatio.EIGHT_ONE_ONE);
    ForecastData data = ForecastData.of(GAIT.recordings(), options);
    WindowLabel type = data.train().label("gait type");
    WindowLabel length = data.train().label("stride length");
    assertEquals(3, type.classCount());
    assertEquals(14, length.classCount());
    double shared = SyntheticLoadTest.mutualInformation(type, length);
    double whole = SyntheticLoadTest.mutualInformation(type, type);
    assertTrue(shared > 0.7 * whole, shared + " of " + whole + " nats");
    assertEquals(50, data.train().shape().lookBack());
    assertEquals(40, data.train().shape().horizon());
  }

  @Test
  void labelsOfStepsAreTheStrides() {
    for (Stride stride : GAIT.strides()) {
      Recording recording = GAIT.recordings().get(stride.recording());
      for (int t = stride.begin(); t < stride.end(); t++) {
        assertEquals(stride.type().ordinal(), recording.labels().get(0).classes()[t]);
        assertEquals((int) (stride.metres() * 10), recording.labels().get(1).classes()[t]);
      }
    }
  }

  /** The channels repeat after a stride; their swing grows with its length. */
  @Test
  void wavesHaveTheStridesPeriodAndSize() {
    for (int r = 0; r < 3; r++) {
      TimeSeries series = GAIT.recordings().get(r).series();
      List<Stride> walk = new ArrayList<>();
      for (Stride stride : GAIT.strides()) {
        if (stride.recording() == r) {
          walk.add(stride);
        }
      }
      double mean = (double) series.length() / walk.size();
      double[] channel = series.channel("gyro z");
      int best = 0;
      for (int lag = (int) (0.6 * mean); lag < 1.5 * mean; lag++) {
        best = best == 0 || product(channel, lag) > product(channel, best) ? lag : best;
      }
      assertEquals(mean, best, 0.06 * mean, series.name());
    }
    assertTrue(correlationOfSizeWithLength() > 0.9, "" + correlationOfSizeWithLength());
  }

  private static double product(double[] x, int lag) {
    double sum = 0;
    for (int t = lag; t < x.length; t++) {
      sum += x[t] * x[t - lag];
    }
    return sum / (x.length - lag);
  }

  /** Within normal walks alone, so that the types' own shapes do not help. */
  private static double correlationOfSizeWithLength() {
    List<double[]> pairs = new ArrayList<>();
    for (Stride stride : GAIT.strides()) {
      if (stride.type() == GaitType.NORMAL) {
        TimeSeries series = GAIT.recordings().get(stride.recording()).series();
        double squares = 0;
        for (int t = stride.begin(); t < stride.end(); t++) {
          squares += Math.pow(series.value(t, 5), 2);
        }
        double size = Math.sqrt(squares / (stride.end() - stride.begin()));
        pairs.add(new double[] {size, stride.metres()});
      }
    }
    double[] mean = new double[2];
    pairs.forEach(
        p -> {
          mean[0] += p[0] / pairs.size();
          mean[1] += p[1] / pairs.size();
        });
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (double[] p : pairs) {
      xy += (p[0] - mean[0]) * (p[1] - mean[1]);
      xx += (p[0] - mean[0]) * (p[0] - mean[0]);
      yy += (p[1] - mean[1]) * (p[1] - mean[1]);
    }
    return xy / Math.sqrt(xx * yy);
  }

  /** The same strides at any rate, and the paper's window at the data set's rate. */
  @Test
  void rateChangesTheSamplesNotTheWalk() {
    Options fine = new Options(2, 5, 1_000, 0.1);
    Options coarse = new Options(2, 5, 100, 0.1);
    assertEquals(new WindowShape(1_000, 0, 800), fine.shape());
    SyntheticGait one = SyntheticGait.generate(fine, Rng.of(4, "gait"));
    SyntheticGait other = SyntheticGait.generate(coarse, Rng.of(4, "gait"));
    for (int i = 0; i < one.strides().size(); i++) {
      assertEquals(one.strides().get(i).metres(), other.strides().get(i).metres());
      assertEquals(one.strides().get(i).begin() / 10.0, other.strides().get(i).begin(), 3);
    }
    SyntheticGait again = SyntheticGait.generate(coarse, Rng.of(4, "gait"));
    assertArrayEquals(
        other.recordings().get(5).series().values(), again.recordings().get(5).series().values());
  }
}
