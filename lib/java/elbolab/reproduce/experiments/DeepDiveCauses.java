package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.data.series.ForecastData;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Quantity;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.show.Measured;
import elbolab.show.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Where the distance between DeepDIVE and a linear model on real series comes from: errors with
 * each cause taken away, beside the model as it is, AR and the last value. No number of it is
 * printed anywhere.
 */
public record DeepDiveCauses(Scale scale, DeepDiveTraining settings) implements Experiment {
  static final double WINDOWS_PER_SECOND = 60_000;
  static final List<ForecastingData> DATA =
      List.of(
          ForecastingData.ELECTRICITY_2,
          ForecastingData.ELECTRICITY_10,
          ForecastingData.EXCHANGE_RATE,
          ForecastingData.ETTH1,
          ForecastingData.ETTH2);

  public static DeepDiveCauses at(Scale scale) {
    DeepDiveTraining quick = DeepDiveTables.at(Scale.QUICK).settings();
    return new DeepDiveCauses(scale, quick);
  }

  @Override
  public String id() {
    return "deepdive-causes";
  }

  @Override
  public String title() {
    return "DeepDIVE and AR on real series: one cause after the other taken away";
  }

  @Override
  public List<DataInput> data() {
    return DATA.stream().map(ForecastingData::input).toList();
  }

  @Override
  public int seeds(String dataSet) {
    return scale == Scale.PAPER ? 5 : 3;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    ForecastingData data = ForecastingData.of(dataSet);
    List<Unit> units = new ArrayList<>();
    for (int distance : data.horizons()) {
      for (ForecastCause cause : ForecastCause.values()) {
        if (cause.isIn(data != ForecastingData.EXCHANGE_RATE)) {
          LongStream.rangeClosed(1, cause.isTrained() ? seeds : 1)
              .forEach(seed -> units.add(new Unit(dataSet, cause.title(), distance, seed)));
        }
      }
    }
    return units;
  }

  @Override
  public double seconds(Unit unit) {
    ForecastingData data = ForecastingData.of(unit.dataSet());
    ForecastCause cause = ForecastCause.of(unit.model());
    double baseline = ForecastBaselines.seconds(data, cause != ForecastCause.LAST_VALUE);
    double windows = settings.steps() * (double) settings.batch() * data.channels();
    return cause.isTrained() ? cause.work() * windows / WINDOWS_PER_SECOND : baseline;
  }

  @Override
  public String measuredOn() {
    return "%,.0f windows of one series a second in training; two cores of an AMD EPYC, Java 17"
        .formatted(WINDOWS_PER_SECOND);
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    ForecastingData series = ForecastingData.of(unit.dataSet());
    ForecastData data = series.windows(folder, series.options(unit.horizon()));
    return ForecastQuality.of(
        ForecastCause.of(unit.model()).fit(data, settings, unit.seed()), data);
  }

  /**
   * A column for each series and distance at which all causes were run, and the intervals of what
   * came out of them.
   */
  @Override
  public List<Sheet> findings(Result result) {
    Map<Quantity, double[]> values = Quantity.of(result);
    List<String> names = new ArrayList<>(List.of("what is different"));
    List<Function<ForecastCause, Measured>> columns = new ArrayList<>();
    for (ForecastingData data : DATA) {
      for (int distance : data.horizons()) {
        Function<ForecastCause, Measured> column =
            cause -> {
              double[] its =
                  values.get(new Quantity(data.title(), cause.title(), distance, "forecast_rrse"));
              return its == null ? null : Measured.ofRuns(its);
            };
        boolean dated = data != ForecastingData.EXCHANGE_RATE;
        if (Arrays.stream(ForecastCause.values())
            .allMatch(cause -> !cause.isIn(dated) || column.apply(cause) != null)) {
          names.add("%s, %d".formatted(data.title(), distance));
          columns.add(column);
        }
      }
    }
    Sheet sheet = Sheet.columns(names.toArray(String[]::new));
    for (ForecastCause cause : ForecastCause.values()) {
      List<Object> row = new ArrayList<>(List.of(cause.title()));
      columns.forEach(column -> row.add(column.apply(cause)));
      sheet.row(row.toArray());
    }
    return List.of(
        sheet.caption(
            "Forecast RRSE of DeepDIVE on real series by distance, with one cause after the other taken away"),
        DeepDiveForecaster.intervals(values));
  }
}
