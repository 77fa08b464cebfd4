package elbolab.reproduce.sweep;

import elbolab.reproduce.Result;
import elbolab.reproduce.UnitResult;
import elbolab.show.Measured;
import elbolab.show.Panels;
import elbolab.show.Parallel;
import elbolab.show.Plot;
import elbolab.show.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What came out of a sweep so far: a row for each setting, model and data set. */
public final class Outcomes {
  private final Sweep sweep;
  private final List<Row> rows;
  private final List<String> metrics;

  /** The metrics of a setting, averaged over seeds. */
  record Row(
      String dataSet, String model, int horizon, Setting setting, Map<String, Measured> metrics) {
    double value(String metric) {
      return metrics.containsKey(metric) ? metrics.get(metric).value() : Double.NaN;
    }
  }

  Outcomes(Sweep sweep, SweepExperiment experiment, Result result) {
    this.sweep = sweep;
    this.rows = rows(experiment, result);
    metrics =
        rows.stream().flatMap(row -> row.metrics.keySet().stream()).distinct().sorted().toList();
    sweep.best().ifPresent(best -> best.requireAmong(metrics));
  }

  private static List<Row> rows(SweepExperiment experiment, Result result) {
    Map<String, List<UnitResult>> byModel = new LinkedHashMap<>();
    // In the order of the settings, and not in that of the results, which is alphabetical.
    for (String model : experiment.pieces().keySet()) {
      for (UnitResult unit : result.units()) {
        if (unit.unit().model().equals(model)) {
          String key = unit.unit().dataSet() + "\n" + model + "\n" + unit.unit().horizon();
          byModel.computeIfAbsent(key, first -> new ArrayList<>()).add(unit);
        }
      }
    }
    return byModel.values().stream().map(units -> row(experiment, units)).toList();
  }

