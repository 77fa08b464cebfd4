package elbolab.reproduce;

import elbolab.data.Column;
import elbolab.data.ColumnKind;
import elbolab.data.DataException;
import elbolab.data.Dataset;
import elbolab.data.LeftOut;
import elbolab.data.Nearest;
import elbolab.data.Table;
import elbolab.data.TableEncoding;
import elbolab.data.TableFile;
import elbolab.hhvaem.Feature;
import elbolab.hhvaem.Features;
import elbolab.hhvaem.Fitting;
import elbolab.hhvaem.HhVaem;
import elbolab.hhvaem.HhVaemOptions;
import elbolab.hhvaem.Imputed;
import elbolab.hhvaem.Inference;
import elbolab.hhvaem.TrainingLengths;
import elbolab.math.Quantile;
import elbolab.math.Rng;
import elbolab.show.ProgressLine;
import elbolab.show.TrainingLine;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A reader's table read, a model trained on it or opened, the gaps filled, all of it written. */
final class TableCompletion {
  private static final int FEWEST_ROWS = 10;

  /** So many columns or fewer are narrow: their latent levels are small. */
  private static final int NARROW = 8;

  private static final int BATCH = 100;

  /** A number is far away beyond so many widths of the middle half of its column. */
  private static final int FAR = 20;

  private final Path file;
  private final Path completed;
  private final int draws;
  private final long seed;
  private final PrintStream out;
  private final PrintStream err;
  private String stageName;
  private volatile String kept = "Nothing was written.";

  TableCompletion(
      Path file, Path completed, int draws, long seed, PrintStream out, PrintStream err) {
    this.file = file;
    this.completed = completed;
    this.draws = draws;
    this.seed = seed;
    this.out = out;
    this.err = err;
  }

  /** What is there when the process ends now. */
  String kept() {
    return kept;
  }

  void train(Map<String, ColumnKind> kinds, List<String> targets, HhVaemKind kind, long steps) {
    TableFile source = TableFile.open(file, kinds);
    Table table = source.table().withTargets(targets.toArray(String[]::new));
    out.println(table);
    if (table.rows() < FEWEST_ROWS) {
      throw new DataException(
          "%s: %,d rows to learn from, at least %d are needed; with --model a stored model fills any number"
              .formatted(file, table.rows(), FEWEST_ROWS));
    }
    Features features = Features.byKind(table);
    sayLeftOut(Features.leftOut(table));
    HhVaemOptions options = kind.options(features.inputs().size() <= NARROW).seed(seed);
    HhVaem model = HhVaem.of(features, options);
    Path to = ImputeCommand.beside(completed, ".model.safetensors");
    Dataset data = features.encode(table);
    sayFarAway(features, data);
    fit(model, data, kind, steps);
    model.save(to);
    kept = "The model is in %s; with --model it fills the gaps without training.".formatted(to);
    fill(model, source);
    out.printf("The model: %s%n", to);
  }

  private void sayLeftOut(List<LeftOut> columns) {
    if (!columns.isEmpty()) {
      out.println();
    }
    columns.forEach(left -> out.printf("Left as it is: %s (%s)%n", left.column(), left.why()));
  }

  /** A number far away from the others is often a slip of the pen, or a code for missing. */
  private void sayFarAway(Features features, Dataset data) {
    float[] codes = data.all().values().toArray();
    float[] seen = data.all().maskOrOnes().toArray();
    int width = data.features();
    for (int d = 0; d < width; d++) {
      Feature feature = features.all().get(d);
      int column = d;
      double[] own =
          IntStream.range(0, data.size())
              .map(row -> row * width + column)
              .filter(k -> seen[k] > 0)
              .mapToDouble(k -> codes[k])
              .sorted()
              .toArray();
      double low = Quantile.ofSorted(own, 0.25);
      double high = Quantile.ofSorted(own, 0.75);
      double greatest = own[own.length - 1];
      double farthest = greatest - high > low - own[0] ? greatest : own[0];
      // Far on the scale of the model and on that of the table: log(1 + x) stretches small numbers.
      boolean far =
          isFar(farthest, low, high)
              && isFar(feature.value(farthest), feature.value(low), feature.value(high));
      if (feature.kind().isNumber() && far) {
        out.printf(
            "Look at %s: %s is far from the others, of which half lie between %s and %s. If it stands"
                + " for a missing value, empty it.%n",
            feature.name(), feature.text(farthest), feature.text(low), feature.text(high));
      }
    }
  }

