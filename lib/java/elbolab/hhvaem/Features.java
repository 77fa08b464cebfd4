package elbolab.hhvaem;

import elbolab.data.CategoryColumn;
import elbolab.data.Column;
import elbolab.data.DataException;
import elbolab.data.Dataset;
import elbolab.data.NumberColumn;
import elbolab.data.Observed;
import elbolab.data.Table;
import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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

  private static FeatureKind targetKind(Column column) {
    FeatureKind kind = kind(column);
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

  private static Feature feature(Column column, FeatureKind kind, int[] trained) {
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
    return new Feature(column.name(), kind, levels, moments.mean(), deviation, least, greatest);
  }

  /** The number, or the code of the category among the feature's levels. */
  private static double raw(Feature feature, Column column, int row) {
    if (feature.kind().isNumber()) {
      if (column instanceof NumberColumn numbers) {
        double value = numbers.values()[row];
        if (feature.kind() == FeatureKind.LOG_GAUSSIAN && value < 0) {
          throw new DataException(
              "Column '%s', row %d: %s, but log(1 + x) needs 0 or more: take it for GAUSSIAN"
                  .formatted(column.name(), row + 1, value));
        }
        return value;
      }
      throw new DataException(
          "Column '%s' holds no numbers, but %s needs them"
              .formatted(column.name(), feature.kind()));
    }
    int code = feature.levels().indexOf(column.text(row));
    if (code < 0) {
      throw new DataException(
          "Column '%s', row %d: '%s' is none of the categories known from training: %s"
              .formatted(column.name(), row + 1, column.text(row), feature.levels()));
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

  /** The codes of all cells, [inputs + targets] a row, with what is missing marked. */
  public Dataset encode(Table table) {
    List<Feature> all = all();
    int width = all.size();
    float[] codes = new float[table.rows() * width];
    boolean[] seen = new boolean[codes.length];
    for (int d = 0; d < width; d++) {
      Feature feature = all.get(d);
      Column column = table.column(feature.name());
      for (int row = 0; row < table.rows(); row++) {
        if (!column.isMissing(row)) {
          codes[row * width + d] = (float) feature.code(raw(feature, column, row));
          seen[row * width + d] = true;
        }
      }
    }
    return Dataset.of(codes, seen, width);
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

  /** The table with its missing cells filled from codes, [rows, inputs + targets]. */
  public Table fill(Table table, double[] codes) {
    List<Feature> all = all();
    List<Column> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      int d = all.stream().map(Feature::name).toList().indexOf(column.name());
      columns.add(d < 0 ? column : filled(column, all.get(d), codes, d, all.size()));
    }
    return new Table(table.name(), columns, table.targets());
  }

  private static Column filled(Column column, Feature feature, double[] codes, int d, int width) {
    if (column instanceof CategoryColumn categories) {
      int[] filled = categories.codes().clone();
      for (int row = 0; row < filled.length; row++) {
        if (column.isMissing(row)) {
          filled[row] = (int) codes[row * width + d];
        }
      }
      return new CategoryColumn(column.name(), column.kind(), categories.levels(), filled);
    }
    double[] filled = ((NumberColumn) column).values().clone();
    for (int row = 0; row < filled.length; row++) {
      if (column.isMissing(row)) {
        double code = codes[row * width + d];
        filled[row] =
            feature.kind().isNumber()
                ? Math.max(feature.value(code), feature.least())
                : Double.parseDouble(feature.levels().get((int) code));
      }
    }
    return new NumberColumn(column.name(), column.kind(), filled);
  }
}
