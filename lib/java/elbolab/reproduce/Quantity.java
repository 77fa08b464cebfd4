package elbolab.reproduce;

import elbolab.show.Sheet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/** One number of an experiment, whatever the seed. */
public record Quantity(String dataSet, String model, int horizon, String metric) {
  /** The numbers of a result, each with its values over the seeds. */
  public static Map<Quantity, double[]> of(Result result) {
    Map<Quantity, double[]> values = new LinkedHashMap<>();
    for (UnitResult each : result.units()) {
      Unit unit = each.unit();
      each.metrics()
          .forEach(
              (metric, value) ->
                  values.merge(
                      new Quantity(unit.dataSet(), unit.model(), unit.horizon(), metric),
                      new double[] {value},
                      (before, one) ->
                          DoubleStream.concat(DoubleStream.of(before), DoubleStream.of(one))
                              .toArray()));
    }
    return values;
  }

  /** Mean and standard error of each. */
  public static Sheet table(Map<Quantity, double[]> values) {
    Sheet sheet = Sheet.columns("data", "model", "horizon", "metric", "obtained", "runs");
    values.forEach(
        (of, all) ->
            sheet.row(
                of.dataSet,
                of.model,
                of.horizon == 0 ? null : of.horizon,
                of.metric,
                Verdicts.mean(all),
                all.length));
    return sheet;
  }

  boolean answers(ClaimMetric answer) {
    return answer.fits(new Unit(dataSet, model, horizon, 0)) && answer.metric().equals(metric);
  }
}
