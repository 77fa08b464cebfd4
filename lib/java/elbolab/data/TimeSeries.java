package elbolab.data;

import elbolab.data.series.CalendarLabel;
import elbolab.data.series.ForecastData;
import elbolab.data.series.WindowOptions;
import elbolab.data.series.WindowShape;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Channels observed at equal steps of time, complete.
 *
 * <pre>{@code
 * TimeSeries load = TimeSeries.read("load.csv");                // times, step and gaps are found
 * ForecastData data = load.windows(168, 24, CalendarLabel.HOUR, CalendarLabel.WEEKDAY);
 * }</pre>
 *
 * @param start the true moment of row 0, where it is known
 * @param values time after time, the channels of a time side by side
 * @param remark what was done to the values when they were read; empty when nothing was
 */
public record TimeSeries(
    String name,
    Optional<LocalDateTime> start,
    Duration step,
    List<String> channels,
    double[] values,
    String remark) {
  /** What becomes of steps that a file lacks. */
  public record Gaps(int longest) {
    public static final Gaps REFUSED = new Gaps(0);

    public Gaps {
      if (longest < 0) {
        throw new DataException("gaps up to " + longest + " steps: 0 or more is needed");
      }
    }

    /** Straight lines over gaps of at most so many steps; longer ones are refused. */
    public static Gaps filledUpTo(int steps) {
      return new Gaps(steps);
    }
  }

  public TimeSeries {
    channels = List.copyOf(channels);
    if (channels.isEmpty() || values.length % channels.size() != 0) {
      throw new DataException(
          "%s: %d values do not fill rows of %d channels"
              .formatted(name, values.length, channels.size()));
    }
  }

  public TimeSeries(
      String name,
      Optional<LocalDateTime> start,
      Duration step,
      List<String> channels,
      double[] values) {
    this(name, start, step, channels, values, "");
  }

  /**
   * Reads a text table with one column of times and numbers beside it. The step is the most
   * frequent difference of neighbouring times. A file that lacks steps or values is refused with
   * their places.
   */
  public static TimeSeries read(Path file) {
    return read(file, Gaps.REFUSED);
  }

  public static TimeSeries read(String file) {
    return read(Path.of(file));
  }

  public static TimeSeries read(Path file, Gaps gaps) {
    return SeriesFile.read(file, gaps);
  }

  /** Windows for forecasting the next steps, in blocks of 3:1:1, standardised. */
  public ForecastData windows(int lookBack, int horizon, CalendarLabel... labels) {
    WindowShape shape = WindowShape.following(lookBack, horizon);
    return ForecastData.of(this, WindowOptions.of(shape), labels);
  }

  /** How many times there are. */
  public int length() {
    return values.length / channels.size();
  }

  public double value(int row, int channel) {
    return values[row * channels.size() + channel];
  }

  public double[] channel(String wanted) {
    int channel = channels.indexOf(wanted);
    if (channel < 0) {
      throw new DataException(
          name + ": no channel '" + wanted + "'; there are " + String.join(", ", channels));
    }
    return IntStream.range(0, length()).mapToDouble(row -> value(row, channel)).toArray();
  }

  /** The true moment of a row. */
  public LocalDateTime time(int row) {
    return start
        .orElseThrow(() -> new DataException(name + ": the dates of this series are not known"))
        .plus(step.multipliedBy(row));
  }

  /** The same rows in time order from {@code from} to {@code to} (not included). */
  public TimeSeries slice(int from, int to) {
    int width = channels.size();
    return new TimeSeries(
        name,
        start.map(first -> first.plus(step.multipliedBy(from))),
        step,
        channels,
        Arrays.copyOfRange(values, from * width, to * width),
        remark);
  }

  /** Reads a file of numbers alone, without header. */
  static TimeSeries readPlain(
      String name, Path file, Optional<LocalDateTime> start, Duration step, List<String> channels) {
    List<ColumnSpec> specs = channels.stream().map(ColumnSpec::real).toList();
    return of(name, start, step, Csv.read(file, CsvFormat.COMMA.withoutHeader(), specs));
  }

  private static TimeSeries of(
      String name, Optional<LocalDateTime> start, Duration step, List<Column> columns) {
    int width = columns.size();
    double[] values = new double[width == 0 ? 0 : width * columns.get(0).size()];
    for (int c = 0; c < width; c++) {
      double[] column = ((NumberColumn) columns.get(c)).values();
      for (int row = 0; row < column.length; row++) {
        values[row * width + c] = column[row];
      }
    }
    return new TimeSeries(name, start, step, columns.stream().map(Column::name).toList(), values);
  }

  /** Refuses another version of a known series. */
  TimeSeries requireShape(int expectedLength, int expectedChannels, Path file) {
    if (length() != expectedLength || channels.size() != expectedChannels) {
      throw new DataException(
          "%s: expected %,d times of %d channels, found %,d of %d"
              .formatted(file, expectedLength, expectedChannels, length(), channels.size()));
    }
    return this;
  }

  @Override
  public String toString() {
    String from = start.map(first -> " from " + first).orElse(" at unknown dates");
    return "%s: %,d times of %d channels, every %s%s%s"
        .formatted(
            name, length(), channels.size(), step, from, remark.isEmpty() ? "" : "; " + remark);
  }
}
