package elbolab.deepdive;

import elbolab.data.TimeSeries;
import elbolab.data.series.CalendarLabel;
import elbolab.data.series.ForecastData;
import elbolab.data.series.SyntheticLoad;
import elbolab.data.series.WindowOptions;
import elbolab.data.series.WindowShape;
import elbolab.math.Rng;
import java.time.LocalDateTime;

/** Loads of a few clients and models that train on them in a second. */
final class SmallModels {
  private SmallModels() {}

  /** Eight weeks of hours; a day is seen, the value six hours later is asked for. */
  static ForecastData data() {
    var options = new SyntheticLoad.Options(3, 24 * 56, 0.1, LocalDateTime.of(2012, 1, 1, 0, 0));
    TimeSeries series = SyntheticLoad.generate(options, Rng.of(4, "load")).series();
    var windows = WindowOptions.of(WindowShape.atDistance(24, 6));
    return ForecastData.of(series, windows, CalendarLabel.HOUR, CalendarLabel.WEEKDAY);
  }

  static DeepDiveOptions options(ForecastData data) {
    return DeepDiveOptions.of(data.train()).conditional(3).hidden(24).attention(8, 2).seed(5);
  }
}
