package elbolab.reproduce.experiments;

import elbolab.data.series.ForecastData;
import elbolab.math.Quantile;
import elbolab.reproduce.ResultException;
import elbolab.reproduce.Results;
import elbolab.reproduce.Scale;
import elbolab.reproduce.UnitResult;
import elbolab.show.Measured;
import elbolab.show.ProgressLine;
import elbolab.show.Sheet;
import elbolab.show.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * DeepDIVE, its ablations, a β-TCVAE and two baselines side by side, each with several seeds.
 *
 * @param scores of each model's runs, numbers by name
 */
public record DeepDiveComparison(Map<String, List<Map<String, Double>>> scores) {
  /** An RRSE from here on is hardly better than forecasting the mean. */
  private static final double NO_BETTER_THAN_THE_MEAN = 0.95;

  /** Trains all models here and now, each with so many seeds from 1 on. */
  public static DeepDiveComparison run(ForecastData data, DeepDiveTraining settings, int seeds) {
    Map<String, List<Map<String, Double>>> scores = new LinkedHashMap<>();
    try (ProgressLine line =
        ProgressLine.of("models", (long) seeds * ComparedModel.values().length)) {
      for (ComparedModel model : ComparedModel.values()) {
        List<Map<String, Double>> runs = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
          if (seed == 1 || model.isTrained()) {
            runs.add(settings.scores(data, model, settings.steps(), seed));
          }
          line.step();
        }
        scores.put(model.title(), runs);
      }
    }
    return new DeepDiveComparison(scores);
  }

  /** What {@code reproduce deepdive-tables} found for a data set, in the committed result. */
  public static DeepDiveComparison committed(String dataSet) {
    Map<String, List<Map<String, Double>>> scores = new LinkedHashMap<>();
    for (ComparedModel model : ComparedModel.values()) {
      List<Map<String, Double>> runs =
          Results.loadCommitted().find("deepdive-tables", Scale.QUICK).stream()
              .flatMap(result -> result.units().stream())
              .filter(unit -> unit.unit().dataSet().equals(dataSet))
              .filter(unit -> unit.unit().model().equals(model.title()))
              .map(UnitResult::metrics)
              .map(metrics -> (Map<String, Double>) metrics)
              .toList();
      scores.put(model.title(), runs);
    }
    if (scores.get(ComparedModel.DEEPDIVE.title()).isEmpty()) {
      throw new ResultException(
          "no committed result of %s; environment/workbench reproduce deepdive-tables makes one"
              .formatted(dataSet));
    }
    return new DeepDiveComparison(scores);
  }

  private double[] values(String model, String metric) {
    if (!scores.containsKey(model)) {
      throw new IllegalArgumentException("no model " + model + "; there are " + scores.keySet());
    }
    return scores.get(model).stream()
        .filter(run -> run.containsKey(metric))
        .mapToDouble(run -> run.get(metric))
        .toArray();
  }

  /** Mean and standard error of a number over the seeds; null for a model that does not have it. */
  public Measured mean(String model, String metric) {
    double[] values = values(model, metric);
    return values.length == 0 ? null : Measured.ofRuns(values);
  }

  /** A row for each model that has any of these numbers, a column for each number. */
  public Sheet sheet(String caption, String... metrics) {
    Sheet.Rows<String> rows =
        Sheet.rows(
                scores.keySet().stream()
                    .filter(model -> Stream.of(metrics).anyMatch(m -> mean(model, m) != null))
                    .toList())
            .column("model", model -> model)
            .column("seeds", model -> scores.get(model).size());
    for (String metric : metrics) {
      rows.column(title(metric), model -> mean(model, metric));
    }
    return rows.caption(caption);
  }

  private static String title(String metric) {
    return metric
        .replace('_', ' ')
        .replace("rrse", "RRSE")
        .replace("corr", "CORR")
        .replace("mig", "MIG");
  }

  /** By how much the forecasts of each trained model are behind DeepDIVE's of the same seed. */
  public Sheet behind() {
    double[] ours = values(ComparedModel.DEEPDIVE.title(), "forecast_rrse");
    Sheet sheet =
        Sheet.columns("model", "RRSE less DeepDIVE's", "median", "seeds with RRSE above 0.95");
    for (ComparedModel model : List.of(ComparedModel.A, ComparedModel.B, ComparedModel.TCVAE)) {
      double[] theirs = values(model.title(), "forecast_rrse");
      double[] behind = Values.of(Math.min(ours.length, theirs.length), i -> theirs[i] - ours[i]);
      sheet.row(
          model.title(),
          Measured.mean(behind),
          Quantile.of(behind, 0.5),
          Arrays.stream(theirs).filter(rrse -> rrse > NO_BETTER_THAN_THE_MEAN).count());
    }
    return sheet;
  }
}
