package elbolab.data.series;

import elbolab.data.DataException;

/**
 * What the numbers of a window are counted from: x' = (x − c)/s and y' = (y − ŷ)/s with a level c
 * and a scale s of the window's own inputs, and a plain forecast ŷ of its targets. A model of such
 * windows sees no shift of level or scale from one block to the next, and is asked only for what
 * the plain forecast leaves open.
 *
 * @param plain forecasts from the windows as they are; null takes the level for each step
 */
public record Reference(Level level, boolean scaled, Forecaster plain) {
  /** Added to the variance of a window, which may be 0; the series have variance 1 or so. */
  private static final double LEAST_VARIANCE = 0.01;

  /** c of a window's inputs, series by series. */
  public enum Level {
    NONE,
    LAST,
    MEAN;

    private double of(float[] x, int at, int length) {
      return switch (this) {
        case NONE -> 0;
        case LAST -> x[at + length - 1];
        case MEAN -> mean(x, at, length);
      };
    }
  }

  /** A level alone, which is also the plain forecast. */
  public static Reference level(Level level) {
    return new Reference(level, false, null);
  }

  public Reference scaled(boolean wanted) {
    return new Reference(level, wanted, plain);
  }

  public Reference plain(Forecaster forecaster) {
    return new Reference(level, scaled, forecaster);
  }

  private static double mean(float[] x, int at, int length) {
    double sum = 0;
    for (int t = 0; t < length; t++) {
      sum += x[at + t];
    }
    return sum / length;
  }

  private double scale(float[] x, int at, int length) {
    if (!scaled) {
      return 1;
    }
    double mean = mean(x, at, length);
    double squares = 0;
    for (int t = 0; t < length; t++) {
      squares += (x[at + t] - mean) * (x[at + t] - mean);
    }
    return Math.sqrt(squares / length + LEAST_VARIANCE);
  }

  /** s of some windows, [B, l]. */
  double[] scales(WindowSet windows, int[] rows) {
    int length = windows.shape().lookBack();
    double[] scales = new double[rows.length * windows.channels()];
    float[] x = new float[scaled ? scales.length * length : 0];
    if (scaled) {
      windows.inputs(rows, x);
    }
    for (int i = 0; i < scales.length; i++) {
      scales[i] = scale(x, i * length, length);
    }
    return scales;
  }

  /** Turns x of some windows, [B, l, L], into x'. */
  void inputs(WindowSet windows, int count, float[] x) {
    int length = windows.shape().lookBack();
    for (int at = 0; at < count * windows.channels() * length; at += length) {
      double c = level.of(x, at, length);
      double s = scale(x, at, length);
      for (int t = 0; t < length; t++) {
        x[at + t] = (float) ((x[at + t] - c) / s);
      }
    }
  }

  /** Turns y of some windows, [B, l, H], into y'. */
  void targets(WindowSet plainWindows, int[] rows, float[] y) {
    each(plainWindows, rows, y, (value, expected, scale) -> (value - expected) / scale);
  }

  /** Turns y' into y. */
  void restore(WindowSet plainWindows, int[] rows, float[] y) {
    each(plainWindows, rows, y, (value, expected, scale) -> expected + scale * value);
  }

  private interface Change {
    double of(double value, double expected, double scale);
  }

  private void each(WindowSet windows, int[] rows, float[] y, Change change) {
    int length = windows.shape().lookBack();
    int horizon = windows.shape().horizon();
    float[] x = new float[rows.length * windows.channels() * length];
    windows.inputs(rows, x);
    float[] expected = new float[rows.length * windows.channels() * horizon];
    if (plain != null) {
      plain.forecast(windows, rows, expected);
    }
    for (int series = 0; series < rows.length * windows.channels(); series++) {
      double c = level.of(x, series * length, length);
      double s = scale(x, series * length, length);
      for (int k = series * horizon; k < (series + 1) * horizon; k++) {
        y[k] = (float) change.of(y[k], plain == null ? c : expected[k], s);
      }
    }
  }

  /** Forecasts windows as they are, by one that forecasts windows that are counted from this. */
  public Forecaster restored(Forecaster inner) {
    return (windows, rows, to) -> {
      inner.forecast(windows.relativeTo(this), rows, to);
      restore(windows, rows, to);
    };
  }

  /**
   * ŷ + κ (f − ŷ), for each series with the κ in [0, 1] that makes the least mean square on the
   * validation block: as much of a model's correction f − ŷ of the plain forecast as proved right.
   */
  public Forecaster believed(Forecaster f, ForecastData data) {
    if (plain == null) {
      throw new DataException("nothing to correct: a plain forecast is needed");
    }
    WindowSet windows = data.validation();
    int horizon = windows.shape().horizon();
    int[] rows = windows.rows();
    float[][] both = {
      new float[rows.length * windows.channels() * horizon],
      new float[rows.length * windows.channels() * horizon]
    };
    plain.forecast(windows, rows, both[0]);
    f.forecast(windows, rows, both[1]);
    float[] truth = new float[both[0].length];
    windows.targets(rows, truth);
    double[] product = new double[windows.channels()];
    double[] square = new double[windows.channels()];
    for (int i = 0; i < truth.length; i++) {
      int series = i / horizon % product.length;
      double correction = both[1][i] - both[0][i];
      product[series] += correction * (truth[i] - both[0][i]);
      square[series] += correction * correction;
    }
    double[] kappa = new double[product.length];
    for (int c = 0; c < kappa.length; c++) {
      kappa[c] = square[c] > 0 ? Math.max(0, Math.min(1, product[c] / square[c])) : 0;
    }
    return shrunk(f, kappa);
  }

  private Forecaster shrunk(Forecaster f, double[] kappa) {
    return (windows, rows, to) -> {
      f.forecast(windows, rows, to);
      int horizon = windows.shape().horizon();
      float[] expected = new float[rows.length * windows.channels() * horizon];
      plain.forecast(windows, rows, expected);
      for (int i = 0; i < expected.length; i++) {
        double k = kappa[i / horizon % kappa.length];
        to[i] = (float) (expected[i] + k * (to[i] - expected[i]));
      }
    };
  }
}
