package elbolab.data;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import elbolab.math.DoubleMath;
import elbolab.math.Moments;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a table to the numbers of a model and back, as it was fitted on training rows: numbers
 * standardised, those of 0 or more by their logarithm, categories as they are asked for. What is
 * missing in the table is missing in the data set; a column that a model cannot use is left out,
 * and {@code leftOut} says why.
 *
 * <pre>{@code
 * TableEncoding encoding = TableEncoding.fit(table.select("train", trainRows));
 * Dataset data = encoding.encode(table);                     // [rows, encoding.width()]
 * Table completed = encoding.complete(table, imputed);       // in the units of the table
 * }</pre>
 *
 * @param features the columns that are used, in the table's order, targets last
 */
public record TableEncoding(List<Feature> features, List<LeftOut> leftOut, Unseen unseen) {
  /** A number farther from the training rows' mean than so many deviations is refused. */
  private static final double FARTHEST = 1e6;

  private static final Gson JSON =
      new GsonBuilder().registerTypeAdapter(Double.class, Numbers.JSON).create();

  /** How a category of K levels becomes numbers; a binary one is a single 0 or 1 with both. */
  public enum Categories {
    /** K numbers, 1 for the level and 0 for the others. */
    ONE_HOT,
    /** One number, the level's code from 0 to K − 1. */
    INDEX
  }

  /** What happens to a category that the training rows' column does not know. */
  public enum Unseen {
    REFUSE,
    MISSING
  }

  /**
   * How a table is encoded.
   *
   * @param logarithms whether numbers of 0 or more are taken as log(1 + x) before standardising
   */
  public record Options(Categories categories, Unseen unseen, boolean logarithms) {
    public static final Options DEFAULT = new Options(Categories.ONE_HOT, Unseen.REFUSE, true);

    public Options with(Categories other) {
      return new Options(other, unseen, logarithms);
    }

    public Options with(Unseen other) {
      return new Options(categories, other, logarithms);
    }

    public Options withoutLogarithms() {
      return new Options(categories, unseen, false);
    }
  }

  /**
   * One column as numbers {@code at} to {@code at + width − 1} of an example. A number is z = (x −
   * μ)/σ, or z = (log(1 + x) − μ)/σ with logarithms; categories have μ = 0, σ = 1.
   *
   * @param levels of a category, in the order of their codes; empty for a number
   */
  public record Feature(
      String name,
      ColumnKind kind,
      boolean target,
      int at,
      int width,
      List<String> levels,
      boolean logarithm,
      double mean,
      double deviation) {
    public Feature {
      levels = List.copyOf(levels);
    }

    /** z of a number in the table's units. */
    public double encoded(double value) {
      return ((logarithm ? DoubleMath.log1p(value) : value) - mean) / deviation;
    }

    /**
     * The number in the table's units; it need not be of the column's kind: see {@link #nearest}.
     */
    public double original(double encoded) {
      double value = mean + deviation * encoded;
      return logarithm ? DoubleMath.expm1(value) : value;
    }

    /** The number of the column's kind that is nearest to this one: 0 or more, whole. */
    public double nearest(double value) {
      return switch (kind) {
        case NON_NEGATIVE -> Math.max(0, value);
        case COUNT -> Math.max(0, Math.rint(value));
        default -> value;
      };
    }

    /** The code of the category that these numbers mean: the greatest, or the nearest code. */
    int code(float[] numbers, int from) {
      if (width == 1) {
        return Math.min(levels.size() - 1, Math.max(0, Math.round(numbers[from])));
      }
      int best = 0;
      for (int k = 1; k < width; k++) {
        best = numbers[from + k] > numbers[from + best] ? k : best;
      }
      return best;
    }
  }

  public TableEncoding {
    if (features == null || features.isEmpty() || unseen == null || leftOut == null) {
      throw new DataException("an encoding of a table needs at least one feature");
    }
    features = List.copyOf(features);
    leftOut = List.copyOf(leftOut);
  }

  public static TableEncoding fit(Table training) {
    return fit(training, Options.DEFAULT);
  }

