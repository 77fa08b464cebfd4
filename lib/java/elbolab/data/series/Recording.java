package elbolab.data.series;

import elbolab.data.DataException;
import elbolab.data.TimeSeries;
import java.util.Arrays;
import java.util.List;

/** One stretch of time that windows are cut from, with the labels of its steps. */
public record Recording(TimeSeries series, List<StepLabel> labels) {
  public Recording {
    labels = List.copyOf(labels);
    for (StepLabel label : labels) {
      if (label.classes().length != series.length()) {
        throw new DataException(
            "%s: label '%s' has %d steps, the series %d"
                .formatted(series.name(), label.name(), label.classes().length, series.length()));
      }
    }
  }

  /** A series with labels that its dates give; none for a series without dates. */
  public static Recording of(TimeSeries series, CalendarLabel... labels) {
    return new Recording(series, Arrays.stream(labels).map(label -> label.of(series)).toList());
  }
}
