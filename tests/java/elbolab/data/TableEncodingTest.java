package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.TableEncoding.Categories;
import elbolab.data.TableEncoding.Feature;
import elbolab.data.TableEncoding.Options;
import elbolab.data.TableEncoding.Unseen;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableEncodingTest {
  private static final double NONE = Double.NaN;

  /** Two numbers, a binary and a category of three, with holes; the target is the first number. */
  private static Table small() {
    return new Table(
            "small",
            List.of(
                new NumberColumn("y", ColumnKind.REAL, new double[] {-1, 1, 3, NONE}),
                new NumberColumn("n", ColumnKind.COUNT, new double[] {0, 2, 6, 6}),
                new CategoryColumn(
                    "b", ColumnKind.BINARY, List.of("no", "yes"), new int[] {0, 1, -1, 1}),
                new CategoryColumn(
                    "c", ColumnKind.CATEGORICAL, List.of("u", "v", "w"), new int[] {2, -1, 0, 1})),
            List.of("y"))
        .withTargets("y");
  }

  @Test
  void numbersAreStandardisedAndCategoriesOneHotWithTheTargetLast() {
    TableEncoding encoding = TableEncoding.fit(small());
    assertEquals(
        List.of("n", "b", "c", "y"), encoding.features().stream().map(Feature::name).toList());
    assertEquals(6, encoding.width());
    assertArrayEquals(new int[] {0, 1, 2, 2, 2, 3}, encoding.featureOf());
    Observed all = encoding.encode(small()).all();
    // y has mean 1 and, with divisor 3, variance 8/3.
    float z = (float) (2 / Math.sqrt(8 / 3.0));
    double[] logs = {0, Math.log(3), Math.log(7), Math.log(7)};
    double mean = Arrays.stream(logs).average().orElseThrow();
    double deviation =
        Math.sqrt(Arrays.stream(logs).map(l -> (l - mean) * (l - mean)).average().orElseThrow());
    float[] values = all.values().toArray();
    for (int row = 0; row < 4; row++) {
      assertEquals((logs[row] - mean) / deviation, values[row * 6], 1e-6);
    }
    assertArrayEquals(new float[] {0, 0, 0, 1, -z}, Arrays.copyOfRange(values, 1, 6), 1e-6f);
    assertArrayEquals(new float[] {1, 0, 0, 0, 0}, Arrays.copyOfRange(values, 7, 12), 1e-6f);
    assertArrayEquals(
        new float[] {
          1, 1, 1, 1, 1, 1,
          1, 1, 0, 0, 0, 1,
          1, 0, 1, 1, 1, 1,
          1, 1, 1, 1, 1, 0
        },
        all.mask().toArray());
  }

  @Test
  void aCategoryCanBeItsCode() {
    TableEncoding encoding =
        TableEncoding.fit(small(), Options.DEFAULT.with(Categories.INDEX).withoutLogarithms());
    assertEquals(4, encoding.width());
    float[] values = encoding.encode(small()).all().values().toArray();
    assertEquals(2, values[2]);
    assertEquals(1, values[14]);
    assertFalse(encoding.feature("n").logarithm());
  }

  @Test
  void decodingGivesTheTableBackWithinTheRoundingOfAFloat() {
    for (Options options :
        List.of(Options.DEFAULT, Options.DEFAULT.with(Categories.INDEX).withoutLogarithms())) {
      Table table = drawn(500);
      TableEncoding encoding = TableEncoding.fit(table, options);
      Dataset data = encoding.encode(table);
      assertTrue(data.all().isComplete());
      Table back = encoding.decode("back", data.all().values());
      for (String name : List.of("real", "positive")) {
        double[] expected = table.numbers(name);
        double[] found = back.numbers(name);
        for (int row = 0; row < expected.length; row++) {
          // z is rounded to 24 bits; its derivative brings the error to the table's units.
          Feature feature = encoding.feature(name);
          double z = feature.encoded(expected[row]);
          double slope = feature.deviation() * (feature.logarithm() ? 1 + expected[row] : 1);
          double allowed = (Math.abs(z) + 1e-30) * 0x1p-24 * slope * 1.01 + 1e-13;
          assertEquals(expected[row], found[row], allowed, name + " " + row);
        }
      }
      assertArrayEquals(table.numbers("count"), back.numbers("count"));
      assertArrayEquals(table.categories("word").codes(), back.categories("word").codes());
      assertArrayEquals(table.categories("flag").codes(), back.categories("flag").codes());
    }
  }

  private static Table drawn(int rows) {
    Rng rng = Rng.of(3, "table");
    double[] real = new double[rows];
    double[] positive = new double[rows];
    double[] count = new double[rows];
    int[] word = new int[rows];
    int[] flag = new int[rows];
    for (int row = 0; row < rows; row++) {
      real[row] = 1000 + 3 * rng.nextGaussian();
      positive[row] = Math.abs(rng.nextGaussian()) * Math.pow(10, rng.nextInt(6));
      count[row] = rng.nextInt(2000);
      word[row] = rng.nextInt(4);
      flag[row] = rng.nextInt(2);
    }
    return new Table(
        "drawn",
        List.of(
            new NumberColumn("real", ColumnKind.REAL, real),
            new NumberColumn("positive", ColumnKind.NON_NEGATIVE, positive),
            new NumberColumn("count", ColumnKind.COUNT, count),
            new CategoryColumn("word", ColumnKind.CATEGORICAL, List.of("a", "b", "c", "d"), word),
            new CategoryColumn("flag", ColumnKind.BINARY, List.of("0", "1"), flag)),
        List.of());
  }

  @Test
  void anEncodingIsTheSameAfterItWasKeptAsJson() {
    for (Table table : List.of(small(), drawn(37))) {
      TableEncoding encoding = TableEncoding.fit(table);
      assertEquals(encoding, TableEncoding.ofJson(encoding.toJson()));
    }
    DataException e = assertThrows(DataException.class, () -> TableEncoding.ofJson("[1, 2"));
    assertTrue(e.getMessage().startsWith("no encoding of a table as JSON"), e.getMessage());
    assertThrows(DataException.class, () -> TableEncoding.ofJson("{}"));
  }

  @Test
  void completingFillsWhatIsMissingAndTouchesNothingElse() {
    Table table = small();
    TableEncoding encoding = TableEncoding.fit(table);
    float[] guess = new float[24];
    Arrays.fill(guess, -9);
    guess[7 + 3] = 5; // row 1, category: w
    Table whole = encoding.complete(table, Tensor.of(guess, 4, 6));
    assertEquals("w", whole.column("c").text(1));
    assertEquals("no", whole.column("b").text(2));
    assertEquals(encoding.feature("y").original(-9), whole.numbers("y")[3]);
    assertArrayEquals(table.numbers("n"), whole.numbers("n"));
    assertEquals("u", whole.column("c").text(2));
    assertEquals(List.of("y"), whole.targets());
    // A number of 0 or more stays one, and a count is whole, whatever a model says.
    assertEquals(0, encoding.decode("low", Tensor.of(guess, 4, 6)).numbers("n")[0]);
  }

  @Test
  void whatCannotBeUsedIsLeftOutAndSaysWhy() {
    Table table =
        new Table(
            "odd",
            List.of(
                new NumberColumn("x", ColumnKind.REAL, new double[] {1, 2, 3}),
                new NumberColumn("same", ColumnKind.REAL, new double[] {5, 5, NONE}),
                new NumberColumn("none", ColumnKind.REAL, new double[] {NONE, NONE, NONE}),
                new TextColumn("name", new String[] {"p", "q", "r"}),
                new CategoryColumn(
                    "one", ColumnKind.CATEGORICAL, List.of("v"), new int[] {0, 0, 0})),
            List.of());
    TableEncoding encoding = TableEncoding.fit(table);
    assertEquals(1, encoding.width());
    assertEquals(
        "[LeftOut[column=same, why=the same value in all training rows: 5 to 5],"
            + " LeftOut[column=none, why=no value in the training rows],"
            + " LeftOut[column=name, why=text that is no category],"
            + " LeftOut[column=one, why=the same value in all training rows: v]]",
        encoding.leftOut().toString());
    assertEquals(
        "odd: the target 'same' cannot be learned: the same value in all training rows: 5 to 5",
        assertThrows(DataException.class, () -> TableEncoding.fit(table.withTargets("same")))
            .getMessage());
    DataException oneRow =
        assertThrows(DataException.class, () -> TableEncoding.fit(table.select("one row", 0)));
    assertTrue(oneRow.getMessage().startsWith("one row: no column can be used"));
  }

  @Test
  void anUnseenCategoryAndAnAbsurdNumberAreNamed() {
    TableEncoding encoding = TableEncoding.fit(small());
    Table other =
        small()
            .with(
                new CategoryColumn(
                    "c", ColumnKind.CATEGORICAL, List.of("v", "x"), new int[] {0, 1, 0, 0}),
                "");
    assertEquals(
        "column 'c', row 1 (from 0): the category 'x' is not one of those known from training,"
            + " u, v, w; with Unseen.MISSING it counts as missing",
        assertThrows(DataException.class, () -> encoding.encode(other)).getMessage());
    TableEncoding lenient = TableEncoding.fit(small(), Options.DEFAULT.with(Unseen.MISSING));
    Observed row = lenient.encode(other).rows(1);
    assertEquals(0, row.mask().toArray()[2]);
    Table completed = lenient.complete(other, Tensor.zeros(4, 6));
    assertEquals("x", completed.column("c").text(1), "what was seen stays");
    Table huge =
        small().with(new NumberColumn("y", ColumnKind.REAL, new double[] {0, 1e300, 0, 0}), "");
    assertEquals(
        "column 'y', row 1 (from 0): 1.00e+300 does not fit to the training rows, of mean 1",
        assertThrows(DataException.class, () -> encoding.encode(huge)).getMessage());
    assertTrue(
        assertThrows(DataException.class, () -> TableEncoding.fit(huge))
            .getMessage()
            .startsWith("column 'y' cannot be standardised"));
    assertTrue(
        assertThrows(DataException.class, () -> encoding.encode(small().without("n")))
            .getMessage()
            .contains("no column 'n'"));
  }

  @Test
  void theSharedTablesWithHolesGoThroughAndBack() {
    for (String name :
        List.of(
            "horse_colic_train.csv",
            "heart_cleveland.csv",
            "breast_cancer_wisconsin.csv",
            "adult_train.csv.gz")) {
      Path file = RealData.folderWith("uci_mixed/" + name).file("uci_mixed/" + name);
      Table table = Table.read(file);
      TableEncoding encoding = TableEncoding.fit(table);
      Dataset data = encoding.encode(table);
      Observed all = data.all();
      Table back = encoding.complete(table, all.values());
      Table decoded = encoding.decode("decoded", all.values());
      int missing = 0;
      for (Feature feature : encoding.features()) {
        Column before = table.column(feature.name());
        missing += before.missing() * feature.width();
        assertEquals(0, back.column(feature.name()).missing());
        for (int row = 0; row < table.rows(); row++) {
          if (!before.isMissing(row) && feature.kind() != ColumnKind.NON_NEGATIVE) {
            String found = decoded.column(feature.name()).text(row);
            assertEquals(before.text(row), found, feature.name());
          }
        }
      }
      float[] mask = all.maskOrOnes().toArray();
      long hidden = IntStream.range(0, mask.length).filter(i -> mask[i] == 0).count();
      assertEquals(missing, hidden, name);
    }
  }
}
