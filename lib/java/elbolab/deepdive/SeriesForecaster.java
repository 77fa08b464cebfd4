package elbolab.deepdive;

import elbolab.data.ColumnKind;
import elbolab.data.DataException;
import elbolab.data.NumberColumn;
import elbolab.data.Table;
import elbolab.data.TextColumn;
import elbolab.data.TimeSeries;
import elbolab.data.series.Autoregression;
import elbolab.data.series.CalendarLabel;
import elbolab.data.series.ErrorDistribution;
import elbolab.data.series.ForecastData;
import elbolab.data.series.ForecastScores;
import elbolab.data.series.Forecaster;
import elbolab.data.series.Reference;
import elbolab.data.series.Reference.Level;
import elbolab.data.series.WindowOptions;
import elbolab.data.series.WindowSet;
import elbolab.data.series.WindowShape;
import elbolab.show.Plot;
import elbolab.show.Values;
import elbolab.vae.Fit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A forecaster of a reader's series that is worth its time: an autoregression, and a {@link
 * DeepDive} that learns what it leaves open, from windows counted from their own last value and
 * scale. As much of the correction is believed, series by series, as proved right on the validation
 * block. So it is hardly ever worse than the autoregression, and better where there is something to
 * learn.
 *
 * <pre>{@code
 * TimeSeries load = TimeSeries.read("load.csv");
 * SeriesForecaster f = SeriesForecaster.fit(load, 24, Fit.steps(1000).live());
 * f.scores();                                      // on the last fifth, which it has not seen
 * f.next(0.9);                                     // the 24 steps after the end, with intervals
 * }</pre>
 *
 * @param reference what the model's windows are counted from
 * @param plain the autoregression
 * @param forecaster the whole
 * @param errors what the validation block says of its errors
 */
