package elbolab.data;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Dates or moments without a time zone; null for a missing one. */
public record DateColumn(String name, LocalDateTime[] values) implements Column {
  @Override
  public ColumnKind kind() {
    return ColumnKind.DATE;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public boolean isMissing(int row) {
    return values[row] == null;
  }

  @Override
  public String text(int row) {
    return isMissing(row) ? "" : text(values[row]);
  }

  private static String text(LocalDateTime moment) {
    boolean day = moment.toLocalTime().equals(LocalTime.MIDNIGHT);
    return day ? moment.toLocalDate().toString() : moment.toString();
  }

  /** From another column of dates. */
  @Override
  public DateColumn filledFrom(Column other) {
    LocalDateTime[] others = ((DateColumn) other.as(ColumnKind.DATE)).values;
    LocalDateTime[] filled = values.clone();
    for (int row = 0; row < filled.length; row++) {
      filled[row] = isMissing(row) ? others[row] : filled[row];
    }
    return new DateColumn(name, filled);
  }

  @Override
  public DateColumn select(int[] rows) {
    return new DateColumn(
        name, Arrays.stream(rows).mapToObj(row -> values[row]).toArray(LocalDateTime[]::new));
  }

  @Override
  public String range() {
    List<LocalDateTime> sorted = Arrays.stream(values).filter(Objects::nonNull).sorted().toList();
    return sorted.isEmpty()
        ? ""
        : text(sorted.get(0)) + " to " + text(sorted.get(sorted.size() - 1));
  }

  /** Days since 1970-01-01, with the time of the day as their fraction. */
  NumberColumn days(ColumnKind kind) {
    double[] days = new double[values.length];
    for (int row = 0; row < days.length; row++) {
      days[row] =
          values[row] == null
              ? Double.NaN
              : values[row].toEpochSecond(ZoneOffset.UTC) / (double) Duration.ofDays(1).toSeconds();
    }
    return new NumberColumn(name, kind, days);
  }
}
