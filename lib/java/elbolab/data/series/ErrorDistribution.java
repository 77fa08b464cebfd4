package elbolab.data.series;

import elbolab.data.DataException;
import elbolab.math.BellIntegral;
import elbolab.math.DoubleMath;
import java.util.Arrays;

/**
 * How wrong a forecaster was on the validation block, series by series and step by step: added to a
 * new forecast it is the distribution of what will happen (split conformal prediction: an interval
 * of it holds the part that it says, if the errors to come are like those on the validation block).
 * Errors are counted in the scale of the window's inputs where a {@link Reference} scales them, so
 * that a restless stretch has wide intervals.
 */
public final class ErrorDistribution {
  private final Forecaster forecaster;
  private final Reference scale;

  /** Errors of each series and step on the validation block in ascending order. */
  private final double[][] errors;

  private ErrorDistribution(Forecaster forecaster, Reference scale, double[][] errors) {
    this.forecaster = forecaster;
    this.scale = scale;
    this.errors = errors;
  }

  /**
   * @param scale whose scale errors are counted in; {@code Reference.level(Level.NONE)} takes them
   *     as they are
   */
  public static ErrorDistribution of(Forecaster forecaster, ForecastData data, Reference scale) {
    WindowSet windows = data.validation();
    double[][] found = errors(forecaster, windows, scale);
    if (found[0].length < 2) {
      throw new DataException(
          "%d validation windows: intervals need two or more".formatted(found[0].length));
    }
    Arrays.stream(found).forEach(Arrays::sort);
    return new ErrorDistribution(forecaster, scale, found);
  }

  /** [series, step][window]. */
  private static double[][] errors(Forecaster forecaster, WindowSet windows, Reference scale) {
    int[] rows = windows.rows();
    int each = windows.channels() * windows.shape().horizon();
    float[] forecast = new float[rows.length * each];
    forecaster.forecast(windows, rows, forecast);
    float[] truth = new float[forecast.length];
    windows.targets(rows, truth);
    double[] scales = scale.scales(windows, rows);
    double[][] errors = new double[each][rows.length];
    for (int i = 0; i < truth.length; i++) {
      double s = scales[i / windows.shape().horizon()];
      errors[i % each][i / each] = ((double) truth[i] - forecast[i]) / s;
    }
    return errors;
  }

  /** Where the interval of this part begins and ends, as errors of a series and step. */
  private double[] ends(int which, double part) {
    double[] sorted = errors[which];
    int n = sorted.length;
    // With n errors known, the next one is as likely to fall into each of n + 1 gaps.
    double low = (n + 1) * (1 - part) / 2;
    int first = (int) Math.max(1, Math.floor(low));
    return new double[] {sorted[Math.min(n, first) - 1], sorted[Math.max(1, n + 1 - first) - 1]};
  }

  /** The ends of the intervals of some windows, [B, l, H], each with this part of the future. */
  public double[][] interval(WindowSet windows, int[] rows, double part) {
    if (!(part > 0 && part < 1)) {
      throw new IllegalArgumentException(
          "part = " + part + ": must lie between 0 and 1, the part of the future it should hold");
    }
    int horizon = windows.shape().horizon();
    float[] forecast = new float[rows.length * errors.length];
    forecaster.forecast(windows, rows, forecast);
    double[] scales = scale.scales(windows, rows);
    double[][] ends = new double[forecast.length][];
    for (int i = 0; i < ends.length; i++) {
      double s = scales[i / horizon];
      double[] error = ends(i % errors.length, part);
      ends[i] = new double[] {forecast[i] + s * error[0], forecast[i] + s * error[1]};
    }
    return ends;
  }

  /** The part of the numbers of a block that came to lie in their intervals. */
  public double coverage(WindowSet windows, double part) {
    double[][] ends = interval(windows, windows.rows(), part);
    float[] truth = windows.targets(windows.rows()).toArray();
    int inside = 0;
    for (int i = 0; i < truth.length; i++) {
      inside += ends[i][0] <= truth[i] && truth[i] <= ends[i][1] ? 1 : 0;
    }
    return (double) inside / truth.length;
  }

  /**
   * The mean continuous ranked probability score of a block, E|X − y| − ½E|X − X'| with X and X'
   * from the distribution (Gneiting and Raftery 2007, eq. 21), on the scale of the windows: lower
   * is better.
   */
  public double rankedScore(WindowSet windows) {
    double[][] found = errors(forecaster, windows, scale);
    double[] scales = scale.scales(windows, windows.rows());
    double sum = 0;
    for (int k = 0; k < found.length; k++) {
      double[] sorted = errors[k];
      double[] before = new double[sorted.length + 1];
      double apart = 0;
      for (int i = 0; i < sorted.length; i++) {
        before[i + 1] = before[i] + sorted[i];
        apart += sorted[i] * i - before[i];
      }
      double n = sorted.length;
      int series = k / windows.shape().horizon();
      for (int row = 0; row < found[k].length; row++) {
        double y = found[k][row];
        int at = Arrays.binarySearch(sorted, y);
        int below = at < 0 ? -at - 1 : at;
        double away =
            y * below - before[below] + before[sorted.length] - before[below] - y * (n - below);
        sum += scales[row * windows.channels() + series] * (away / n - apart / (n * n));
      }
    }
    return sum / (found.length * (double) found[0].length);
  }

  /**
   * The same score where the errors are taken for normal with the variance that they had: what is
   * usually put around an autoregression.
   */
  public double normalRankedScore(WindowSet windows) {
    double[][] found = errors(forecaster, windows, scale);
    double[] scales = scale.scales(windows, windows.rows());
    double sum = 0;
    for (int k = 0; k < found.length; k++) {
      double sigma = deviation(errors[k]);
      int series = k / windows.shape().horizon();
      for (int row = 0; row < found[k].length; row++) {
        double u = found[k][row] / sigma;
        double density = DoubleMath.exp(-0.5 * u * u) / Math.sqrt(2 * Math.PI);
        double score =
            u * (2 * BellIntegral.normalCdf(u) - 1) + 2 * density - 1 / Math.sqrt(Math.PI);
        sum += scales[row * windows.channels() + series] * sigma * score;
      }
    }
    return sum / (found.length * (double) found[0].length);
  }

  /** The part that lies in the normal interval of this part, for comparison. */
  public double normalCoverage(WindowSet windows, double part) {
    double[][] found = errors(forecaster, windows, scale);
    int inside = 0;
    for (int k = 0; k < found.length; k++) {
      double sigma = deviation(errors[k]);
      for (double error : found[k]) {
        inside += 2 * BellIntegral.normalCdf(Math.abs(error) / sigma) - 1 <= part ? 1 : 0;
      }
    }
    return inside / (found.length * (double) found[0].length);
  }

  private static double deviation(double[] errors) {
    return Math.sqrt(Arrays.stream(errors).map(e -> e * e).average().orElseThrow());
  }
}
