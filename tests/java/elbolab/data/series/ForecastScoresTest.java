package elbolab.data.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.DataException;
import elbolab.math.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ForecastScoresTest {
  /** Two series of two windows: errors 1, 0, 2, 0; truths 1, 10, 3, 10 about their mean 6. */
  @Test
  void smallCaseByHand() {
    ForecastScores scores = ForecastScores.of(2, 1);
    scores.add(new float[] {2, 10, 5, 10}, new float[] {1, 10, 3, 10});
    assertEquals(5 / 4.0, scores.mse(), 1e-15);
    assertEquals(Math.sqrt(5 / (25 + 16 + 9 + 16.0)), scores.rrse(), 1e-15);
    assertEquals(1, scores.corr(), 1e-15, "the second series never moves");
    assertEquals(4, scores.count());
    assertThrows(DataException.class, () -> scores.add(new float[3], new float[3]));
  }

  @Test
  void aPerfectAConstantAndAMirroredForecast() {
    float[] truth = {1, 5, 2, 8, 3, 9, 4, 2};
    ForecastScores perfect = ForecastScores.of(1, 1);
    perfect.add(truth, truth);
    assertEquals(0, perfect.rrse());
    assertEquals(1, perfect.corr(), 1e-15);
    float[] mean = new float[8];
    Arrays.fill(mean, 4.25f);
    ForecastScores constant = ForecastScores.of(1, 1);
    constant.add(mean, truth);
    assertEquals(1, constant.rrse(), 1e-15, "as good as the mean");
    assertTrue(Double.isNaN(constant.corr()), "a constant has no correlation");
    float[] mirrored = new float[8];
    for (int i = 0; i < 8; i++) {
      mirrored[i] = 8.5f - truth[i];
    }
    ForecastScores against = ForecastScores.of(1, 1);
    against.add(mirrored, truth);
    assertEquals(2, against.rrse(), 1e-15);
    assertEquals(-1, against.corr(), 1e-15);
  }

  /** Batches in any cut, a great offset, and textbook sums in one go give the same. */
  @Test
  void streamingEqualsTwoPasses() {
    Rng rng = Rng.of(4, "scores");
    int windows = 500;
    int channels = 3;
    int horizon = 2;
    float[] truth = new float[windows * channels * horizon];
    float[] forecast = new float[truth.length];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = (float) (1_000 + 10 * (i / horizon % channels) + rng.nextGaussian());
      forecast[i] = (float) (truth[i] + 0.5 * rng.nextGaussian());
    }
    Scaler scaler = new Scaler(new double[] {1, 2, 3}, new double[] {2, 0.5, 10});
    ForecastScores scores = ForecastScores.inOriginalUnits(scaler, horizon);
    int width = channels * horizon;
    for (int from = 0; from < windows; from += 7) {
      int to = Math.min(from + 7, windows);
      scores.add(
          Arrays.copyOfRange(forecast, from * width, to * width),
          Arrays.copyOfRange(truth, from * width, to * width));
    }
    assertEquals(windows, scores.count() / width);
    double[] y = new double[truth.length];
    double[] p = new double[truth.length];
    for (int i = 0; i < y.length; i++) {
      int c = i / horizon % channels;
      y[i] = scaler.offset()[c] + scaler.factor()[c] * truth[i];
      p[i] = scaler.offset()[c] + scaler.factor()[c] * forecast[i];
    }
    double mean = Arrays.stream(y).average().orElseThrow();
    double errors = 0;
    double total = 0;
    for (int i = 0; i < y.length; i++) {
      errors += (p[i] - y[i]) * (p[i] - y[i]);
      total += (y[i] - mean) * (y[i] - mean);
    }
    assertEquals(errors / y.length, scores.mse(), 1e-12 * scores.mse());
    assertEquals(Math.sqrt(errors / total), scores.rrse(), 1e-12);
    double corr = 0;
    for (int c = 0; c < channels; c++) {
      corr += correlation(p, y, c, channels, horizon) / channels;
    }
    assertEquals(corr, scores.corr(), 1e-11);
  }

  private static double correlation(double[] p, double[] y, int c, int channels, int horizon) {
    double n = (double) p.length / channels;
    double[] mean = new double[2];
    for (int i = 0; i < p.length; i++) {
      if (i / horizon % channels == c) {
        mean[0] += p[i] / n;
        mean[1] += y[i] / n;
      }
    }
    double py = 0;
    double pp = 0;
    double yy = 0;
    for (int i = 0; i < p.length; i++) {
      if (i / horizon % channels == c) {
        py += (p[i] - mean[0]) * (y[i] - mean[1]);
        pp += (p[i] - mean[0]) * (p[i] - mean[0]);
        yy += (y[i] - mean[1]) * (y[i] - mean[1]);
      }
    }
    return py / Math.sqrt(pp * yy);
  }
}
