package elbolab.data;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A reader's own series as a text file: finds the column of the times, the step between them and
 * the gaps. Times that do not lie on equal steps are refused with their line.
 */
final class SeriesFile {
  private static final int SHOWN_GAPS = 5;

  /** Missing steps may make a series so many times longer than its file. */
  private static final int MOST_STRETCH = 20;

  private final Path file;
  private final TableFile read;
  private final DateColumn times;
  private final List<NumberColumn> channels = new ArrayList<>();
  private final Duration step;

  private SeriesFile(Path file) {
    this.file = file;
    this.read = TableFile.open(file, List.of());
    this.times = timeColumn();
    for (Column column : read.table().columns()) {
      if (column != times) {
        channels.add(channel(column));
      }
    }
    if (channels.isEmpty()) {
      throw new DataException(file + ": no column beside the times '" + times.name() + "'");
    }
    this.step = step();
  }

  static TimeSeries read(Path file, TimeSeries.Gaps gaps) {
    return new SeriesFile(file).series(gaps);
  }

  private DateColumn timeColumn() {
    List<Column> dates =
        read.table().columns().stream().filter(DateColumn.class::isInstance).toList();
    if (dates.size() == 1) {
      return (DateColumn) dates.get(0);
    }
    throw new DataException(
        dates.isEmpty()
            ? file + ": no column of times, such as 2024-05-01 13:00, among:\n" + read.table()
            : file
                + ": several columns of times, "
                + dates.stream().map(Column::name).collect(Collectors.joining(", "))
                + "; leave one");
  }

  /** Whatever a number column was taken for, a channel is real. */
  private NumberColumn channel(Column column) {
    if (column.missing() == column.size()) {
      throw new DataException(file + ": column '" + column.name() + "' has no value at all");
    }
    for (int row = 0; row < column.size(); row++) {
      if (!column.isMissing(row) && !Numbers.isNumber(column.text(row))) {
        throw new DataException(
            "%s, column '%s': expected a number, found %s; a series holds numbers beside its times"
                .formatted(read.place(row), column.name(), Quote.of(column.text(row))));
      }
    }
    return (NumberColumn) column.as(ColumnKind.REAL);
  }

  /** The most frequent difference between neighbours; the smaller one of two as frequent. */
  private Duration step() {
    LocalDateTime[] at = times.values();
    Map<Duration, Integer> counts = new TreeMap<>();
    for (int row = 0; row < at.length; row++) {
      if (at[row] == null) {
        throw at(row, "a row without a time");
      }
      if (row > 0) {
        Duration difference = Duration.between(at[row - 1], at[row]);
        if (difference.isNegative() || difference.isZero()) {
          throw at(row, backwards(at[row - 1], at[row]));
        }
        counts.merge(difference, 1, Integer::sum);
      }
    }
    int most = counts.values().stream().mapToInt(i -> i).max().orElse(0);
    return counts.entrySet().stream()
        .filter(count -> count.getValue() == most)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new DataException(file + ": one row; its step cannot be told"));
  }

  private static String backwards(LocalDateTime before, LocalDateTime now) {
    String what = now.equals(before) ? "the same time twice" : "a time before the one above";
    boolean clocks = Duration.between(now, before).toHours() <= 2 && now.getHour() <= 3;
    return what
        + (clocks
            ? "; if the clocks were set back here, write the times in UTC or with their offset"
            : "; sort the rows, and keep one for each time");
  }

  private DataException at(int row, String problem) {
    String time = times.isMissing(row) ? "" : " (" + times.values()[row] + ")";
    return new DataException(
        "%s, column '%s'%s: %s".formatted(read.place(row), times.name(), time, problem));
  }

  private TimeSeries series(TimeSeries.Gaps gaps) {
    LocalDateTime[] at = times.values();
    int[] stepOf = new int[at.length];
    for (int row = 1; row < at.length; row++) {
      Duration since = Duration.between(at[0], at[row]);
      long steps = since.dividedBy(step);
      if (!step.multipliedBy(steps).equals(since)) {
        throw at(row, offTheSteps(at[row - 1], at[row]));
      }
      if (steps > (long) MOST_STRETCH * at.length) {
        throw at(row, "%,d steps of %s after the first row".formatted(steps, step));
      }
      stepOf[row] = (int) steps;
    }
    int length = stepOf[at.length - 1] + 1;
    int width = channels.size();
    double[] values = new double[Math.multiplyExact(length, width)];
    Arrays.fill(values, Double.NaN);
    for (int row = 0; row < at.length; row++) {
      for (int c = 0; c < width; c++) {
        values[stepOf[row] * width + c] = channels.get(c).values()[row];
      }
    }
    List<String> found = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      fill(values, length, c, gaps.longest(), found, refused);
    }
    if (!refused.isEmpty()) {
      throw new DataException(
          "%s: %s; %s"
              .formatted(
                  file,
                  shown(refused),
                  "Gaps.filledUpTo(N), or --gaps N of forecast, draws straight lines over gaps"
                      + " between two values, up to so many steps"));
    }
    List<String> names = channels.stream().map(NumberColumn::name).toList();
    String remark = found.isEmpty() ? "" : "filled with straight lines: " + shown(found);
    return new TimeSeries(read.table().name(), Optional.of(at[0]), step, names, values, remark);
  }

  private String offTheSteps(LocalDateTime before, LocalDateTime now) {
    Duration apart = Duration.between(before, now);
    boolean months = step.toDays() >= 28 && apart.toDays() >= 28;
    return "%s after the one above, where most follow after %s; a series needs equal steps%s"
        .formatted(apart, step, months ? ", which months and years are not" : "");
  }

  /** Straight lines over the gaps of one channel; those that are too long are named. */
  private void fill(
      double[] values, int length, int c, int longest, List<String> found, List<String> refused) {
    int width = channels.size();
    int end;
    for (int from = 0; from < length; from = end + 1) {
      end = from;
      while (end < length && Double.isNaN(values[end * width + c])) {
        end++;
      }
      int steps = end - from;
      if (steps == 0) {
        continue;
      }
      String gap =
          "'%s' from %s, %,d step%s"
              .formatted(
                  channels.get(c).name(),
                  times.values()[0].plus(step.multipliedBy(from)),
                  steps,
                  steps == 1 ? "" : "s");
      if (steps > longest || from == 0 || end == length) {
        refused.add(gap);
        continue;
      }
      found.add(gap);
      double left = values[(from - 1) * width + c];
      double right = values[end * width + c];
      for (int t = from; t < end; t++) {
        values[t * width + c] = left + (right - left) * (t - from + 1) / (steps + 1);
      }
    }
  }

  private static String shown(List<String> gaps) {
    String first = gaps.stream().limit(SHOWN_GAPS).collect(Collectors.joining("; "));
    return "%,d gap%s: %s%s"
        .formatted(
            gaps.size(), gaps.size() == 1 ? "" : "s", first, gaps.size() > SHOWN_GAPS ? "; …" : "");
  }
}
