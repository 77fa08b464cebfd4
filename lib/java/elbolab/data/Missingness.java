package elbolab.data;

import elbolab.math.DoubleMath;
import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How numbers come to be missing when they are hidden on purpose. A row's mask depends on the
 * stream and the row's number alone, not on the batch that it stands in.
 *
 * <pre>{@code
 * Tensor mask = Missingness.rowRates(0, 0.99).mask(batch, rows, encoding.featureOf(), epochStream);
 * Table holes = Missingness.byValue(0.25, 2).hide(table, Rng.of(1, "holes"));
 * }</pre>
 */
public final class Missingness {
  private static final double STEP = 1 / 32.0;
  private static final int STEPS = 320;

  private final double least;
  private final double most;
  private final double intercept;
  private final double slope;

  private Missingness(double least, double most, double intercept, double slope) {
    this.least = least;
    this.most = most;
    this.intercept = intercept;
    this.slope = slope;
  }

  /** Each number with the same probability, whatever it is. */
  public static Missingness atRandom(double rate) {
    return rowRates(rate, rate);
  }

  /** Each row has a rate of its own, uniform between these two. */
  public static Missingness rowRates(double least, double most) {
    if (!(least >= 0 && most <= 1 && least <= most)) {
      throw new IllegalArgumentException(
          "rates from %s to %s: 0 <= least <= most <= 1 is needed".formatted(least, most));
    }
    return new Missingness(least, most, 0, 0);
  }

  /**
   * Greater values are missing more often: P(hidden | x) = σ(a + b x) for a standardised x, so what
   * is missing depends on what it would have been.
   *
   * @param rate the share hidden of a standard normal value, which settles a
   * @param slope b; a negative one hides small values, 0 is {@link #atRandom}
   */
  public static Missingness byValue(double rate, double slope) {
    if (!(rate > 0 && rate < 1) || !Double.isFinite(slope)) {
      throw new IllegalArgumentException(
          "rate = %s, slope = %s: a rate between 0 and 1 and a finite slope are needed"
              .formatted(rate, slope));
    }
    double low = -40 - 10 * Math.abs(slope);
    double high = -low;
    for (int halving = 0; halving < 60; halving++) {
      double middle = (low + high) / 2;
      boolean tooMuch = share(middle, slope) > rate;
      low = tooMuch ? low : middle;
      high = tooMuch ? middle : high;
    }
    return new Missingness(rate, rate, (low + high) / 2, slope);
  }

  /** ∫ φ(x) σ(a + b x) dx by the trapezium rule, which converges fast for smooth tails. */
  private static double share(double intercept, double slope) {
    double sum = 0;
    double all = 0;
    for (int i = -STEPS; i <= STEPS; i++) {
      double x = i * STEP;
      double density = DoubleMath.exp(-x * x / 2);
      all += density;
      sum += density * DoubleMath.sigmoid(intercept + slope * x);
    }
    return sum / all;
  }

  /**
   * The mask of these examples, [rows, numbers]: 0 where a number is hidden, 1 elsewhere.
   *
   * @param rows the numbers of the examples in their data set, which tell their streams
   * @param featureOf numbers of one feature, such as those of a category, are hidden together; see
   *     {@link TableEncoding#featureOf}
   */
  public Tensor mask(Observed examples, int[] rows, int[] featureOf, Rng rng) {
    int width = featureOf.length;
    float[] values = examples.values().toArray();
    if (values.length != rows.length * width) {
      throw new IllegalArgumentException(
          "examples of shape %s: expected %d rows of %d numbers"
              .formatted(examples.values().shape(), rows.length, width));
    }
    float[] mask = new float[values.length];
    Arrays.fill(mask, 1);
    for (int row = 0; row < rows.length; row++) {
      Row draws = new Row(rng.stream("row", rows[row]));
      int end;
      for (int d = 0; d < width; d = end) {
        end = d + 1;
        while (end < width && featureOf[end] == featureOf[d]) {
          end++;
        }
        int from = row * width + d;
        double score = end - d == 1 ? values[from] : score(values, from, end - d);
        if (draws.hides(score)) {
          Arrays.fill(mask, from, from + end - d, 0);
        }
      }
    }
    return Tensor.of(mask, rows.length, width);
  }

  /** The mask where each number is a feature of its own. */
  public Tensor mask(Observed examples, int[] rows, Rng rng) {
    int width = examples.values().size() / Math.max(1, examples.rows());
    return mask(examples, rows, IntStream.range(0, width).toArray(), rng);
  }

  /** Hides anew each time a batch is used; the masks depend on the place in the batch. */
  public Augmentation eachTime(int... featureOf) {
    return (x, rng) -> x.hide(mask(x, IntStream.range(0, x.rows()).toArray(), featureOf, rng));
  }

  /** From −1 for the first level of a category to 1 for the last. */
  private static double score(float[] values, int from, int levels) {
    int code = 0;
    for (int k = 1; k < levels; k++) {
      code = values[from + k] > values[from + code] ? k : code;
    }
    return 2.0 * code / (levels - 1) - 1;
  }

  /**
   * The table with cells hidden in these columns; without names, in all that hold numbers or
   * categories. Numbers are standardised column by column for {@link #byValue}.
   */
  public Table hide(Table table, Rng rng, String... columns) {
    Set<String> chosen = Set.of(columns);
    chosen.forEach(table::column);
    Row[] draws =
        IntStream.range(0, table.rows())
            .mapToObj(row -> new Row(rng.stream("row", row)))
            .toArray(Row[]::new);
    Table hidden = table;
    for (int c = 0; c < table.columns().size(); c++) {
      Column column = table.columns().get(c);
      boolean whole = column instanceof NumberColumn || column instanceof CategoryColumn;
      if (chosen.isEmpty() ? whole : chosen.contains(column.name())) {
        hidden = hidden.with(hide(column, draws), table.reasons().get(c));
      }
    }
    return hidden;
  }

  private static Column hide(Column column, Row[] draws) {
    if (column instanceof NumberColumn numbers) {
      Moments moments = new Moments();
      double[] values = numbers.values().clone();
      Arrays.stream(values).filter(value -> !Double.isNaN(value)).forEach(moments::add);
      double deviation = moments.count() > 1 ? Math.sqrt(moments.variance()) : 0;
      for (int row = 0; row < values.length; row++) {
        double score = deviation > 0 ? (values[row] - moments.mean()) / deviation : 0;
        values[row] = draws[row].hides(score) ? Double.NaN : values[row];
      }
      return new NumberColumn(column.name(), column.kind(), values);
    }
    if (column instanceof CategoryColumn categories) {
      int[] codes = categories.codes().clone();
      int last = Math.max(1, categories.levels().size() - 1);
      for (int row = 0; row < codes.length; row++) {
        boolean gone = draws[row].hides(2.0 * codes[row] / last - 1);
        codes[row] = gone ? CategoryColumn.MISSING : codes[row];
      }
      return new CategoryColumn(column.name(), column.kind(), categories.levels(), codes);
    }
    throw new DataException(
        "column '%s': %s cannot be hidden, numbers and categories can"
            .formatted(column.name(), column.kind()));
  }

  /** The draws of one row: its rate first, then one for each feature in turn. */
  private final class Row {
    private final Rng rng;
    private final double rate;

    Row(Rng rng) {
      this.rng = rng;
      this.rate = least + (most - least) * rng.nextDouble();
    }

    boolean hides(double score) {
      double probability = slope == 0 ? rate : DoubleMath.sigmoid(intercept + slope * score);
      return rng.nextDouble() < probability;
    }
  }
}
