package elbolab.reproduce;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which numbers of an experiment answer a claim: a metric of the units with these data, model and
 * horizon, over all seeds.
 *
 * @param claim the claim's id
 * @param obstacle why the numbers can never be compared with the claim's, such as other data; empty
 *     if they can
 * @param seeded whether the metric varies with the seed; one that does not has no standard error
 */
public record ClaimMetric(
    String claim,
    String dataSet,
    String model,
    int horizon,
    String metric,
    boolean seeded,
    Optional<String> obstacle) {

  public static ClaimMetric of(String claim, String dataSet, String model, String metric) {
    return new ClaimMetric(claim, dataSet, model, 0, metric, true, Optional.empty());
  }

  /**
   * The processor minutes of training, which no two machines share: shown beside the printed ones,
   * never judged.
   */
  public static ClaimMetric trainingMinutes(String claim, String dataSet, String model) {
    return of(claim, dataSet, model, ProcessorTime.OF_TRAINING).butNotComparable("another machine");
  }

  public ClaimMetric at(int forecastHorizon) {
    return new ClaimMetric(claim, dataSet, model, forecastHorizon, metric, seeded, obstacle);
  }

  /** The same for a metric that is the same for all seeds. */
  public ClaimMetric exact() {
    return new ClaimMetric(claim, dataSet, model, horizon, metric, false, obstacle);
  }

  public ClaimMetric butNotComparable(String reason) {
    return new ClaimMetric(claim, dataSet, model, horizon, metric, seeded, Optional.of(reason));
  }

  /** What a unit gave for it; empty if nothing. */
  OptionalDouble value(Result result, UnitResult unit) {
    if (isTime()) {
      return result.trainingMinutes(unit.unit());
    }
    Double value = unit.metrics().get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  boolean isTime() {
    return metric.equals(ProcessorTime.OF_TRAINING);
  }

  boolean fits(Unit unit) {
    return unit.dataSet().equals(dataSet)
        && unit.model().equals(model)
        && unit.horizon() == horizon;
  }
}
