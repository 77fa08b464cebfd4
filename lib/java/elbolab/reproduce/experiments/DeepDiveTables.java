package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.data.series.ForecastData;
import elbolab.data.series.WindowShape;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Tables 1 to 3 of DeepDIVE: the model, its ablations and the β-TCVAE on gait and electricity, and
 * on what stands in for them. The paper leaves sizes, rate and steps open, so that they are ours at
 * both scales.
 */
public record DeepDiveTables(Scale scale, DeepDiveTraining settings) implements Experiment {
  private static final double WINDOWS_PER_SECOND = 60_000;

  public static DeepDiveTables at(Scale scale) {
    return new DeepDiveTables(
        scale,
        scale == Scale.QUICK
            ? new DeepDiveTraining(64, 8, 32, 4, 2e-3, 64, 1000, 2000, 4)
            : new DeepDiveTraining(128, 8, 32, 4, 1e-3, 64, 10_000, 10_000, 4));
  }

  @Override
  public String id() {
    return "deepdive-tables";
  }

  @Override
  public String title() {
    return "DeepDIVE, its ablations and a β-TCVAE";
  }

  @Override
  public List<DataInput> data() {
    return Arrays.stream(ForecastingData.values())
        .filter(data -> data != ForecastingData.ETTH2)
        .map(ForecastingData::input)
        .toList();
  }

  @Override
  public int seeds(String dataSet) {
    if (scale == Scale.PAPER) {
      return 30;
    }
    return ForecastingData.of(dataSet).horizons().size() == 1 ? 10 : 3;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    List<Unit> units = new ArrayList<>();
    for (int distance : ForecastingData.of(dataSet).horizons()) {
      for (ComparedModel model : ComparedModel.values()) {
        LongStream.rangeClosed(1, model.isTrained() ? seeds : 1)
            .forEach(seed -> units.add(new Unit(dataSet, model.title(), distance, seed)));
      }
    }
    return units;
  }

  /** The work grows with the steps that a window has and with the width of the layers. */
  @Override
  public double seconds(Unit unit) {
    ForecastingData data = ForecastingData.of(unit.dataSet());
    if (!ComparedModel.of(unit.model()).isTrained()) {
      return ForecastBaselines.seconds(data, unit.model().equals(ComparedModel.AR.title()));
    }
    WindowShape shape = data.options(unit.horizon()).shape();
    double size = settings.hidden() / 64.0 * (shape.lookBack() + shape.horizon()) / 169;
    double windows = settings.steps(data) * (double) settings.batch() * data.channels();
    return windows * size / WINDOWS_PER_SECOND;
  }

  @Override
  public String measuredOn() {
    return "%,.0f windows of one series a second in training, with its classifier passes, at width 64 and 168 steps; two cores of an AMD EPYC, Java 17, vector path"
        .formatted(WINDOWS_PER_SECOND);
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    ForecastingData data = ForecastingData.of(unit.dataSet());
    ForecastData windows = data.windows(folder, data.options(unit.horizon()));
    ComparedModel model = ComparedModel.of(unit.model());
    return settings.scores(windows, model, settings.steps(data), unit.seed());
  }

  @Override
  public List<ClaimMetric> answers() {
    List<ClaimMetric> answers = new ArrayList<>();
    for (ForecastingData data : List.of(ForecastingData.GAIT, ForecastingData.SYNTHETIC_GAIT)) {
      for (String metric : List.of("reconstruction_rrse", "forecast_rrse", "mig")) {
        answers.addAll(ofEachModel("deepdive-1", data, metric, data.horizons().get(0)));
      }
    }
    for (ForecastingData data :
        List.of(
            ForecastingData.ELECTRICITY,
            ForecastingData.ELECTRICITY_2,
            ForecastingData.ELECTRICITY_10)) {
      for (String metric : List.of("reconstruction_rrse", "forecast_rrse")) {
        answers.addAll(ofEachModel("deepdive-2", data, metric, 24));
      }
      for (int distance : data.horizons()) {
        String claim = "deepdive-3/DeepDIVE/" + distance;
        answers.add(answer(claim, data, ComparedModel.DEEPDIVE, "forecast_rrse", distance));
      }
    }
    return answers;
  }

  private static List<ClaimMetric> ofEachModel(
      String table, ForecastingData data, String metric, int horizon) {
    return Arrays.stream(ComparedModel.values())
        .filter(model -> model.isTrained())
        .map(
            model ->
                answer(
                    "%s/%s/%s".formatted(table, model.row(), metric), data, model, metric, horizon))
        .toList();
  }

  private static ClaimMetric answer(
      String claim, ForecastingData data, ComparedModel model, String metric, int horizon) {
    ClaimMetric answer = ClaimMetric.of(claim, data.title(), model.title(), metric).at(horizon);
    return data.obstacle().isEmpty() ? answer : answer.butNotComparable(data.obstacle());
  }
}
