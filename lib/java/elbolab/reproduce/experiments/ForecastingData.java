package elbolab.reproduce.experiments;

import elbolab.data.Catalogue;
import elbolab.data.DataFolder;
import elbolab.data.TimeSeries;
import elbolab.data.series.BlockRatio;
import elbolab.data.series.CalendarLabel;
import elbolab.data.series.ForecastData;
import elbolab.data.series.GaitMotion;
import elbolab.data.series.Recording;
import elbolab.data.series.SyntheticGait;
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

/**
 * The data of the forecasting experiments, by their names there: series of which one value is asked
 * for at a distance, cut 3:1:1, and walks of which a stretch is asked for, cut 8:1:1.
 */
enum ForecastingData {
  ELECTRICITY(
      DataInput.files(
          "electricity", "the table of 321 clients", Catalogue.series("electricity_all").file()),
      321,
      26_304,
      folder -> series(Catalogue.series("electricity_all").load(folder))),
  ELECTRICITY_2(
      DataInput.files(
          "electricity-2",
          "two clients of the table over its full length",
          Catalogue.series("electricity_2").file()),
      2,
      26_304,
      folder -> series(Catalogue.series("electricity_2").load(folder))),
  ELECTRICITY_10(
      DataInput.files(
          "electricity-10",
          "ten clients over 6000 hours of 2014",
          Catalogue.series("electricity_10").file()),
      10,
      6_000,
      folder -> series(Catalogue.series("electricity_10").load(folder))),
  EXCHANGE_RATE(
      DataInput.files(
          "exchange-rate", "daily rates of eight currencies", "exchange_rate/exchange_rate.txt.gz"),
      8,
      7_588,
      folder -> series(Catalogue.series("exchange_rate").load(folder))),
  ETTH1(
      DataInput.files(
          "etth1", "a transformer's loads and oil temperature", Catalogue.series("ETTh1").file()),
      7,
      17_420,
      folder -> series(Catalogue.series("ETTh1").load(folder))),
  ETTH2(
      DataInput.files("etth2", "another transformer's loads", Catalogue.series("ETTh2").file()),
      7,
      17_420,
      folder -> series(Catalogue.series("ETTh2").load(folder))),
  SYNTHETIC_LOAD(
      DataInput.generated(
          "synthetic-load", "SyntheticLoad of 4 clients, 26,304 h, noise 0.1, seed 1"),
      4,
      26_304,
      folder -> syntheticLoad()),
  GAIT(
      DataInput.files("gait", "GaitMotion", "gaitmotion/"),
      6,
      3_000_000,
      folder -> GaitMotion.load(folder).stream().map(GaitMotion.Trial::recording).toList()),
  SYNTHETIC_GAIT(
      DataInput.generated(
          "synthetic-gait", "SyntheticGait of 10 subjects, 40 strides a walk, 50 Hz, seed 1"),
      6,
      68_000,
      folder ->
          SyntheticGait.generate(SyntheticGait.Options.DEFAULT, Rng.of(1, "synthetic gait"))
              .recordings());

  private final DataInput input;
  private final int channels;
  private final int length;
  private final Function<DataFolder, List<Recording>> load;

  /**
   * @param length steps of all recordings together, as far as an estimate of time needs it
   */
  ForecastingData(
      DataInput input, int channels, int length, Function<DataFolder, List<Recording>> load) {
    this.input = input;
    this.channels = channels;
    this.length = length;
    this.load = load;
  }

  private static List<Recording> series(TimeSeries series) {
    return List.of(
        series.start().isEmpty()
            ? Recording.of(series)
            : Recording.of(series, CalendarLabel.values()));
  }

  private static List<Recording> syntheticLoad() {
    var options = new SyntheticLoad.Options(4, 26_304, 0.1, LocalDateTime.of(2012, 1, 1, 0, 0));
    return series(SyntheticLoad.generate(options, Rng.of(1, "synthetic load")).series());
  }

  static ForecastingData of(String title) {
    return Arrays.stream(values())
        .filter(data -> data.title().equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no data \"" + title + "\""));
  }

  DataInput input() {
    return input;
  }

  String title() {
    return input.name();
  }

  boolean isGait() {
    return this == GAIT || this == SYNTHETIC_GAIT;
  }

  /** Why results on it are not those of the data that the papers use; empty for these. */
  String obstacle() {
    return switch (this) {
      case ELECTRICITY, GAIT, EXCHANGE_RATE, ETTH1, ETTH2 -> "";
      case ELECTRICITY_2, ELECTRICITY_10 -> "only " + input.origin() + ", not all 321 clients";
      case SYNTHETIC_LOAD, SYNTHETIC_GAIT -> "generated data";
    };
  }

  int channels() {
    return channels;
  }

  /** How many numbers all training windows forecast, of which the work is a multiple. */
  double forecasts() {
    return 0.6 * length * channels;
  }

  /** Distances that are asked for; of walks, how many steps. */
  List<Integer> horizons() {
    return switch (this) {
      case GAIT -> List.of(800);
      case SYNTHETIC_GAIT -> List.of(40);
      case SYNTHETIC_LOAD -> List.of(24);
      default -> List.of(3, 6, 12, 24);
    };
  }

  /** 168 steps of a series are seen, of a walk a second. */
  WindowOptions options(int horizon) {
    if (isGait()) {
      int second = horizon * 5 / 4;
      return WindowOptions.of(WindowShape.following(second, horizon))
          .with(BlockRatio.EIGHT_ONE_ONE);
    }
    WindowOptions options = WindowOptions.of(WindowShape.atDistance(168, horizon));
    return this == EXCHANGE_RATE ? options.withTerciles(WindowStatistic.values()) : options;
  }

  ForecastData windows(DataFolder folder, WindowOptions options) {
    return ForecastData.of(load.apply(folder), options);
  }
}