  private static boolean isFar(double value, double low, double high) {
    return high > low && Math.max(value - high, low - value) > FAR * (high - low);
  }

  private void fit(HhVaem model, Dataset data, HhVaemKind kind, long steps) {
    TrainingLengths lengths =
        TrainingLengths.steps(steps).batch(Math.min(BATCH, data.size())).seed(seed);
    Fitting fitting = model.fitting(data, lengths).listen(TrainingLine.of(() -> stageName, err));
    err.printf("%n%s, latent %s, %,d steps%n", kind, model.options().latent(), steps);
    for (Fitting.Stage stage : Fitting.Stage.values()) {
      boolean last = stage == Fitting.Stage.HMC;
      if (!last || model.options().chain().isPresent() && lengths.hmcSteps() > 0) {
        stageName = NAMES.get(stage);
        fitting.run(stage);
      }
    }
  }

  private static final Map<Fitting.Stage, String> NAMES =
      Map.of(
          Fitting.Stage.MARGINAL, "columns, each alone",
          Fitting.Stage.DEPENDENCY, "columns together",
          Fitting.Stage.HMC, "with HMC");

  void use(Path modelFile) {
    HhVaem model = HhVaem.open(modelFile);
    Map<String, ColumnKind> kinds = new LinkedHashMap<>();
    List<String> names =
        TableFile.open(file, Map.of()).table().columns().stream().map(Column::name).toList();
    for (Feature feature : model.features().all()) {
      if (!names.contains(feature.name())) {
        throw new DataException(
            "%s: the model knows a column '%s' that is not there; nearest: '%s'. Add it, empty where it is unknown"
                .formatted(file, feature.name(), Nearest.of(feature.name(), names)));
      }
      kinds.put(feature.name(), kind(feature));
    }
    TableFile source = TableFile.open(file, kinds);
    Table table = source.table();
    List<String> reasons =
        table.reasons().stream()
            .map(why -> why.equals("declared") ? "as the model has it" : why)
            .toList();
    out.println(new Table(table.name(), table.columns(), table.targets(), reasons));
    sayLeftOut(
        names.stream()
            .filter(name -> !kinds.containsKey(name))
            .map(name -> new LeftOut(name, "not known to the model"))
            .toList());
    // Complains before anything is computed.
    model.features().encode(table, TableEncoding.Unseen.MISSING);
    kinds.keySet().forEach(name -> sayUnseen(name, model.features().unseen(table, name)));
    fill(model, source);
  }

  private static ColumnKind kind(Feature feature) {
    return switch (feature.kind()) {
      case GAUSSIAN -> ColumnKind.REAL;
      case LOG_GAUSSIAN -> ColumnKind.NON_NEGATIVE;
      case BERNOULLI, CATEGORICAL -> ColumnKind.CATEGORICAL;
    };
  }

  private void sayUnseen(String column, List<String> categories) {
    if (!categories.isEmpty()) {
      out.printf(
          "Not known to the model: %s in %s. They stay, and tell it nothing.%n",
          categories.stream().limit(5).collect(Collectors.joining("', '", "'", "'"))
              + (categories.size() > 5 ? " and %d more".formatted(categories.size() - 5) : ""),
          column);
    }
  }

  private void fill(HhVaem model, TableFile source) {
    Table table = source.table();
    List<Imputed.Summary> cells = new ArrayList<>();
    boolean chain = model.options().chain().isPresent();
    Table filled;
    try (ProgressLine line = ProgressLine.of("filling the gaps", table.rows(), err)) {
      filled =
          model.impute(
              table,
              chain ? Inference.HMC : Inference.ENCODER,
              draws,
              Rng.of(seed, "impute"),
              cell -> {
                cells.add(cell.summary());
                line.at(cell.row() + 1);
              });
      line.at(table.rows());
    }
    Path intervals = ImputeCommand.beside(completed, "-intervals.csv");
    source.complete(filled, completed);
    Imputed.uncertainty(cells).save(intervals);
    out.printf("%n%,d cells filled: %s%n", cells.size(), completed);
    out.printf("What each may be: %s%n", intervals);
  }
}
