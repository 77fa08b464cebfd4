package elbolab.data.series;

import elbolab.data.DataException;
import java.util.Arrays;

/**
 * Scores of forecasts, over all windows and series that were added:
 *
 * <p>RRSE = √(Σ(ŷ − y)²) / √(Σ(y − ȳ)²), where ȳ is one mean over everything, as in LSTNet; 1 is as
 * good as that mean (LSTNet's code divides by n − 1 in places, which adds up to 1/2n: 0.03 % for
 * exchange rates);
 *
 * <p>CORR = the mean over the series of the correlation of ŷ with y, without the series whose y
 * never moves, as in LSTNet; the steps of a longer horizon are taken together;
 *
 * <p>MSE = the mean of (ŷ − y)².
 *
 * <p>Sums are held per series in doubles and do not cancel (Welford 1962); nothing else is stored.
 * RRSE and MSE depend on the units of the series: published ones are in those of the file ({@link
 * #inOriginalUnits}), so that large series count most.
 */
public final class ForecastScores {
  private static final int BATCH = 256;

  private final Scaler scaler;
  private final int horizon;
  private final long[] count;
  private final double[] meanForecast;
  private final double[] meanTruth;
  private final double[] varianceForecast;
  private final double[] varianceTruth;
  private final double[] covariance;
  private double squaredErrors;

  private ForecastScores(Scaler scaler, int horizon) {
    int channels = scaler.factor().length;
    this.scaler = scaler;
    this.horizon = horizon;
    count = new long[channels];
    meanForecast = new double[channels];
    meanTruth = new double[channels];
    varianceForecast = new double[channels];
    varianceTruth = new double[channels];
    covariance = new double[channels];
  }

  /** Of numbers as they are, [B, l, H]. */
  public static ForecastScores of(int channels, int horizon) {
    double[] ones = new double[channels];
    Arrays.fill(ones, 1);
    return new ForecastScores(new Scaler(new double[channels], ones), horizon);
  }

  /** Of numbers that are brought back to the units of the file before they are compared. */
  public static ForecastScores inOriginalUnits(Scaler scaler, int horizon) {
    return new ForecastScores(scaler, horizon);
  }

  /** All windows of a set, in original units. */
  public static ForecastScores of(Forecaster forecaster, ForecastData data, WindowSet windows) {
    return inOriginalUnits(data.scaler(), windows.shape().horizon()).addAll(forecaster, windows);
  }

  /** All windows of a set, as they are scaled. */
  public static ForecastScores scaled(Forecaster forecaster, WindowSet windows) {
    return of(windows.channels(), windows.shape().horizon()).addAll(forecaster, windows);
  }

  private ForecastScores addAll(Forecaster forecaster, WindowSet windows) {
    int[] all = windows.rows();
    for (int from = 0; from < all.length; from += BATCH) {
      int[] rows = Arrays.copyOfRange(all, from, Math.min(from + BATCH, all.length));
      float[] forecast = new float[rows.length * windows.channels() * horizon];
      float[] truth = new float[forecast.length];
      forecaster.forecast(windows, rows, forecast);
      windows.targets(rows, truth);
      add(forecast, truth);
    }
    return this;
  }

  /** Adds windows, [B, l, H] row-major. */
  public void add(float[] forecast, float[] truth) {
    if (forecast.length != truth.length || truth.length % (count.length * horizon) != 0) {
      throw new DataException(
          "%d forecasts and %d truths are not whole windows of %d series and %d steps"
              .formatted(forecast.length, truth.length, count.length, horizon));
    }
    for (int i = 0; i < truth.length; i++) {
      int channel = i / horizon % count.length;
      add(channel, scaler.original(forecast[i], channel), scaler.original(truth[i], channel));
    }
  }

  private void add(int c, double forecast, double truth) {
    squaredErrors += (forecast - truth) * (forecast - truth);
    count[c]++;
    double fromMeanForecast = forecast - meanForecast[c];
    double fromMeanTruth = truth - meanTruth[c];
    meanForecast[c] += fromMeanForecast / count[c];
    meanTruth[c] += fromMeanTruth / count[c];
    varianceForecast[c] += fromMeanForecast * (forecast - meanForecast[c]);
    varianceTruth[c] += fromMeanTruth * (truth - meanTruth[c]);
    covariance[c] += fromMeanForecast * (truth - meanTruth[c]);
  }

  /** How many numbers were compared. */
  public long count() {
    return Arrays.stream(count).sum();
  }

  public double mse() {
    return squaredErrors / count();
  }

  public double rrse() {
    return Math.sqrt(squaredErrors / totalSquares());
  }

  /** Σ(y − ȳ)² = Σ_c [Σ(y − ȳ_c)² + n_c(ȳ_c − ȳ)²]. */
  private double totalSquares() {
    double mean = 0;
    for (int c = 0; c < count.length; c++) {
      mean += meanTruth[c] * count[c] / count();
    }
    double sum = 0;
    for (int c = 0; c < count.length; c++) {
      double apart = meanTruth[c] - mean;
      sum += varianceTruth[c] + count[c] * apart * apart;
    }
    return sum;
  }

  /** NaN where no series moves, or a forecast of one that moves never does. */
  public double corr() {
    double sum = 0;
    int moving = 0;
    for (int c = 0; c < count.length; c++) {
      if (varianceTruth[c] > 0) {
        sum += covariance[c] / Math.sqrt(varianceForecast[c] * varianceTruth[c]);
        moving++;
      }
    }
    return sum / moving;
  }

  @Override
  public String toString() {
    return "RRSE %.4f, CORR %.4f, MSE %.4g over %,d numbers"
        .formatted(rrse(), corr(), mse(), count());
  }
}
