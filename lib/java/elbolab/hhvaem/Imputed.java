package elbolab.hhvaem;

import elbolab.data.ColumnKind;
import elbolab.data.DataException;
import elbolab.data.NumberColumn;
import elbolab.data.Table;
import elbolab.data.TextColumn;
import elbolab.math.Quantile;
import elbolab.show.Measured;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table with its missing cells filled by a model, and what the model says of each of them.
 *
 * <pre>{@code
 * Imputed imputed = model.impute(table, Inference.HMC, 200, Rng.of(1, "cells"));
 * imputed.table().save("completed.csv");
 * double[] likely = imputed.cell(3, "weight").interval(0.9);
 * }</pre>
 *
 * @param cells the missing ones, row by row
 */
public record Imputed(Table table, List<Cell> cells) {
  private static final double PART = 0.9;

  public Imputed {
    cells = List.copyOf(cells);
  }

  /**
   * A missing cell.
   *
   * @param row from 0
   * @param guess the code that is filled in
   * @param draws codes from p(x_d | x_O), ascending; the noise of the likelihoods is in them
   */
  public record Cell(int row, Feature feature, double guess, float[] draws) {
    public String column() {
      return feature.name();
    }

    /** What is filled in, as text. */
    public String text() {
      return feature.text(guess);
    }

    /** The interval that holds this part of a number's draws, cut evenly at both ends. */
    public double[] interval(double part) {
      if (!feature.kind().isNumber()) {
        throw new IllegalArgumentException(
            "'%s' has categories: ask for their probabilities".formatted(column()));
      }
      double[] sorted = IntStream.range(0, draws.length).mapToDouble(i -> draws[i]).toArray();
      double outside = (1 - part) / 2;
      return new double[] {
        bound(Quantile.ofSorted(sorted, outside)), bound(Quantile.ofSorted(sorted, 1 - outside))
      };
    }

    /** log(1 + x) of numbers of 0 or more can be drawn below 0. */
    private double bound(double code) {
      double value = feature.value(code);
      return feature.kind() == FeatureKind.LOG_GAUSSIAN ? Math.max(0, value) : value;
    }

    /** Of each category of the feature, in the order of its levels. */
    public double[] probabilities() {
      double[] shares = new double[feature.levels().size()];
      for (float code : draws) {
        shares[Math.round(code)]++;
      }
      for (int k = 0; k < shares.length; k++) {
        shares[k] /= draws.length;
      }
      return shares;
    }

    /** How it is told in a table: with the 90 % interval, or with the probabilities. */
    public Summary summary() {
      if (feature.kind().isNumber()) {
        double[] ends = interval(PART);
        return new Summary(
            row,
            column(),
            text(),
            feature.rounded(ends[0]),
            feature.rounded(ends[1]),
            Double.NaN,
            "");
      }
      double[] shares = probabilities();
      String all =
          IntStream.range(0, shares.length)
              .filter(k -> shares[k] > 0)
              .boxed()
              .sorted((a, b) -> Double.compare(shares[b], shares[a]))
              .map(k -> String.format(Locale.ROOT, "%s %.2f", feature.levels().get(k), shares[k]))
              .collect(Collectors.joining("; "));
      return new Summary(row, column(), text(), Double.NaN, Double.NaN, shares[(int) guess], all);
    }
  }

  /**
   * A missing cell for a reader.
   *
   * @param low where the 90 % interval of a number begins; NaN of a category
   * @param high where it ends
   * @param probability of a category that is filled in; NaN of a number
   * @param probabilities of all categories, the likeliest first
   */
  public record Summary(
      int row,
      String column,
      String guess,
      double low,
      double high,
      double probability,
      String probabilities) {}

  /** What is said of this cell. */
  public Cell cell(int row, String column) {
    return cells.stream()
        .filter(cell -> cell.row() == row && cell.column().equals(column))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "row %d, column '%s': not a missing cell that was filled"
                        .formatted(row, column)));
  }

  /**
   * How often the interval of this part holds the truth: the share of a column's cells, if it holds
   * numbers. The standard error is that of the count when the share is as it should be, √(p(1 −
   * p)/n).
   */
  public Measured coverage(Table truth, String column, double part) {
    double[] values = truth.numbers(column);
    List<Cell> own = ofColumn(column);
    long held =
        own.stream()
            .filter(
                cell -> {
                  double[] ends = cell.interval(part);
                  return ends[0] <= values[cell.row()] && values[cell.row()] <= ends[1];
                })
            .count();
    return new Measured((double) held / own.size(), Math.sqrt(part * (1 - part) / own.size()));
  }

  /** The missing cells of a column, row by row. */
  public List<Cell> ofColumn(String column) {
    List<Cell> own = cells.stream().filter(cell -> cell.column().equals(column)).toList();
    if (own.isEmpty()) {
      throw new DataException("column '%s': no missing cell that was filled".formatted(column));
    }
    return own;
  }

  /** A row for each cell: its guess with an interval or with probabilities. Rows count from 1. */
  public Table uncertainty() {
    return uncertainty(cells.stream().map(Cell::summary).toList());
  }

  /** The same of summaries that were kept in place of the draws. */
  public static Table uncertainty(List<Summary> cells) {
    return new Table(
        "uncertainty",
        List.of(
            numbers("row", cells, cell -> cell.row() + 1),
            texts("column", cells.stream().map(Summary::column)),
            texts("guess", cells.stream().map(Summary::guess)),
            numbers("low 5 %", cells, Summary::low),
            numbers("high 95 %", cells, Summary::high),
            numbers("probability", cells, Summary::probability),
            texts("probabilities", cells.stream().map(Summary::probabilities))),
        List.of());
  }

  private static NumberColumn numbers(
      String name, List<Summary> cells, ToDoubleFunction<Summary> of) {
    double[] values = cells.stream().mapToDouble(of).toArray();
    return new NumberColumn(name, ColumnKind.REAL, values);
  }

  private static TextColumn texts(String name, Stream<String> values) {
    return new TextColumn(name, values.toArray(String[]::new));
  }
}
