package elbolab.reproduce;

import elbolab.data.DataFolder;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came out of a unit wherever it was computed, on its way to the file that keeps it.
 *
 * @param metrics by name
 * @param fingerprint of the data that were there
 * @param seconds of wall time
 * @param training processor seconds of the training, NaN where they were not measured
 */
public record Computed(
    Unit unit, TreeMap<String, Double> metrics, String fingerprint, double seconds, double training)
    implements Serializable {

  /** Runs a unit here. */
  public static Computed of(Experiment experiment, Unit unit, DataFolder folder) {
    DataInput data =
        experiment.data().stream()
            .filter(each -> each.name().equals(unit.dataSet()))
            .findFirst()
            .orElseThrow();
    String fingerprint = data.fingerprint(folder);
    long start = System.nanoTime();
    Map<String, Double> metrics = experiment.run(unit, folder);
    return new Computed(
        unit,
        new TreeMap<>(metrics),
        fingerprint,
        (System.nanoTime() - start) / 1e9,
        metrics.getOrDefault(ProcessorTime.OF_TRAINING, Double.NaN));
  }

  /** A result with this unit too. */
  public Result addedTo(Result result) {
    Run run = Run.here("now", 0, 0, new TreeMap<>());
    return result.with(result(), fingerprint, run);
  }

  UnitResult result() {
    return new UnitResult(unit, metrics);
  }
}
