package elbolab.hhvaem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.CategoryColumn;
import elbolab.data.Column;
import elbolab.data.ColumnKind;
import elbolab.data.DataException;
import elbolab.data.DateColumn;
import elbolab.data.LeftOut;
import elbolab.data.Missingness;
import elbolab.data.NumberColumn;
import elbolab.data.Table;
import elbolab.data.TableEncoding.Unseen;
import elbolab.data.TextColumn;
import elbolab.math.Rng;
import elbolab.show.Measured;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables of a reader: which columns are learned from, and what is said of the empty cells. */
class ImputedTest {
  private static final double NONE = Double.NaN;
  private static final Table WHOLE = GeneratedTable.of(300, "real", 3);
  private static final Table HOLES =
      Missingness.atRandom(0.25).hide(WHOLE, Rng.of(1, "holes")).withTargets();
  private static final HhVaem MODEL =
      HhVaem.fit(
          HOLES,
          HhVaemOptions.vaem(3).hidden(32),
          TrainingLengths.steps(1500).marginalSteps(400).warmUp(200));

  private static NumberColumn numbers(ColumnKind kind, String name, double... values) {
    return new NumberColumn(name, kind, values);
  }

  private static Table table(Column... columns) {
    return new Table("mine", List.of(columns), List.of());
  }

  @Test
  void kindsAreThoseOfTheColumns() {
    double[] few = {1, 2, 3, 1};
    Features features =
        Features.byKind(
            table(
                numbers(ColumnKind.REAL, "real", few),
                numbers(ColumnKind.NON_NEGATIVE, "positive", few),
                numbers(ColumnKind.COUNT, "count", few),
                numbers(ColumnKind.REAL, "constant", 5, NONE, 5, 5),
                new CategoryColumn(
                    "two", ColumnKind.BINARY, List.of("a", "b"), new int[] {0, 1, 1, 0}),
                new CategoryColumn(
                    "many", ColumnKind.CATEGORICAL, List.of("a", "b"), new int[] {0, 1, 1, 0})));
    assertEquals(
        List.of(
            FeatureKind.GAUSSIAN,
            FeatureKind.LOG_GAUSSIAN,
            FeatureKind.LOG_GAUSSIAN,
            FeatureKind.BERNOULLI,
            FeatureKind.CATEGORICAL,
            FeatureKind.CATEGORICAL),
        features.all().stream().map(Feature::kind).toList());
  }

  @Test
  void whatCannotBeLearnedIsLeftOutAndKept() {
    LocalDateTime[] days = {LocalDateTime.MIN, LocalDateTime.MAX, null};
    Table table =
        table(
            numbers(ColumnKind.REAL, "x", 1, 2.5, NONE),
            new TextColumn("name", new String[] {"a", null, "c"}),
            new DateColumn("day", days),
            numbers(ColumnKind.REAL, "none", NONE, NONE, NONE));
    Features features = Features.byKind(table);
    assertEquals(1, features.all().size());
    assertEquals(
        List.of("name", "day", "none"),
        Features.leftOut(table).stream().map(LeftOut::column).toList());
    Table filled = features.fill(table, new double[3]);
    assertArrayEquals(new double[] {1, 2.5, 1.8}, filled.numbers("x"), 1e-6);
    assertEquals(5, filled.columns().stream().mapToInt(Column::missing).sum());
    Table useless = table.without("x");
    String message = assertThrows(DataException.class, () -> Features.byKind(useless)).getMessage();
    assertTrue(message.contains("no column is left") && message.contains("a date"), message);
    Table target = table.withTargets("none");
    String predicted =
        assertThrows(DataException.class, () -> Features.byKind(target)).getMessage();
    assertTrue(predicted.contains("target 'none' cannot be learned: no value"), predicted);
  }

  @Test
  void hugeNumbersAreRefusedWithTheirRow() {
    for (double huge : new double[] {1e300, -1e39}) {
      Table table = table(numbers(ColumnKind.REAL, "x", 1, 2, huge, 3));
      String message = assertThrows(DataException.class, () -> Features.byKind(table)).getMessage();
      assertTrue(message.contains("'x', row 3") && message.contains("3.4e38"), message);
    }
    Table other =
        WHOLE.with(
            numbers(
                ColumnKind.REAL,
                "real",
                IntStream.range(0, 300).mapToDouble(i -> i * 1e10).toArray()),
            "");
    String far =
        assertThrows(DataException.class, () -> MODEL.features().encode(other)).getMessage();
    assertTrue(far.contains("'real', row 2") && far.contains("does not fit"), far);
  }

  @Test
  void filledNumbersHaveTheDecimalsOfTheirColumn() {
    Table table =
        table(
            numbers(ColumnKind.COUNT, "count", 0, 3, 8, NONE),
            numbers(ColumnKind.REAL, "tenths", 0.5, -1.5, 3, NONE),
            numbers(ColumnKind.REAL, "fine", 1.0 / 3, 1, 2, NONE),
            numbers(ColumnKind.REAL, "wide", 0.25, 1e6, 3, NONE));
    Features features = Features.byKind(table);
    assertEquals(List.of(0, 1, 5, 0), features.all().stream().map(Feature::decimals).toList());
    double[] codes = new double[16];
    Arrays.fill(codes, 12, 16, 0.123456);
    Table filled = features.fill(table, codes);
    assertEquals(Math.rint(filled.numbers("count")[3]), filled.numbers("count")[3]);
    assertEquals(0.9, filled.numbers("tenths")[3]);
    Arrays.fill(codes, 12, 16, -50);
    assertEquals(-1.5, features.fill(table, codes).numbers("tenths")[3], "not below the least");
  }