  private static Row row(SweepExperiment experiment, List<UnitResult> units) {
    UnitResult first = units.get(0);
    Map<String, Measured> means = new TreeMap<>();
    for (String metric : first.metrics().keySet()) {
      double[] values = units.stream().mapToDouble(each -> each.metrics().get(metric)).toArray();
      means.put(metric, Measured.ofRuns(values));
    }
    SweepExperiment.Piece piece = experiment.piece(first.unit());
    return new Row(
        first.unit().dataSet(), piece.model(), first.unit().horizon(), piece.setting(), means);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  String title() {
    return sweep.experiment().title();
  }

  /** What was varied, and what came out best. */
  String sentence() {
    if (rows.isEmpty()) {
      return "No setting has been run yet.";
    }
    String best =
        sweep
            .best()
            .map(
                order -> {
                  Row first = finished(order).get(0);
                  return " The %s, %s, is that of %s."
                      .formatted(order, first.metrics.get(order.metric()), first.setting);
                })
            .orElse("");
    return "%d settings of %s.%s".formatted(rows.size(), String.join(", ", options()), best);
  }

  /** Best first; of a halving only those of the largest budget, which the others are not up to. */
  private List<Row> finished(Best order) {
    List<Row> sorted = sorted(order);
    if (sweep.halving().isEmpty()) {
      return sorted;
    }
    String budget = sweep.halving().get().budget();
    double most = rows.stream().mapToDouble(row -> number(row, budget)).max().orElseThrow();
    return sorted.stream().filter(row -> number(row, budget) == most).toList();
  }

  /** For a terminal: the table, and what came out best. */
  String inWords() {
    return "%s%n%s%n%n%s%n%n%s%n"
        .formatted(table().toMarkdown(), parallel(), responses(), sentence());
  }

  public List<String> metrics() {
    return metrics;
  }

  /** The mean of a metric for the settings in which options have these values, in their order. */
  public double[] values(String metric) {
    return sorted(null).stream().mapToDouble(row -> row.value(metric)).toArray();
  }

  /** The best settings first, if the sweep says which these are. */
  public Sheet table() {
    return table(sweep.best().orElse(null));
  }

  /** Sorted by {@code lowest nll}, say. */
  public Sheet table(String words) {
    Best best = Best.of(words);
    best.requireAmong(metrics);
    return table(best);
  }

  private Sheet table(Best best) {
    boolean data = differ(rows.stream().map(Row::dataSet));
    boolean models = differ(rows.stream().map(Row::model));
    boolean horizons = differ(rows.stream().map(Row::horizon));
    List<String> names = new ArrayList<>();
    Stream.of(data ? "data" : "", models ? "model" : "", horizons ? "horizon" : "")
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    names.addAll(options());
    names.addAll(metrics);
    Sheet sheet = Sheet.columns(names.toArray(String[]::new));
    for (Row row : sorted(best)) {
      List<Object> cells = new ArrayList<>();
      if (data) {
        cells.add(row.dataSet);
      }
      if (models) {
        cells.add(row.model);
      }
      if (horizons) {
        cells.add(row.horizon);
      }
      options().forEach(option -> cells.add(cell(row.setting.values().get(option))));
      metrics.forEach(metric -> cells.add(cell(row.metrics.get(metric))));
      sheet.row(cells.toArray());
    }
    return sheet.caption(
        "%s: %d settings%s"
            .formatted(sweep.name(), rows.size(), best == null ? "" : ", " + best + " first"));
  }

  private static Object cell(Object value) {
    return value instanceof Number || value == null ? value : Options.text(value);
  }

  /** A single run stands without a standard error. */
  private static Object cell(Measured measured) {
    return measured == null || measured.standardError() > 0 ? measured : (Object) measured.value();
  }

  private static boolean differ(Stream<?> values) {
    return values.distinct().limit(2).count() > 1;
  }

  private List<Row> sorted(Best best) {
    return best == null
        ? rows
        : rows.stream()
            .sorted(Comparator.comparing(row -> row.value(best.metric()), best::compare))
            .toList();
  }

  /** Names of the options that are varied. */
  private List<String> options() {
    return rows.stream().flatMap(row -> row.setting.values().keySet().stream()).distinct().toList();
  }

  /** The metric that the sweep is about. */
  private String metric() {
    return sweep.best().map(Best::metric).orElse(metrics.isEmpty() ? "" : metrics.get(0));
  }

  /** A line for each setting through an axis for each option and one for the metric. */
  public Parallel parallel() {
    return parallel(metric());
  }

  public Parallel parallel(String metric) {
    Parallel figure = Parallel.of("%s: settings and %s".formatted(sweep.name(), metric));
    for (String option : options()) {
      if (numeric(option)) {
        figure.axis(option, rows.stream().mapToDouble(row -> number(row, option)).toArray());
      } else {
        figure.words(
            option,
            rows.stream().map(row -> Options.text(row.setting.values().get(option))).toList());
      }
    }
    return figure.colour(metric, rows.stream().mapToDouble(row -> row.value(metric)).toArray());
  }

  private boolean numeric(String option) {
    return rows.stream().allMatch(row -> row.setting.values().get(option) instanceof Number);
  }

  private static double number(Row row, String option) {
    return ((Number) row.setting.values().get(option)).doubleValue();
  }

  /** How the metric answers to each option, whatever the others are. */
  public Panels responses() {
    return responses(metric());
  }

  public Panels responses(String metric) {
    List<Plot> plots = options().stream().map(option -> response(option, metric)).toList();
    int columns = plots.size() == 1 ? 1 : 2;
    return Panels.of("%s: how %s answers".formatted(sweep.name(), metric), columns, plots)
        .size(columns * 420, 40 + (plots.size() + columns - 1) / columns * 300);
  }

  /** Each setting as a point; of each value of the option the mean, as a line. */
  private Plot response(String option, String metric) {
    boolean numbers = numeric(option);
    List<String> words =
        List.copyOf(
            new TreeSet<>(
                rows.stream().map(row -> Options.text(row.setting.values().get(option))).toList()));
    double[] x =
        rows.stream()
            .mapToDouble(
                row ->
                    numbers
                        ? number(row, option)
                        : words.indexOf(Options.text(row.setting.values().get(option))))
            .toArray();
    double[] y = rows.stream().mapToDouble(row -> row.value(metric)).toArray();
    Plot plot =
        Plot.of("")
            .x(numbers ? option : option + ": " + String.join(", ", words))
            .y(metric)
            .points("settings", x, y);
    double[] levels = Arrays.stream(x).distinct().sorted().toArray();
    if (levels.length > 1 && levels.length <= Math.max(2, x.length / 2)
        || levels.length == x.length) {
      double[] means = Arrays.stream(levels).map(level -> mean(x, y, level)).toArray();
      plot.line("mean", levels, means);
    }
    boolean positive = levels.length > 0 && levels[0] > 0;
    return positive && levels[levels.length - 1] >= 20 * levels[0] ? plot.logX() : plot;
  }

  private static double mean(double[] x, double[] y, double level) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] == level && Double.isFinite(y[i])) {
        sum += y[i];
        count++;
      }
    }
    return sum / count;
  }

  @Override
  public String toString() {
    return table().toMarkdown();
  }
}
