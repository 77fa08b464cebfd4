package elbolab.reproduce;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a unit gave: numbers by name. Negative zeros become zeros, which a file cannot tell apart.
 * Times are left out, for they are other ones each time; a {@link Run} keeps them.
 */
public record UnitResult(Unit unit, SortedMap<String, Double> metrics) {
  public UnitResult {
    SortedMap<String, Double> copy = new TreeMap<>();
    metrics.forEach((name, value) -> copy.put(name, value + 0.0));
    copy.remove(ProcessorTime.OF_TRAINING);
    metrics = Collections.unmodifiableSortedMap(copy);
  }

  public static UnitResult of(Unit unit, Map<String, Double> metrics) {
    return new UnitResult(unit, new TreeMap<>(metrics));
  }
}