  /** The encoding of tables with these columns; only these rows tell means and deviations. */
  public static TableEncoding fit(Table training, Options options) {
    List<Feature> features = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    List<Column> ordered = new ArrayList<>(training.features());
    training.targets().forEach(target -> ordered.add(training.column(target)));
    int at = 0;
    for (Column column : ordered) {
      Optional<LeftOut> problem = problem(column);
      boolean target = training.targets().contains(column.name());
      if (problem.isEmpty()) {
        Feature feature = feature(column, at, target, options);
        features.add(feature);
        at += feature.width();
      } else if (target) {
        throw new DataException(
            "%s: the target '%s' cannot be learned: %s"
                .formatted(training.name(), column.name(), problem.get().why()));
      } else {
        leftOut.add(problem.get());
      }
    }
    if (features.isEmpty()) {
      throw new DataException(training.name() + ": no column can be used: " + leftOut);
    }
    return new TableEncoding(features, leftOut, options.unseen());
  }

  private static Optional<LeftOut> problem(Column column) {
    String same = "the same value in all training rows: ";
    return LeftOut.of(column)
        .or(
            () ->
                column.different() == 1
                    ? Optional.of(new LeftOut(column.name(), same + column.range()))
                    : Optional.empty());
  }

  private static Feature feature(Column column, int at, boolean target, Options options) {
    if (column instanceof CategoryColumn category) {
      List<String> levels = category.levels();
      boolean oneHot = levels.size() > 2 && options.categories() == Categories.ONE_HOT;
      int width = oneHot ? levels.size() : 1;
      return new Feature(column.name(), column.kind(), target, at, width, levels, false, 0, 1);
    }
    boolean logarithm = options.logarithms() && column.kind() != ColumnKind.REAL;
    Moments moments = new Moments();
    for (double value : ((NumberColumn) column).values()) {
      if (!Double.isNaN(value)) {
        moments.add(logarithm ? DoubleMath.log1p(value) : value);
      }
    }
    long n = moments.count();
    double deviation = Math.sqrt(moments.variance() * (n - 1) / n);
    if (!(deviation > 0) || !Double.isFinite(deviation)) {
      throw new DataException(
          "column '%s' cannot be standardised: it goes from %s"
              .formatted(column.name(), column.range()));
    }
    return new Feature(
        column.name(),
        column.kind(),
        target,
        at,
        1,
        List.of(),
        logarithm,
        moments.mean(),
        deviation);
  }

  /** The encoding as JSON, to be kept beside a model's weights. */
  public String toJson() {
    return JSON.toJson(this);
  }

  public static TableEncoding ofJson(String json) {
    try {
      return JSON.fromJson(json, TableEncoding.class);
    } catch (RuntimeException e) {
      // Gson wraps what a record's constructor refuses.
      throw new DataException("no encoding of a table as JSON: " + e.getMessage(), e);
    }
  }

  /** How many numbers an example has. */
  public int width() {
    Feature last = features.get(features.size() - 1);
    return last.at() + last.width();
  }