  @Test
  void columnsOfAnotherFileAreReadAsTheModelNeedsThem() {
    Table trained =
        table(
            numbers(ColumnKind.REAL, "x", 1, 2.5, 2.5, 4),
            new CategoryColumn(
                "c", ColumnKind.CATEGORICAL, List.of("1", "2"), new int[] {0, 1, 1, 0}));
    Features features = Features.byKind(trained);
    Table other =
        table(
            new TextColumn("x", new String[] {"2.5", null}),
            numbers(ColumnKind.REAL, "c", 2, NONE),
            new TextColumn("more", new String[] {"a", "b"}));
    float[] codes = features.encode(other).all().values().toArray();
    assertArrayEquals(new float[] {0, 1, 0, 0}, codes, 1e-6f);
    Table filled = features.fill(other, new double[] {0, 0, 0, 1});
    assertEquals("2.5", filled.column("x").text(1));
    assertEquals("2", filled.column("c").text(1));
    assertEquals("b", filled.column("more").text(1));
    Table empty = table(new TextColumn("x", new String[1]), new TextColumn("c", new String[1]));
    assertEquals("1", features.fill(empty, new double[2]).column("c").text(0));
    assertEquals(ColumnKind.REAL, features.fill(empty, new double[2]).column("x").kind());
  }

  @Test
  void anUnseenCategoryIsRefusedOrTellsNothing() {
    CategoryColumn colour =
        new CategoryColumn("colour", ColumnKind.CATEGORICAL, List.of("mauve", "red"), new int[300]);
    Table other = WHOLE.with(colour, "");
    String message =
        assertThrows(DataException.class, () -> MODEL.features().encode(other)).getMessage();
    assertTrue(message.contains("row 1: 'mauve'") && message.contains("red, green"), message);
    assertEquals(List.of("mauve"), MODEL.features().unseen(other, "colour"));
    Imputed imputed = MODEL.impute(other, Inference.ENCODER, 5, Rng.of(1, "cells"));
    assertEquals(0, imputed.cells().size());
    assertEquals("mauve", imputed.table().column("colour").text(0));
    float[] mask = MODEL.features().encode(other, Unseen.MISSING).all().maskOrOnes().toArray();
    int place = MODEL.features().all().stream().map(Feature::name).toList().indexOf("colour");
    assertEquals(0, mask[place]);
  }

  @Test
  void onlyMissingCellsAreFilledAndEachIsTold() {
    Imputed imputed = MODEL.impute(HOLES, Inference.ENCODER, 100, Rng.of(4, "cells"));
    List<String> filled = new ArrayList<>();
    for (Column column : HOLES.columns()) {
      for (int row = 0; row < HOLES.rows(); row++) {
        String text = imputed.table().column(column.name()).text(row);
        if (column.isMissing(row)) {
          filled.add(row + column.name());
          assertEquals(imputed.cell(row, column.name()).text(), text);
        } else {
          assertEquals(column.text(row), text);
        }
      }
    }
    assertEquals(filled.size(), imputed.cells().size());
    assertEquals(filled.size(), imputed.uncertainty().rows());
    for (Imputed.Cell cell : imputed.cells()) {
      if (cell.feature().kind().isNumber()) {
        double[] half = cell.interval(0.5);
        double[] most = cell.interval(0.9);
        assertTrue(most[0] <= half[0] && half[0] <= half[1] && half[1] <= most[1]);
      } else {
        double[] shares = cell.probabilities();
        assertEquals(1, Arrays.stream(shares).sum(), 1e-12);
        assertEquals(Arrays.stream(shares).max().orElseThrow(), shares[(int) cell.guess()]);
      }
    }
  }

  @Test
  void guessesAreBetterThanTheColumnsMeanAndIntervalsHoldTheTruth() {
    Imputed imputed = MODEL.impute(HOLES, Inference.ENCODER, 200, Rng.of(4, "cells"));
    double own = 0;
    double ofMean = 0;
    for (Imputed.Cell cell : imputed.ofColumn("real")) {
      double truth = WHOLE.numbers("real")[cell.row()];
      double guess = Double.parseDouble(cell.text());
      own += (guess - truth) * (guess - truth);
      ofMean += (cell.feature().mean() - truth) * (cell.feature().mean() - truth);
    }
    assertTrue(own < 0.5 * ofMean, own + " beside " + ofMean);
    // Four standard errors, with room for what the model gets wrong.
    Measured held = imputed.coverage(WHOLE, "real", 0.9);
    assertEquals(0.9, held.value(), 4 * held.standardError() + 0.05);
    int count = imputed.ofColumn("real").size();
    assertEquals(Math.sqrt(0.09 / count), held.standardError(), 1e-12);
  }

  @Test
  void targetsArePredicted() {
    Table table = HOLES.withTargets("positive");
    HhVaem model =
        HhVaem.fit(
            table, HhVaemOptions.vaem(2).hidden(16), TrainingLengths.steps(50).marginalSteps(50));
    Imputed imputed = model.impute(table, Inference.ENCODER, 20, Rng.of(1, "cells"));
    assertEquals(0, imputed.table().column("positive").missing());
    assertTrue(imputed.cells().stream().anyMatch(cell -> cell.column().equals("positive")));
  }

  @Test
  void sameSeedSameCells() {
    Table one = MODEL.impute(HOLES, Inference.ENCODER, 10, Rng.of(4, "cells")).uncertainty();
    Table two = MODEL.impute(HOLES, Inference.ENCODER, 10, Rng.of(4, "cells")).uncertainty();
    for (Column column : one.columns()) {
      for (int row = 0; row < one.rows(); row++) {
        assertEquals(column.text(row), two.column(column.name()).text(row));
      }
    }
  }
}
