package elbolab.deepdive;

import elbolab.data.series.ForecastData;
import elbolab.data.series.Scaler;
import elbolab.data.series.WindowSet;
import elbolab.math.Quantile;
import elbolab.math.Rng;
import elbolab.show.Plot;
import elbolab.show.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Forecasts of a block with their uncertainty: a is drawn from q(a | x), and y from N(ŷ, σ²), with
 * one σ for each series. The main pass's squared error leaves σ open; here it is the root of the
 * mean squared error of drawn forecasts on windows that the model was not trained on.
 *
 * @param channels names of the series
 * @param drawn ŷ with drawn a, [draw][window, series, step], standardised
 * @param sigma σ of each series, standardised
 */
public record Forecast(
    WindowSet windows,
    List<String> channels,
    Scaler scaler,
    float[][] drawn,
    double[] sigma,
    Rng noise) {
  private static final int DRAWS_FOR_SIGMA = 4;

  static double[] sigma(Evaluation validation, Rng rng) {
    WindowSet windows = validation.windows();
    float[] truth = windows.targets(windows.rows()).toArray();
    double[] sum = new double[windows.channels()];
    for (int draw = 0; draw < DRAWS_FOR_SIGMA; draw++) {
      float[] y = validation.drawnForecasts(rng.stream("draw", draw));
      for (int i = 0; i < y.length; i++) {
        double error = (double) y[i] - truth[i];
        sum[i / windows.shape().horizon() % sum.length] += error * error;
      }
    }
    double numbers = (double) DRAWS_FOR_SIGMA * truth.length / sum.length;
    return Arrays.stream(sum).map(squares -> Math.sqrt(squares / numbers)).toArray();
  }

  static Forecast of(Evaluation of, ForecastData data, double[] sigma, int draws, Rng rng) {
    if (draws < 2) {
      throw new IllegalArgumentException(draws + " draws: an interval needs at least 2");
    }
    float[][] drawn = new float[draws][];
    for (int draw = 0; draw < draws; draw++) {
      drawn[draw] = of.drawnForecasts(rng.stream("draw", draw));
    }
    return new Forecast(
        of.windows(), data.channels(), data.scaler(), drawn, sigma, rng.stream("noise", 0));
  }

  /** Which of the series number i of [window, series, step] belongs to. */
  private int series(int i) {
    return i / windows.shape().horizon() % windows.channels();
  }

  /** The intervals that hold this part of the draws, cut evenly at both ends. */
  public Interval interval(double part) {
    if (!(part > 0 && part < 1)) {
      throw new IllegalArgumentException(
          "part = " + part + ": must lie between 0 and 1, the part of the future it should hold");
    }
    double[][] alone = new double[drawn[0].length][];
    double[][] withNoise = new double[alone.length][];
    double[] cuts = {(1 - part) / 2, 0.5, (1 + part) / 2};
    for (int number = 0; number < alone.length; number++) {
      int i = number;
      double spread = sigma[series(i)];
      double[] means = Arrays.stream(drawn).mapToDouble(draw -> draw[i]).toArray();
      Rng rng = noise.stream("number", i);
      double[] draws = Arrays.stream(means).map(m -> m + spread * rng.nextGaussian()).toArray();
      alone[i] = quantiles(means, cuts);
      withNoise[i] = quantiles(draws, cuts);
    }
    return new Interval(this, part, withNoise, alone);
  }

  private static double[] quantiles(double[] draws, double[] cuts) {
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    return Arrays.stream(cuts).map(p -> Quantile.ofSorted(sorted, p)).toArray();
  }

  /**
   * Intervals of all numbers of a forecast, standardised.
   *
   * @param both low end, median and high end of each number with drawn a and σ
   * @param ofA the same of the draws of a alone
   */
  public record Interval(Forecast forecast, double part, double[][] both, double[][] ofA) {

    /** The part of the numbers that came to lie in their interval: {@link #part} if calibrated. */
    public double coverage() {
      return coverage(both);
    }

    /** The same where the draws of a alone make the interval. */
    public double coverageOfA() {
      return coverage(ofA);
    }

    private double coverage(double[][] ends) {
      float[] truth = forecast.windows.targets(forecast.windows.rows()).toArray();
      return IntStream.range(0, truth.length)
          .mapToDouble(i -> ends[i][0] <= truth[i] && truth[i] <= ends[i][2] ? 1 : 0)
          .average()
          .orElse(Double.NaN);
    }

    /**
     * A stretch of the block as long as a window's inputs, in the units of the file: with 168 hours
     * week 0, 1, ... of the block. Each step is forecast once, by the window that reaches furthest
     * back.
     */
    public Plot plot(int series, int stretch) {
      WindowSet windows = forecast.windows;
      int horizon = windows.shape().horizon();
      int length = windows.shape().lookBack();
      int from = windows.start(0) + stretch * length;
      List<Integer> numbers = new ArrayList<>();
      List<Double> time = new ArrayList<>();
      int next = from;
      for (int row = 0; row < windows.size() && next < from + length; row++) {
        if (windows.recording(row) == windows.recording(0) && windows.start(row) >= next) {
          next = windows.start(row) + horizon;
          for (int h = 0; h < horizon && windows.start(row) + h < from + length; h++) {
            numbers.add((row * windows.channels() + series) * horizon + h);
            time.add((double) windows.start(row) + h - from);
          }
        }
      }
      if (numbers.isEmpty() || series < 0 || series >= windows.channels()) {
        throw new IllegalArgumentException(
            "series %d, stretch %d: the block has series 0 to %d and %d stretches of %d steps"
                .formatted(
                    series,
                    stretch,
                    windows.channels() - 1,
                    (windows.start(windows.size() - 1) - windows.start(0)) / length + 1,
                    length));
      }
      double[] x = Values.of(time, Double::doubleValue);
      float[] truth = windows.targets(windows.rows()).toArray();
      return Plot.of("Forecasts with %.0f %% intervals".formatted(100 * part))
          .x("step of stretch %d of the block".formatted(stretch))
          .y(forecast.channels.get(series))
          .band("a and σ", x, ends(both, numbers, series, 0), ends(both, numbers, series, 2))
          .band("drawn a alone", x, ends(ofA, numbers, series, 0), ends(ofA, numbers, series, 2))
          .line("median", x, ends(both, numbers, series, 1))
          .points(
              "what happened",
              x,
              Values.of(numbers, i -> forecast.scaler.original(truth[i], series)));
    }

    private double[] ends(double[][] of, List<Integer> numbers, int series, int which) {
      return Values.of(numbers, i -> forecast.scaler.original(of[i][which], series));
    }
  }
}
