package elbolab.hhvaem;

import elbolab.data.CategoryColumn;
import elbolab.data.Column;
import elbolab.data.ColumnKind;
import elbolab.data.DataException;
import elbolab.data.Dataset;
import elbolab.data.LeftOut;
import elbolab.data.NumberColumn;
import elbolab.data.Observed;
import elbolab.data.Table;
import elbolab.data.TableEncoding.Unseen;
import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The columns of a table as the models see them, inputs first and then the targets. Inputs of one
 * number come before the categorical ones, so that each group is one block of a network.
 *
 * <p>Kinds are told from the values as in the thesis's experiments: fewer than 10 different values
 * are categories (two of them: Bernoulli), other numbers are log-Gaussian if none is below 0, else
 * Gaussian. Targets that are numbers are Gaussian.
 */
public record Features(List<Feature> inputs, List<Feature> targets) {
  private static final int FEWEST_NUMBERS = 10;

  /** A number farther from the mean than so many deviations is refused. */
  private static final double FARTHEST = 1e6;

  /** So many categories stand in a message. */
  private static final int MOST_TOLD = 10;

  /** Numbers are filled in with decimals down to this part of their range, if they have so many. */
  private static final double FINEST = 1e-5;

  public Features {
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("no features: at least one column must not be a target");
    }
    boolean categories = false;
    for (Feature input : inputs) {
      boolean categorical = input.kind() == FeatureKind.CATEGORICAL;
      if (categories && !categorical) {
        throw new IllegalArgumentException(
            "feature '%s' of one number after a categorical one: put it before them"
                .formatted(input.name()));
      }
      categories |= categorical;
    }
  }

  /** Kinds from all rows, moments from all rows. */
  public static Features of(Table table) {
    return of(table, IntStream.range(0, table.rows()).toArray());
  }

  /** Kinds and levels from all rows, means and deviations from those that are trained on. */
  public static Features of(Table table, int[] trained) {
    List<Feature> inputs =
        table.features().stream()
            .map(column -> feature(column, kind(column), trained))
            .sorted(Comparator.comparing(input -> input.kind() == FeatureKind.CATEGORICAL))
            .toList();
    List<Feature> targets =
        table.targets().stream()
            .map(table::column)
            .map(column -> feature(column, targetKind(column), trained))
            .toList();
    return new Features(inputs, targets);
  }

  /**
   * Kinds as the table's columns have them, so that a reader decides: real is Gaussian,
   * non-negative numbers and counts are log-Gaussian, or Gaussian as targets. Columns that no model
   * can use are left out: {@link #leftOut} names them.
   */
  public static Features byKind(Table table) {
    int[] rows = IntStream.range(0, table.rows()).toArray();
    List<Feature> inputs =
        table.features().stream()
            .filter(column -> LeftOut.of(column).isEmpty())
            .map(column -> feature(column, declared(column), rows))
            .sorted(Comparator.comparing(input -> input.kind() == FeatureKind.CATEGORICAL))
            .toList();
    if (inputs.isEmpty()) {
      throw new DataException(
          "%s: no column is left to learn from: %s".formatted(table.name(), leftOut(table)));
    }
    List<Feature> targets = new ArrayList<>();
    for (String target : table.targets()) {
      Column column = table.column(target);
      LeftOut.of(column)
          .ifPresent(
              problem -> {
                throw new DataException(
                    "%s: the target '%s' cannot be learned: %s"
                        .formatted(table.name(), target, problem.why()));
              });
      targets.add(feature(column, ofTarget(declared(column)), rows));
    }
    return new Features(inputs, targets);
  }

  /** The columns that {@link #byKind} leaves out. */
  public static List<LeftOut> leftOut(Table table) {
    return table.features().stream().flatMap(column -> LeftOut.of(column).stream()).toList();
  }

  private static FeatureKind declared(Column column) {
    if (column.different() == 1) {
      return FeatureKind.CATEGORICAL; // A constant is itself wherever it is missing.
    }
    return switch (column.kind()) {
      case REAL -> FeatureKind.GAUSSIAN;
      case NON_NEGATIVE, COUNT -> FeatureKind.LOG_GAUSSIAN;
      case BINARY -> FeatureKind.BERNOULLI;
      case CATEGORICAL -> FeatureKind.CATEGORICAL;
      case DATE, TEXT -> throw new AssertionError(column.kind());
    };
  }

  private static FeatureKind targetKind(Column column) {
    return ofTarget(kind(column));
  }

  private static FeatureKind ofTarget(FeatureKind kind) {
    return kind == FeatureKind.LOG_GAUSSIAN ? FeatureKind.GAUSSIAN : kind;
  }

  private static FeatureKind kind(Column column) {
    int different = levels(column).size();
    if (different == 0) {
      throw new DataException(
          "Column '%s' has no value at all: leave it out".formatted(column.name()));
    }
    if (column instanceof NumberColumn numbers && different >= FEWEST_NUMBERS) {
      boolean below = Arrays.stream(numbers.values()).anyMatch(x -> x < 0);
      return below ? FeatureKind.GAUSSIAN : FeatureKind.LOG_GAUSSIAN;
    }
    return different == 2 ? FeatureKind.BERNOULLI : FeatureKind.CATEGORICAL;
  }

  /** The different values as text, numbers in ascending order. */
  private static List<String> levels(Column column) {
    if (column instanceof CategoryColumn categories) {
      return categories.levels();
    }
    if (column instanceof NumberColumn numbers) {
      double[] values = numbers.values();
      return IntStream.range(0, values.length)
          .filter(row -> !Double.isNaN(values[row]))
          .boxed()
          .sorted(Comparator.comparingDouble(row -> values[row]))
          .map(row -> column.text(row))
          .distinct()
          .toList();
    }
    throw new DataException(
        "Column '%s' holds %s: leave it out, or turn it into a number"
            .formatted(column.name(), column.kind().meaning()));
  }

  private static Feature feature(Column given, FeatureKind kind, int[] trained) {
    Column column = kind.isNumber() ? given.asNumbers() : given;
    List<String> levels = kind.isNumber() ? List.of() : levels(column);
    Feature plain = new Feature(column.name(), kind, levels, 0, 1, 0, 0);
    Moments moments = new Moments();
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int row : trained) {
      if (!column.isMissing(row)) {
        double value = raw(plain, column, row);
        moments.add(plain.transformed(value));
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    if (moments.count() == 0) {
      throw new DataException(
          "Column '%s' has no value in the %d rows that are trained on: leave it out"
              .formatted(column.name(), trained.length));
    }
    double variance =
        moments.count() < 2 ? 0 : moments.variance() * (moments.count() - 1) / moments.count();
    double deviation = variance > 0 ? Math.sqrt(variance) : 1;
    int decimals = kind.isNumber() ? decimals(column, greatest - least) : 0;
    return new Feature(
        column.name(), kind, levels, moments.mean(), deviation, least, greatest, decimals);
  }

  /** As many as the numbers have, but none that is lost in their range. */
  private static int decimals(Column column, double range) {
    int most = 0;
    for (int row = 0; row < column.size(); row++) {
      String text = column.text(row);
      int point = text.indexOf('.');
      most = point < 0 ? most : Math.max(most, text.length() - point - 1);
    }
    int useful = 0;
    for (double unit = 1; unit > FINEST * range && useful < most && useful < 12; unit /= 10) {
      useful++;
    }
    return useful;
  }

  /** The number, or the code of the category among the feature's levels. */
  private static double raw(Feature feature, Column column, int row) {
    if (column instanceof NumberColumn numbers && feature.kind().isNumber()) {
      double value = numbers.values()[row];
      if (feature.kind() == FeatureKind.LOG_GAUSSIAN && value < 0) {
        throw new DataException(
            "Column '%s', row %d: %s, but log(1 + x) needs 0 or more: take it for GAUSSIAN"
                .formatted(column.name(), row + 1, value));
      }
      if (Math.abs(value) > Float.MAX_VALUE) {
        throw new DataException(
            "Column '%s', row %d: %s is beyond 3.4e38, the range of a model's numbers: correct it or empty the cell"
                .formatted(column.name(), row + 1, value));
      }
      return value;
    }
    int code = feature.level(column.text(row));
    if (code < 0) {
      throw new DataException(
          "Column '%s', row %d: '%s' is none of the categories known from training: %s%s"
              .formatted(
                  column.name(),
                  row + 1,
                  column.text(row),
                  feature.levels().stream().limit(MOST_TOLD).collect(Collectors.joining(", ")),
                  feature.levels().size() > MOST_TOLD ? ", …" : ""));
    }
    return code;
  }

  /** The same features with one of them taken for another kind; the table is the trained one. */
  public Features as(String name, FeatureKind kind, Table table) {
    int[] rows = IntStream.range(0, table.rows()).toArray();
    Feature changed = feature(table.column(name), kind, rows);
    Stream<Feature> others =
        inputs.stream().map(input -> input.name().equals(name) ? changed : input);
    return new Features(
        others
            .sorted(Comparator.comparing(input -> input.kind() == FeatureKind.CATEGORICAL))
            .toList(),
        targets.stream().map(target -> target.name().equals(name) ? changed : target).toList());
  }

  /** Inputs, then targets. */
  public List<Feature> all() {
    return Stream.concat(inputs.stream(), targets.stream()).toList();
  }

  /**
   * The codes of all cells, [inputs + targets] a row, with what is missing marked. The table may be
   * another one than the features are of; its columns are found by their names.
   */
  public Dataset encode(Table table) {
    return encode(table, Unseen.REFUSE);
  }

  /** The same; a category that is not known from training may count as missing. */
  public Dataset encode(Table table, Unseen unseen) {
    List<Feature> all = all();
    int width = all.size();
    float[] codes = new float[table.rows() * width];
    boolean[] seen = new boolean[codes.length];
    for (int d = 0; d < width; d++) {
      Feature feature = all.get(d);
      Column column = column(table, feature);
      for (int row = 0; row < table.rows(); row++) {
        if (!column.isMissing(row) && (unseen == Unseen.REFUSE || knows(feature, column, row))) {
          codes[row * width + d] = code(feature, column, row);
          seen[row * width + d] = true;
        }
      }
    }
    return Dataset.of(codes, seen, width);
  }

  private static boolean knows(Feature feature, Column column, int row) {
    return feature.kind().isNumber() || feature.level(column.text(row)) >= 0;
  }

  /** The categories of a table's column that are not known from training; none of numbers. */
  public List<String> unseen(Table table, String name) {
    Feature feature =
        all().stream().filter(its -> its.name().equals(name)).findFirst().orElseThrow();
    Column column = table.column(name);
    return IntStream.range(0, table.rows())
        .filter(row -> !column.isMissing(row) && !knows(feature, column, row))
        .mapToObj(column::text)
        .distinct()
        .toList();
  }

  private static Column column(Table table, Feature feature) {
    Column column = table.column(feature.name());
    return feature.kind().isNumber() ? column.asNumbers() : column;
  }

  private static float code(Feature feature, Column column, int row) {
    double code = feature.code(raw(feature, column, row));
    if (!(Math.abs(code) <= FARTHEST)) {
      throw new DataException(
          "Column '%s', row %d: %s does not fit to what was trained on, from %s to %s"
              .formatted(
                  column.name(), row + 1, column.text(row), feature.least(), feature.greatest()));
    }
    return (float) code;
  }

  /** Hides all targets, and each input with this probability. */
  public Observed hide(Observed x, double share, Rng rng) {
    int width = all().size();
    float[] mask = new float[x.rows() * width];
    for (int k = 0; k < mask.length; k++) {
      boolean input = k % width < inputs.size();
      mask[k] = rng.nextFloat() >= share && input ? 1 : 0;
    }
    return x.hide(Tensor.of(mask, x.rows(), width));
  }

  /**
   * The table with its missing cells filled from codes, [rows, inputs + targets]: numbers with as
   * many decimals as the others of their column, and not below the least of them.
   */
  public Table fill(Table table, double[] codes) {
    List<Feature> all = all();
    Table filled = table;
    for (int d = 0; d < all.size(); d++) {
      Feature feature = all.get(d);
      Column seen = table.column(feature.name());
      if (seen.missing() > 0) {
        String reason = table.reasons().get(table.columns().indexOf(seen));
        double[] own = new double[table.rows()];
        for (int row = 0; row < own.length; row++) {
          own[row] = codes[row * all.size() + d];
        }
        filled = filled.with(filled(seen, feature, own), reason);
      }
    }
    return filled;
  }

  private static Column filled(Column seen, Feature feature, double[] codes) {
    if (feature.kind().isNumber()) {
      double[] numbers = Arrays.stream(codes).map(feature::filled).toArray();
      return seen.asNumbers().filledFrom(new NumberColumn(seen.name(), ColumnKind.REAL, numbers));
    }
    int[] levels = Arrays.stream(codes).mapToInt(code -> (int) code).toArray();
    ColumnKind kind =
        feature.levels().size() == 2 && seen.kind() == ColumnKind.BINARY
            ? ColumnKind.BINARY
            : ColumnKind.CATEGORICAL;
    Column from = new CategoryColumn(seen.name(), kind, feature.levels(), levels);
    return seen.kind().isNumber() ? seen.filledFrom(from) : seen.asCategories().filledFrom(from);
  }
}