public record SeriesForecaster(
    TimeSeries series,
    ForecastData data,
    Reference reference,
    DeepDive model,
    Forecaster plain,
    Forecaster forecaster,
    ErrorDistribution errors) {
  private static final int HOURS_OF_A_WEEK = 168;
  private static final int FOUR_WEEKS = 28;
  private static final int OTHERWISE = 48;

  /**
   * What the windows of its DeepDIVE are counted from: the autoregression is the plain forecast.
   */
  public static Reference reference(ForecastData data) {
    Forecaster plain =
        Autoregression.fit(data, Autoregression.Options.of(Autoregression.Weights.PER_SERIES));
    return Reference.level(Level.LAST).scaled(true).plain(plain);
  }

  /** With as many steps seen, and the labels, as suit the step of the series. */
  public static SeriesForecaster fit(TimeSeries series, int horizon, Fit how) {
    return fit(series, lookBack(series, horizon), horizon, how, labels(series.step()));
  }

  public static SeriesForecaster fit(
      TimeSeries series, int lookBack, int horizon, Fit how, CalendarLabel... labels) {
    WindowShape shape = WindowShape.following(lookBack, horizon);
    requireLength(series, shape);
    ForecastData data = ForecastData.of(series, WindowOptions.of(shape), labels);
    Reference reference = reference(data);
    DeepDive model = DeepDive.fit(data.relativeTo(reference), how);
    Forecaster whole = reference.believed(reference.restored(model.forecaster()), data);
    Reference scale = Reference.level(Level.NONE).scaled(true);
    return new SeriesForecaster(
        series,
        data,
        reference,
        model,
        reference.plain(),
        whole,
        ErrorDistribution.of(whole, data, scale));
  }

  /** A week of hours, four weeks of days; never more than a quarter of the training block. */
  public static int lookBack(TimeSeries series, int horizon) {
    Duration step = series.step();
    int usual =
        step.compareTo(Duration.ofHours(2)) <= 0
            ? HOURS_OF_A_WEEK
            : step.compareTo(Duration.ofDays(2)) <= 0 ? FOUR_WEEKS : OTHERWISE;
    return Math.max(1, Math.min(usual, (series.length() * 3 / 5 - horizon) / 4));
  }

  /** Hour and weekday as far as the steps tell them apart. */
  public static CalendarLabel[] labels(Duration step) {
    if (step.compareTo(Duration.ofHours(12)) < 0) {
      return new CalendarLabel[] {CalendarLabel.HOUR, CalendarLabel.WEEKDAY};
    }
    return step.compareTo(Duration.ofDays(2)) < 0
        ? new CalendarLabel[] {CalendarLabel.WEEKDAY}
        : new CalendarLabel[0];
  }

  private static void requireLength(TimeSeries series, WindowShape shape) {
    // The validation block, a fifth, must hold the targets of two windows, training some more.
    int least = Math.max(5 * (shape.horizon() + 1), (shape.length() + 10) * 5 / 3 + 1);
    if (series.length() < least) {
      throw new DataException(
          "%s: %,d steps are too few to learn from %d and forecast %d: %,d are needed"
              .formatted(series.name(), series.length(), shape.lookBack(), shape.horizon(), least));
    }
  }

  /** What the model says of the test block, whose windows it sees counted from the reference. */
  public Evaluation evaluation() {
    return model.evaluate(data.test().relativeTo(reference));
  }

  /** Of the test block, the last fifth of the series, in the units of the file. */
  public ForecastScores scores() {
    return ForecastScores.of(forecaster, data, data.test());
  }

  /** The same of the autoregression alone. */
  public ForecastScores plainScores() {
    return ForecastScores.of(plain, data, data.test());
  }

  /** The same of repeating the last value. */
  public ForecastScores naiveScores() {
    return ForecastScores.of(Forecaster.lastValue(), data, data.test());
  }

  /** The part of the test block that came to lie in intervals of this part. */
  public double coverage(double part) {
    return errors.coverage(data.test(), part);
  }

  /**
   * What comes after the end of the series, in its units: [series][step] as {low, forecast, high}.
   */
  public double[][][] next(double part) {
    WindowSet end = data.test().ahead();
    int horizon = end.shape().horizon();
    float[] forecast = new float[end.channels() * horizon];
    forecaster.forecast(end, new int[] {0}, forecast);
    double[][] ends = errors.interval(end, new int[] {0}, part);
    double[][][] next = new double[end.channels()][horizon][];
    for (int c = 0; c < next.length; c++) {
      for (int h = 0; h < horizon; h++) {
        int k = c * horizon + h;
        next[c][h] =
            new double[] {
              data.scaler().original(ends[k][0], c),
              data.scaler().original(forecast[k], c),
              data.scaler().original(ends[k][1], c)
            };
      }
    }
    return next;
  }

  /** The end of a series, and what comes after it with intervals of this part. */
  public Plot nextPlot(String channel, double part) {
    int c = channel(channel);
    double[][] next = next(part)[c];
    int seen = Math.min(data.train().shape().lookBack(), 3 * next.length);
    double[] ahead = Values.of(next.length, h -> h + 1);
    return Plot.of("What comes after the end")
        .x("%s after the last one".formatted(steps()))
        .y(channel)
        .line(
            "series",
            Values.of(seen, i -> i + 1 - seen),
            Values.of(seen, i -> series.value(series.length() - seen + i, c)))
        .band(
            "%.0f %% interval".formatted(100 * part),
            ahead,
            Values.of(next.length, h -> next[h][0]),
            Values.of(next.length, h -> next[h][2]))
        .line("forecast", ahead, Values.of(next.length, h -> next[h][1]));
  }

  /**
   * A stretch of the test block as it was forecast, each step once, by a window that ends where the
   * one before it was asked to.
   *
   * @param stretch 0, 1, … each as long as a window's inputs
   */
  public Plot testPlot(String channel, int stretch, double part) {
    int c = channel(channel);
    WindowSet test = data.test();
    int horizon = test.shape().horizon();
    int length = Math.max(test.shape().lookBack(), 2 * horizon) / horizon;
    int first = stretch * length * horizon;
    if (stretch < 0 || first + (length - 1) * horizon >= test.size()) {
      throw new IllegalArgumentException(
          "stretch %d: the test block has %d of %d steps"
              .formatted(stretch, test.size() / (length * horizon), length * horizon));
    }
    int[] rows = IntStream.range(0, length).map(k -> first + k * horizon).toArray();
    int each = test.channels() * horizon;
    float[] forecast = new float[rows.length * each];
    forecaster.forecast(test, rows, forecast);
    double[][] ends = errors.interval(test, rows, part);
    float[] truth = test.targets(rows).toArray();
    int[] at =
        IntStream.range(0, rows.length * horizon)
            .map(t -> t / horizon * each + c * horizon + t % horizon)
            .toArray();
    double[] time = Values.of(at.length, t -> t);
    return Plot.of("The test block as it was forecast, %d steps at a time".formatted(horizon))
        .x("%s from %s on".formatted(steps(), series.time(testStart() + first)))
        .y(channel)
        .band(
            "%.0f %% interval".formatted(100 * part),
            time,
            Values.of(at.length, t -> data.scaler().original(ends[at[t]][0], c)),
            Values.of(at.length, t -> data.scaler().original(ends[at[t]][1], c)))
        .line(
            "forecast", time, Values.of(at.length, t -> data.scaler().original(forecast[at[t]], c)))
        .points(
            "what happened",
            time,
            Values.of(at.length, t -> data.scaler().original(truth[at[t]], c)));
  }

  private String steps() {
    Duration step = series.step();
    return step.equals(Duration.ofHours(1))
        ? "hours"
        : step.equals(Duration.ofDays(1)) ? "days" : "steps of " + step;
  }

  /** The step of the first target of the test block. */
  private int testStart() {
    return data.test().start(0) + data.test().shape().lookBack();
  }

  private int channel(String name) {
    int c = series.channels().indexOf(name);
    if (c < 0) {
      throw new DataException(
          "%s: no channel '%s'; there are %s".formatted(series.name(), name, series.channels()));
    }
    return c;
  }

  /** What comes after the end as a table: a row for each step and series. */
  public Table nextTable(double part) {
    double[][][] next = next(part);
    int width = next.length;
    int count = width * next[0].length;
    String[] times = new String[count];
    String[] names = new String[count];
    for (int k = 0; k < count; k++) {
      times[k] = series.time(series.length() + k / width).toString();
      names[k] = series.channels().get(k % width);
    }
    return new Table(
        series.name() + "-forecast",
        List.of(
            new TextColumn("time", times),
            new TextColumn("series", names),
            numbers("forecast", next, 1),
            numbers("low", next, 0),
            numbers("high", next, 2)),
        List.of());
  }

  /** As many digits as the models' single precision has. */
  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(7)).doubleValue();
  }

  private static NumberColumn numbers(String name, double[][][] next, int which) {
    double[] values =
        Values.of(
            next.length * next[0].length,
            k -> rounded(next[k % next.length][k / next.length][which]));
    return new NumberColumn(name, ColumnKind.REAL, values);
  }
}
