package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.data.Electricity;
import elbolab.data.ExchangeRate;
import elbolab.data.TimeSeries;
import elbolab.data.TransformerTemperature;
import elbolab.data.series.CalendarLabel;
import elbolab.data.series.ForecastData;
import elbolab.data.series.SyntheticLoad;
import elbolab.data.series.WindowOptions;
import elbolab.data.series.WindowShape;
import elbolab.data.series.WindowStatistic;
import elbolab.math.Rng;
import elbolab.reproduce.DataInput;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The hourly and daily series of the forecasting experiments, by their names there. */
enum ForecastingData {
  ELECTRICITY(
      "electricity",
      "the table of 321 clients",
      Electricity.ALL_CLIENTS.path(),
      321,
      26_304,
      Electricity.ALL_CLIENTS::load),
  ELECTRICITY_2(
      "electricity-2",
      "two clients of the table over its full length",
      Electricity.TWO_CLIENTS.path(),
      2,
      26_304,
      Electricity.TWO_CLIENTS::load),
  ELECTRICITY_10(
      "electricity-10",
      "ten clients over 6000 hours of 2014",
      Electricity.TEN_CLIENTS.path(),
      10,
      6_000,
      Electricity.TEN_CLIENTS::load),
  EXCHANGE_RATE(
      "exchange-rate",
      "daily rates of eight currencies",
      "exchange_rate/exchange_rate.txt.gz",
      8,
      7_588,
      ExchangeRate::load),
  ETTH1(
      "etth1",
      "a transformer's loads and oil temperature",
      TransformerTemperature.ETTH1.path(),
      7,
      17_420,
      TransformerTemperature.ETTH1::load),
  SYNTHETIC_LOAD(
      "synthetic-load",
      "SyntheticLoad of 4 clients, 26,304 h, noise 0.1, seed 1",
      "",
      4,
      26_304,
      folder -> syntheticLoad());

  private final String title;
  private final String origin;
  private final String file;
  private final int channels;
  private final int length;
  private final Function<DataFolder, TimeSeries> load;

  ForecastingData(
      String title,
      String origin,
      String file,
      int channels,
      int length,
      Function<DataFolder, TimeSeries> load) {
    this.title = title;
    this.origin = origin;
    this.file = file;
    this.channels = channels;
    this.length = length;
    this.load = load;
  }

  private static TimeSeries syntheticLoad() {
    var options = new SyntheticLoad.Options(4, 26_304, 0.1, LocalDateTime.of(2012, 1, 1, 0, 0));
    return SyntheticLoad.generate(options, Rng.of(1, "synthetic load")).series();
  }

  static ForecastingData of(String title) {
    return Arrays.stream(values())
        .filter(data -> data.title.equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no data \"" + title + "\""));
  }

  DataInput input() {
    return file.isEmpty()
        ? DataInput.generated(title, origin)
        : DataInput.files(title, origin, file);
  }

  String title() {
    return title;
  }

  /** Why results on it are not results on the table that the papers use; empty for that table. */
  String obstacle() {
    return this == ELECTRICITY ? "" : "only " + origin + ", not all 321 clients";
  }

  int channels() {
    return channels;
  }

  /** How many numbers all training windows forecast, of which the work is a multiple. */
  double forecasts() {
    return 0.6 * length * channels;
  }

  /**
   * Windows of this look-back that ask for one value so far ahead; 3:1:1. A series without dates
   * has its windows' trend and volatility as labels.
   */
  ForecastData windows(DataFolder folder, WindowOptions options) {
    TimeSeries series = load.apply(folder);
    if (series.start().isEmpty()) {
      return ForecastData.of(series, options.withTerciles(WindowStatistic.values()));
    }
    return ForecastData.of(series, options, CalendarLabel.values());
  }

  static WindowOptions options(int lookBack, int distance) {
    return WindowOptions.of(WindowShape.atDistance(lookBack, distance));
  }

  static List<Integer> distances() {
    return List.of(3, 6, 12, 24);
  }
}
