package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.data.series.Autoregression;
import elbolab.data.series.Autoregression.Weights;
import elbolab.data.series.ForecastData;
import elbolab.data.series.ForecastScores;
import elbolab.data.series.Forecaster;
import elbolab.data.series.Scaling;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Autoregression with a penalty, and the last value, on the way from file to score that the tables
 * of LSTNet and its successors share: each channel divided by its greatest value, one step at a
 * distance, scores in the units of the file. Nothing is drawn at random, so that there is one seed;
 * both scales are the same.
 */
public record ForecastBaselines(Scale scale, Settings settings) implements Experiment {
  private static final String AR = "AR";
  private static final String LAST = "last value";

  /** Whose weights there are, and how channels are scaled. */
  public record Settings(Weights weights, Scaling scaling) {}

  public static ForecastBaselines at(Scale scale) {
    return new ForecastBaselines(scale, new Settings(Weights.PER_SERIES, Scaling.MAXIMUM));
  }

  @Override
  public String id() {
    return "forecast-baselines";
  }

  @Override
  public String title() {
    return "autoregression and the last value at four horizons";
  }

  @Override
  public boolean isPaperProtocol() {
    return true;
  }

  @Override
  public List<DataInput> data() {
    return List.of(
        ForecastingData.ELECTRICITY.input(),
        ForecastingData.ELECTRICITY_2.input(),
        ForecastingData.ELECTRICITY_10.input(),
        ForecastingData.EXCHANGE_RATE.input(),
        ForecastingData.ETTH1.input());
  }

  @Override
  public int seeds(String dataSet) {
    return 1;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    List<Unit> units = new ArrayList<>();
    for (int distance : ForecastingData.of(dataSet).horizons()) {
      units.add(new Unit(dataSet, AR, distance, 1));
      units.add(new Unit(dataSet, LAST, distance, 1));
    }
    return units;
  }

  @Override
  public double seconds(Unit unit) {
    return seconds(ForecastingData.of(unit.dataSet()), unit.model().equals(AR));
  }

  /** Reading takes most of the time of the last value. */
  static double seconds(ForecastingData data, boolean autoregression) {
    return data.forecasts() / (autoregression ? 60_000 : 200_000);
  }

  @Override
  public String measuredOn() {
    return "60,000 training windows of one series a second; two cores of an AMD EPYC, Java 17";
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    ForecastingData series = ForecastingData.of(unit.dataSet());
    ForecastData data =
        series.windows(folder, series.options(unit.horizon()).with(settings.scaling));
    Forecaster forecaster =
        unit.model().equals(AR)
            ? Autoregression.fit(data, Autoregression.Options.of(settings.weights))
            : Forecaster.lastValue();
    ForecastScores scores = ForecastScores.of(forecaster, data, data.test());
    return Map.of("rse", scores.rrse(), "corr", scores.corr());
  }

  @Override
  public List<ClaimMetric> answers() {
    List<ClaimMetric> answers = new ArrayList<>();
    answers.addAll(answers("mtgnn-2", ForecastingData.ELECTRICITY));
    answers.addAll(answers("mtgnn-2", ForecastingData.ELECTRICITY_2));
    answers.addAll(answers("mtgnn-2", ForecastingData.ELECTRICITY_10));
    answers.addAll(answers("mtgnn-exchange-rate", ForecastingData.EXCHANGE_RATE));
    return answers;
  }

  private static List<ClaimMetric> answers(String table, ForecastingData data) {
    List<ClaimMetric> answers = new ArrayList<>();
    for (int distance : data.horizons()) {
      for (String metric : List.of("rse", "corr")) {
        String claim = "%s/AR/%s/%d".formatted(table, metric, distance);
        ClaimMetric answer = ClaimMetric.of(claim, data.title(), AR, metric).at(distance).exact();
        answers.add(data.obstacle().isEmpty() ? answer : answer.butNotComparable(data.obstacle()));
      }
    }
    return answers;
  }
}
