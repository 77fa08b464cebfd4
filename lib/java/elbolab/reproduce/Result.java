package elbolab.reproduce;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an experiment gave so far at one scale.
 *
 * @param settings name and value of every setting
 * @param data what each data set was: the SHA-256 of its files, or how it was generated
 * @param units in their order, each once
 * @param runs that contributed, in order of time
 */
public record Result(
    String experiment,
    Scale scale,
    SortedMap<String, String> settings,
    SortedMap<String, String> data,
    List<UnitResult> units,
    List<Run> runs) {
  public Result {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
    units = List.copyOf(byUnit(units).values());
    runs = List.copyOf(new TreeSet<>(runs));
  }

  /** No units yet. */
  public static Result of(Experiment experiment) {
    return new Result(
        experiment.id(),
        experiment.scale(),
        settings(experiment.settings()),
        new TreeMap<>(),
        List.of(),
        List.of());
  }

  /** Whether this was obtained with the settings that the experiment has now. */
  boolean isOf(Experiment experiment) {
    return settings.equals(settings(experiment.settings()));
  }

  private static SortedMap<String, String> settings(Record record) {
    SortedMap<String, String> settings = new TreeMap<>();
    for (RecordComponent part : record.getClass().getRecordComponents()) {
      try {
        part.getAccessor().setAccessible(true);
        settings.put(part.getName(), String.valueOf(part.getAccessor().invoke(record)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("cannot read " + part + " of " + record, e);
      }
    }
    return settings;
  }

  /**
   * The two units must agree bit for bit, for the same work gives the same bits anywhere. One that
   * has more metrics, from a version that computes more, takes the place of the other.
   */
  private static SortedMap<Unit, UnitResult> byUnit(List<UnitResult> units) {
    SortedMap<Unit, UnitResult> byUnit = new TreeMap<>();
    for (UnitResult each : units) {
      UnitResult other = byUnit.putIfAbsent(each.unit(), each);
      if (other != null && each.metrics().entrySet().containsAll(other.metrics().entrySet())) {
        byUnit.put(each.unit(), each);
      } else if (other != null
          && !other.metrics().entrySet().containsAll(each.metrics().entrySet())) {
        throw new ResultException(
            "%s: two results disagree, %s and %s"
                .formatted(each.unit(), other.metrics(), each.metrics()));
      }
    }
    return byUnit;
  }

  /** One more unit; the run takes the place of what was known of it before. */
  Result with(UnitResult unit, String fingerprint, Run run) {
    List<Run> others = runs.stream().filter(r -> !r.began().equals(run.began())).toList();
    SortedMap<String, String> its = new TreeMap<>();
    its.put(unit.unit().dataSet(), fingerprint);
    Result before = new Result(experiment, scale, settings, data, units, others);
    return before.merge(new Result(experiment, scale, settings, its, List.of(unit), List.of(run)));
  }

  public Optional<UnitResult> find(Unit unit) {
    return units.stream().filter(result -> result.unit().equals(unit)).findFirst();
  }

  /** A metric of a model, one number for each unit that was run. */
  public double[] values(String model, String metric) {
    return units.stream()
        .filter(unit -> unit.unit().model().equals(model))
        .mapToDouble(unit -> unit.metrics().get(metric))
        .toArray();
  }

  /** The same on one data set, of the units that have the metric. */
  public double[] values(String dataSet, String model, String metric) {
    return units.stream()
        .filter(unit -> unit.unit().dataSet().equals(dataSet))
        .filter(unit -> unit.unit().model().equals(model))
        .filter(unit -> unit.metrics().containsKey(metric))
        .mapToDouble(unit -> unit.metrics().get(metric))
        .toArray();
  }

  /**
   * Processor minutes that the training of a unit took: of the runs that measured it the least, for
   * whatever disturbs adds to it.
   */
  OptionalDouble trainingMinutes(Unit unit) {
    OptionalDouble least =
        runs.stream()
            .map(run -> run.trainingOf(unit))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .min();
    return least.isPresent() ? OptionalDouble.of(least.getAsDouble() / 60) : least;
  }

  /** The union of both, or an error that names what does not fit together. */
  public Result merge(Result other) {
    if (!experiment.equals(other.experiment) || scale != other.scale) {
      throw new ResultException(
          "results of %s at %s scale and of %s at %s scale cannot be merged"
              .formatted(experiment, scale, other.experiment, other.scale));
    }
    requireSame("setting", settings, other.settings, true);
    requireSame("data set", data, other.data, false);
    SortedMap<String, String> allData = new TreeMap<>(data);
    allData.putAll(other.data);
    List<UnitResult> allUnits = new ArrayList<>(units);
    allUnits.addAll(other.units);
    List<Run> allRuns = new ArrayList<>(runs);
    allRuns.addAll(other.runs);
    return new Result(experiment, scale, settings, allData, allUnits, allRuns);
  }

  private void requireSame(
      String what, Map<String, String> mine, Map<String, String> others, boolean all) {
    TreeSet<String> names = new TreeSet<>(mine.keySet());
    names.addAll(others.keySet());
    for (String name : names) {
      boolean inBoth = mine.containsKey(name) && others.containsKey(name);
      if ((all || inBoth) && !(inBoth && mine.get(name).equals(others.get(name)))) {
        throw new ResultException(
            "%s at %s scale: the %s %s is %s in one result and %s in the other"
                .formatted(experiment, scale, what, name, mine.get(name), others.get(name)));
      }
    }
  }
}
