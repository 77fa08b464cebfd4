package elbolab.data.series;

import elbolab.data.TimeSeries;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** The labels that the date of a step gives. */
public enum CalendarLabel {
  /** 0 to 23. */
  HOUR("hour", IntStream.range(0, 24).mapToObj(Integer::toString).toList(), LocalDateTime::getHour),
  /** Monday to Sunday. */
  WEEKDAY(
      "weekday",
      Arrays.stream(DayOfWeek.values())
          .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
          .toList(),
      time -> time.getDayOfWeek().ordinal()),
  /** January to December. */
  MONTH(
      "month",
      Arrays.stream(Month.values())
          .map(month -> month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
          .toList(),
      time -> time.getMonth().ordinal());

  private final String title;
  private final List<String> classNames;
  private final ToIntFunction<LocalDateTime> classOf;

  CalendarLabel(String title, List<String> classNames, ToIntFunction<LocalDateTime> classOf) {
    this.title = title;
    this.classNames = classNames;
    this.classOf = classOf;
  }

  /** The class of each step of a series, which must have dates. */
  public StepLabel of(TimeSeries series) {
    int[] classes =
        IntStream.range(0, series.length())
            .map(row -> classOf.applyAsInt(series.time(row)))
            .toArray();
    return new StepLabel(title, classNames, classes);
  }
}