  public Feature feature(String name) {
    return features.stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "no column '%s' in the encoding; it has %s and leaves out %s"
                        .formatted(name, features.stream().map(Feature::name).toList(), leftOut)));
  }

  /** For each number of an example, which feature it belongs to: those of a category share one. */
  public int[] featureOf() {
    int[] of = new int[width()];
    for (int f = 0; f < features.size(); f++) {
      Arrays.fill(of, features.get(f).at(), features.get(f).at() + features.get(f).width(), f);
    }
    return of;
  }

  /** The table's rows as examples [width]. Columns are found by their names. */
  public Dataset encode(Table table) {
    int rows = table.rows();
    int width = width();
    float[] values = new float[Math.multiplyExact(rows, width)];
    boolean[] seen = new boolean[values.length];
    boolean complete = true;
    for (Feature feature : features) {
      Column column = column(table, feature);
      Map<String, Integer> codes = codes(feature);
      for (int row = 0; row < rows; row++) {
        int from = row * width + feature.at();
        boolean there = !column.isMissing(row);
        if (there && feature.kind().isNumber()) {
          values[from] = number(feature, ((NumberColumn) column).values()[row], row);
        } else if (there) {
          int code = code(feature, codes, column.text(row), row);
          there = code >= 0;
          if (there && feature.width() > 1) {
            values[from + code] = 1;
          } else if (there) {
            values[from] = code;
          }
        }
        Arrays.fill(seen, from, from + feature.width(), there);
        complete &= there;
      }
    }
    return complete ? Dataset.of(values, width) : Dataset.of(values, seen, width);
  }

  private static Column column(Table table, Feature feature) {
    Column column = table.column(feature.name());
    return feature.kind().isNumber() ? column.asNumbers() : column.asCategories();
  }

  private static Map<String, Integer> codes(Feature feature) {
    Map<String, Integer> codes = new HashMap<>();
    feature.levels().forEach(level -> codes.put(level, codes.size()));
    return codes;
  }

  private static float number(Feature feature, double value, int row) {
    double encoded = feature.logarithm() && value <= -1 ? Double.NaN : feature.encoded(value);
    if (!(Math.abs(encoded) <= FARTHEST)) {
      throw new DataException(
          "column '%s', row %,d (from 0): %s does not fit to the training rows, of mean %s"
              .formatted(
                  feature.name(), row, Numbers.brief(value), Numbers.brief(feature.original(0))));
    }
    return (float) encoded;
  }

  private int code(Feature feature, Map<String, Integer> codes, String level, int row) {
    Integer code = codes.get(level);
    if (code == null && unseen == Unseen.REFUSE) {
      throw new DataException(
          ("column '%s', row %,d (from 0): the category %s is not one of those known from training,"
                  + " %s; with Unseen.MISSING it counts as missing")
              .formatted(
                  feature.name(),
                  row,
                  Quote.of(level),
                  feature.levels().stream()
                      .limit(8)
                      .collect(TableText.shortList(feature.levels().size()))));
    }
    return code == null ? CategoryColumn.MISSING : code;
  }

  /** The table that these examples [rows, width] mean, each number of its column's kind. */
  public Table decode(String name, Tensor examples) {
    float[] values = numbers(examples);
    int rows = examples.size(0);
    List<Column> columns =
        features.stream().map(feature -> decoded(feature, values, rows)).toList();
    List<String> targets = features.stream().filter(Feature::target).map(Feature::name).toList();
    return new Table(name, columns, targets);
  }

  /** The table with each missing cell filled from these examples; what was seen stays as it was. */
  public Table complete(Table table, Tensor examples) {
    float[] values = numbers(examples);
    if (examples.size(0) != table.rows()) {
      throw new DataException(
          "%s has %,d rows, there are %,d examples to complete it from"
              .formatted(table.name(), table.rows(), examples.size(0)));
    }
    Table completed = table;
    for (Feature feature : features) {
      Column filled = column(table, feature).filledFrom(decoded(feature, values, table.rows()));
      String reason = table.reasons().get(table.columns().indexOf(table.column(feature.name())));
      completed = completed.with(filled, reason);
    }
    return completed;
  }

  private float[] numbers(Tensor examples) {
    if (examples.rank() != 2 || examples.size(1) != width()) {
      throw new DataException(
          "examples of shape %s: expected [rows, %d]".formatted(examples.shape(), width()));
    }
    return examples.toArray();
  }

  private Column decoded(Feature feature, float[] values, int rows) {
    int width = width();
    if (feature.kind().isCategory()) {
      int[] codes = new int[rows];
      for (int row = 0; row < rows; row++) {
        codes[row] = feature.code(values, row * width + feature.at());
      }
      return new CategoryColumn(feature.name(), feature.kind(), feature.levels(), codes);
    }
    double[] numbers = new double[rows];
    for (int row = 0; row < rows; row++) {
      numbers[row] = feature.nearest(feature.original(values[row * width + feature.at()]));
    }
    return new NumberColumn(feature.name(), feature.kind(), numbers);
  }

  @Override
  public String toString() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("column", "kind", "numbers", "as"));
    for (Feature feature : features) {
      String as =
          feature.kind().isNumber()
              ? "(%s − %s)/%s"
                  .formatted(
                      feature.logarithm() ? "log(1 + x)" : "x",
                      Numbers.brief(feature.mean()),
                      Numbers.brief(feature.deviation()))
              : feature.levels().stream()
                  .limit(8)
                  .collect(TableText.shortList(feature.levels().size()));
      String last = feature.width() == 1 ? "" : " to " + (feature.at() + feature.width() - 1);
      String kind = feature.kind() + (feature.target() ? ", target" : "");
      lines.add(List.of(feature.name(), kind, feature.at() + last, as));
    }
    leftOut.forEach(left -> lines.add(List.of(left.column(), "left out", "", left.why())));
    return TableText.plain(lines);
  }
}
