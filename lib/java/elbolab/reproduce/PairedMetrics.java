package elbolab.reproduce;

import elbolab.show.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Pairs of numbers of one result whose difference is of interest: two metrics of the same units, or
 * one metric of two models with the same seeds.
 *
 * @param first metric or model of which …
 * @param second … this one is taken away, on the same data and seed
 */
public record PairedMetrics(Result result, Function<Key, Key> first, Function<Key, Key> second) {
  /** Where a number stands in a result, whatever the seed. */
  public record Key(String dataSet, String model, String metric) {
    public Key model(String other) {
      return new Key(dataSet, other, metric);
    }

    public Key metric(String other) {
      return new Key(dataSet, model, other);
    }
  }

  /** Each metric less the one whose name has this before it. */
  public static PairedMetrics lessPrefixed(Result result, String prefix) {
    return new PairedMetrics(result, key -> key, key -> key.metric(prefix + key.metric()));
  }

  /** Each model less the one that the function names, on the same data with the same seed. */
  public static PairedMetrics lessModel(Result result, Function<String, String> reference) {
    return new PairedMetrics(result, key -> key, key -> key.model(reference.apply(key.model())));
  }

  /** The difference over the seeds that have both; empty if none has. */
  public Optional<PairedDifference> difference(Key key) {
    Map<Long, Double> minuend = bySeed(first.apply(key));
    Map<Long, Double> subtrahend = bySeed(second.apply(key));
    minuend.keySet().retainAll(subtrahend.keySet());
    if (minuend.isEmpty()) {
      return Optional.empty();
    }
    double[] a = minuend.values().stream().mapToDouble(Double::doubleValue).toArray();
    double[] b = minuend.keySet().stream().mapToDouble(subtrahend::get).toArray();
    return Optional.of(PairedDifference.of(a, b));
  }

  private Map<Long, Double> bySeed(Key key) {
    Map<Long, Double> values = new LinkedHashMap<>();
    for (UnitResult each : result.units()) {
      Double value = each.metrics().get(key.metric);
      if (each.unit().dataSet().equals(key.dataSet)
          && each.unit().model().equals(key.model)
          && value != null) {
        values.put(each.unit().seed(), value);
      }
    }
    return values;
  }

  /** A line of a table: the pairs of one data set and model, and the difference of each metric. */
  public record Line(
      String dataSet, String model, int pairs, List<Optional<PairedDifference>> differences) {}

  /** Of each data set and model that has any of the metrics. */
  public List<Line> lines(List<String> dataSets, List<String> models, List<String> metrics) {
    List<Line> lines = new ArrayList<>();
    for (String dataSet : dataSets) {
      for (String model : models) {
        List<Optional<PairedDifference>> differences =
            metrics.stream().map(metric -> difference(new Key(dataSet, model, metric))).toList();
        int pairs =
            differences.stream()
                .flatMap(Optional::stream)
                .mapToInt(PairedDifference::pairs)
                .max()
                .orElse(0);
        if (pairs > 0) {
          lines.add(new Line(dataSet, model, pairs, differences));
        }
      }
    }
    return lines;
  }

  /**
   * How many differences are below 0, and how many of those with several runs are so clearly, or
   * clearly above: {@code 12 of 20 below 0; of 8 with several runs 3 clearly below, 1 above}.
   */
  public static String summary(List<Line> lines) {
    List<PairedDifference> all =
        lines.stream()
            .flatMap(line -> line.differences.stream())
            .flatMap(Optional::stream)
            .toList();
    long below = all.stream().filter(d -> d.mean() < 0).count();
    long several = all.stream().filter(d -> d.pairs() > 1).count();
    long clearlyBelow = all.stream().filter(d -> d.isClear() && d.mean() < 0).count();
    long clearlyAbove = all.stream().filter(d -> d.isClear() && d.mean() > 0).count();
    return "%d of %d below 0; of %d with several runs %d clearly below, %d clearly above"
        .formatted(below, all.size(), several, clearlyBelow, clearlyAbove);
  }

  /** One column for each metric; how many pairs there are is said in the line. */
  public static Sheet sheet(String caption, String what, List<String> metrics, List<Line> lines) {
    Sheet.Rows<Line> rows =
        Sheet.rows(lines)
            .column("data", Line::dataSet)
            .column(what, Line::model)
            .column("runs", Line::pairs);
    for (int m = 0; m < metrics.size(); m++) {
      int at = m;
      rows.column(
          metrics.get(m), line -> line.differences.get(at).map(Object::toString).orElse(""));
    }
    return rows.caption(caption);
  }
}
