package elbolab.reproduce;

import elbolab.data.DataFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What is to be done for one experiment: its wanted units, and the data sets that are not here.
 *
 * @param units on data that are here
 * @param missing units on data that are not
 * @param reasons why, by data set
 */
record PlannedUnits(
    Experiment experiment, List<Unit> units, List<Unit> missing, Map<String, String> reasons) {

  /**
   * @param seeds how many, 0 for the experiment's own number
   */
  static PlannedUnits of(
      Experiment experiment,
      DataFolder folder,
      int seeds,
      Predicate<String> dataSets,
      Predicate<Unit> wanted) {
    List<Unit> units = new ArrayList<>();
    List<Unit> missing = new ArrayList<>();
    Map<String, String> reasons = new TreeMap<>();
    for (DataInput data : experiment.data()) {
      if (!dataSets.test(data.name())) {
        continue;
      }
      List<Unit> all =
          experiment.units(data.name(), seeds == 0 ? experiment.seeds(data.name()) : seeds).stream()
              .filter(wanted)
              .toList();
      data.missing(folder).ifPresent(reason -> reasons.put(data.name(), reason));
      (reasons.containsKey(data.name()) ? missing : units).addAll(all);
    }
    return new PlannedUnits(experiment, units, missing, reasons);
  }

  /** The units that a result does not have yet. */
  List<Unit> open(Result result) {
    return units.stream().filter(unit -> result.find(unit).isEmpty()).toList();
  }

  double seconds(List<Unit> some) {
    return some.stream().mapToDouble(experiment::seconds).sum();
  }
}
