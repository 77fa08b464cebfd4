package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reader's own table: what its columns are taken for, and what is said of a bad one. */
class TableReadTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.csv"), text);
  }

  /** A column called x beside a constant one, with these cells. */
  private Table column(int rows, IntFunction<String> cell) throws IOException {
    return Table.read(
        file(
            IntStream.range(0, rows)
                .mapToObj(cell)
                .collect(Collectors.joining("\n", "x\n", "\n"))));
  }

  private String refusal(String text) throws IOException {
    Path file = file(text);
    String message = assertThrows(DataException.class, () -> Table.read(file)).getMessage();
    assertTrue(message.startsWith(file + ":"), message);
    return message.substring(file.toString().length());
  }

  @Test
  void eachKindIsToldFromItsValues() throws IOException {
    assertEquals(ColumnKind.COUNT, column(60, i -> "" + i % 12 * 3).column("x").kind());
    assertEquals(ColumnKind.NON_NEGATIVE, column(60, i -> i + ".5").column("x").kind());
    assertEquals(ColumnKind.REAL, column(60, i -> "" + (i - 3)).column("x").kind());
    assertEquals(ColumnKind.CATEGORICAL, column(60, i -> "" + i % 9).column("x").kind());
    assertEquals(ColumnKind.COUNT, column(60, i -> "" + i % 10).column("x").kind());
    assertEquals(ColumnKind.BINARY, column(60, i -> i % 2 + ".0").column("x").kind());
    assertEquals(ColumnKind.BINARY, column(60, i -> i % 3 > 0 ? "yes" : "no").column("x").kind());
    assertEquals(ColumnKind.CATEGORICAL, column(60, i -> "ward " + i % 30).column("x").kind());
    assertEquals(ColumnKind.TEXT, column(60, i -> "Name of " + i).column("x").kind());
    assertEquals(ColumnKind.TEXT, column(60, i -> "" + (i + 1)).column("x").kind(), "row numbers");
    assertEquals(ColumnKind.CATEGORICAL, column(60, i -> "0210" + i % 7).column("x").kind());
    assertEquals(ColumnKind.REAL, column(60, i -> "7").column("x").kind());
    assertEquals(ColumnKind.TEXT, column(60, i -> "NA").column("x").kind());
  }

  @Test
  void categoriesThatAreNumbersAreOneWhateverTheyLookLikeAndStandInTheirOrder() throws IOException {
    CategoryColumn x =
        column(60, i -> i % 2 == 0 ? "10" : i % 3 == 0 ? "2.0" : "2")
            .as("x", ColumnKind.CATEGORICAL)
            .categories("x");
    assertEquals(List.of("2", "10"), x.levels());
    assertEquals(30, x.count("2"));
    CategoryColumn codes = column(60, i -> i % 3 == 0 ? "007" : "0" + i % 5).categories("x");
    assertTrue(codes.levels().contains("007"), codes.levels().toString());
  }

  @Test
  void numbersWithSignsAreNotTakenForNames() throws IOException {
    for (String form : List.of("\"1,%03d\"", "$%d.50", "%d %%", "\"2'%03d.5\"")) {
      Table table = column(40, i -> form.formatted(i + 100));
      assertEquals(ColumnKind.TEXT, table.column("x").kind());
      assertTrue(table.reasons().get(0).startsWith("numbers with signs, such as "), form);
    }
  }

  @Test
  void whatIsWrittenForMissingIsMissing() throws IOException {
    Table table = Table.read(file("a,b\n1.5,u\n?,v\nNA, \nnan,u\nnull,N/A\n2,u\n7,v\n"));
    assertEquals(4, table.column("a").missing());
    assertEquals(2, table.column("b").missing());
    assertEquals(List.of("u", "v"), table.categories("b").levels());
    assertTrue(Double.isNaN(table.numbers("a")[1]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2021-03-04 | 2021-11-30 | uuuu-MM-dd",
        "3/4/2021 | 11/30/2021 | M/d/uuuu",
        "4/3/2021 | 30/11/2021 | d/M/uuuu",
        "4.3.2021 | 30.11.2021 | d.M.uuuu",
        "2021-03-04T00:00:00 | 2021-11-30T00:00:00 | uuuu-MM-dd'T'HH:mm:ss",
        "2021-03-04 00:00 | 2021-11-30 00:00 | uuuu-MM-dd HH:mm",
        "2021-03-04T00:00:00.000Z | 2021-11-30T00:00:00.000Z | uuuu-MM-dd'T'HH:mm:ss.SSSXXX",
        "4-3-2021 | 30-11-2021 | d-M-uuuu",
        "2021-03-04T00:00:00+01:00 | 2021-11-30T00:00:00+01:00 | uuuu-MM-dd'T'HH:mm:ssXXX",
      })
  void datesAreRecognised(String first, String second, String pattern) throws IOException {
    Table table = Table.read(file("d\n" + first + "\n" + second + "\n"));
    assertEquals(
        List.of(LocalDateTime.of(2021, 3, 4, 0, 0), LocalDateTime.of(2021, 11, 30, 0, 0)),
        List.of(((DateColumn) table.column("d")).values()));
    assertEquals("dates written " + pattern, table.reasons().get(0));
  }

  @Test
  void datesThatCanBeReadTwoWaysSaySoAndOffsetsAreMinded() throws IOException {
    Table table = Table.read(file("d\n1/2/2021\n3/4/2021\n"));
    assertEquals("dates written M/d/uuuu; d/M/uuuu would fit too", table.reasons().get(0));
    Table declared = Table.read(folder.resolve("mine.csv"), ColumnSpec.date("d", "d/M/uuuu"));
    assertEquals("2021-02-01", declared.column("d").text(0));
    Table changed = Table.read(file("d\n2021-10-31T02:30:00+02:00\n2021-10-31T02:30:00+01:00\n"));
    assertTrue(changed.reasons().get(0).endsWith("; their offsets change, so in UTC"));
    assertEquals("2021-10-31T00:30", changed.column("d").text(0));
    assertEquals("2021-10-31T01:30", changed.column("d").text(1));
    // 2021-10-31 is 18,931 days after 1970-01-01.
    assertEquals(18_931 + 1 / 48.0, changed.as("d", ColumnKind.REAL).numbers("d")[0]);
  }

  @Test
  void separatorsDecimalCommasMarksAndQuotesAreFound() throws IOException {
    Table table =
        Table.read(
            file("\uFEFFweight;\"note; long\";n\n-1,5;\"a\r\n\"\"b\"\";\";3\n2,25;c;\n0;c;12\n"));
    assertArrayEquals(new double[] {-1.5, 2.25, 0}, table.numbers("weight"));
    assertEquals("a\r\n\"b\";", table.column("note; long").text(0));
    assertTrue(table.reasons().get(0).endsWith("with decimal commas"), table.toString());
    Table tabs = Table.read(file("a\tb,c\n1\t-2,5\n3\t4\n"));
    assertArrayEquals(new double[] {-2.5, 4}, tabs.numbers("b,c"));
    assertEquals("column 2", Table.read(file("a,\n1,2\n")).columns().get(1).name());
  }

  @Test
  void badTablesAreRefusedWithTheirPlace() throws IOException {
    assertEquals(
        ":1: columns 1 and 3 are both called 'a'; rename one of them", refusal("a,b,a\n1,2,3\n"));
    assertEquals(": a header line and no rows", refusal("a,b\n"));
    assertEquals(":1: expected a header line, found an empty file", refusal(""));
    assertEquals(
        ":1: the first line holds numbers; expected the names of the columns", refusal("1,2\n3,4"));
    assertEquals(":3: expected 2 fields as in the header, found 3", refusal("a,b\n1,2\n1,2,3\n"));
    assertEquals(
        ":3, column 1: bytes that are not UTF-8 text; save the file as UTF-8",
        latin("a\n1\n\u00E4\n"));
    String numbers =
        IntStream.range(0, 40).mapToObj(i -> i + 0.5 + "\n").collect(Collectors.joining());
    assertEquals(
        ":42, column 1 'x': expected a number, found '1O.5', though nearly all other values are"
            + " numbers: correct it, or declare the column when reading,"
            + " ColumnSpec.real(\"x\").withMissing(\"1O.5\")",
        refusal("x\n" + numbers + "1O.5\n"));
    Path file = folder.resolve("mine.csv");
    Table mended = Table.read(file, ColumnSpec.real("x").withMissing("1O.5"));
    assertEquals(1, mended.column("x").missing());
    assertEquals(
        file + ":1: the declared column 'y' is not among x; nearest: x",
        assertThrows(DataException.class, () -> Table.read(file, ColumnSpec.real("y")))
            .getMessage());
  }

  private String latin(String text) throws IOException {
    Path file = folder.resolve("mine.csv");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    String message = assertThrows(DataException.class, () -> Table.read(file)).getMessage();
    return message.substring(file.toString().length());
  }

  @Test
  void aHugeNumberIsReadAndOneBeyondDoublesIsRefused() throws IOException {
    assertEquals(1e300, Table.read(file("x\n1.5\n1e300\n-2\n")).numbers("x")[1]);
    String numbers = IntStream.range(0, 40).mapToObj(i -> i + "\n").collect(Collectors.joining());
    assertTrue(
        refusal("x\n" + numbers + "1e999\n").contains("'1e999' (beyond the range of a double)"));
  }

  @Test
  void aKindCanBeChanged() throws IOException {
    Table table = Table.read(file("zip,word,n\n12,3,5\n-7,4,5.5\n12,3,\n"));
    Table changed = table.as("zip", ColumnKind.CATEGORICAL).as("word", ColumnKind.COUNT);
    assertEquals(List.of("-7", "12"), changed.categories("zip").levels());
    assertEquals("declared", changed.reasons().get(0));
    assertEquals(ColumnKind.BINARY, table.as("n", ColumnKind.BINARY).column("n").kind());
    assertTrue(table.as("n", ColumnKind.TEXT).column("n").isMissing(2));
    assertEquals(
        "column 'zip' as non-negative: row 1 (from 0): expected a number of 0 or more, found '-7'",
        assertThrows(DataException.class, () -> table.as("zip", ColumnKind.NON_NEGATIVE))
            .getMessage());
    Table words = Table.read(file("w\na\nb\nc\n"));
    assertEquals(
        "column 'w' as binary: it has 3 different values, not two",
        assertThrows(DataException.class, () -> words.as("w", ColumnKind.BINARY)).getMessage());
  }

  @Test
  void whatIsSavedIsReadBack() throws IOException {
    Path out = folder.resolve("out.csv");
    Table table =
        Table.read(file("\"a,b\",c,d\n1.5,\"say \"\"no\"\"\n;\",2021-05-06\n?,x,NA\n0.1,x,\n"));
    table.save(out);
    Table back = Table.read(out);
    assertEquals(
        table.columns().stream().map(Column::name).toList(),
        back.columns().stream().map(Column::name).toList());
    for (Column column : table.columns()) {
      assertEquals(column.kind(), back.column(column.name()).kind());
      for (int row = 0; row < table.rows(); row++) {
        assertEquals(column.text(row), back.column(column.name()).text(row));
      }
    }
    Table alone = Table.read(file("x\n1.5\n\"\"\n2\n"));
    alone.save(out);
    assertTrue(Table.read(out).column("x").isMissing(1));
  }

  @Test
  void aHundredThousandRowsAreReadInSeconds() throws IOException {
    Rng rng = Rng.of(1, "rows");
    StringBuilder text = new StringBuilder("a,b,c,d,e,f,g,h\n");
    for (int row = 0; row < 100_000; row++) {
      text.append(row).append(',').append(rng.nextGaussian()).append(',');
      text.append(rng.nextInt(50)).append(",w").append(rng.nextInt(20)).append(",2021-01-0");
      text.append(1 + rng.nextInt(9)).append(',').append(rng.nextDouble()).append(",name ");
      text.append(row).append(',').append(rng.nextInt(3) == 0 ? "" : "1.25").append('\n');
    }
    Path file = file(text.toString());
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Table table = Table.read(file);
    double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
    System.out.printf(
        "100,000 rows of 8 columns, %.1f MB: %.2f s of one core%n", text.length() / 1e6, seconds);
    assertEquals(100_000, table.rows());
    assertTrue(seconds < 10, seconds + " s");
  }

  @Test
  void theSharedTablesAreTakenForWhatTheirDescriptionsSay() {
    DataFolder data =
        RealData.folderWith(
            "uci_mixed/horse_colic_train.csv",
            "uci_mixed/heart_cleveland.csv",
            "uci_mixed/breast_cancer_wisconsin.csv",
            "uci_mixed/adult_train.csv.gz");
    Table horses = Table.read(data.file("uci_mixed/horse_colic_train.csv"));
    assertEquals(ColumnKind.TEXT, horses.column("hospital_number").kind());
    assertEquals(ColumnKind.BINARY, horses.column("surgical_lesion").kind());
    assertEquals(ColumnKind.CATEGORICAL, horses.column("outcome").kind());
    assertEquals(ColumnKind.CATEGORICAL, horses.column("lesion_type_1").kind());
    assertEquals(ColumnKind.COUNT, horses.column("pulse").kind());
    assertEquals(60, horses.column("rectal_temperature").missing());
    assertEquals(247, horses.column("nasogastric_reflux_ph").missing());
    Table heart = Table.read(data.file("uci_mixed/heart_cleveland.csv"));
    assertEquals(List.of("3", "6", "7"), heart.categories("thal").levels());
    assertEquals(4, heart.column("ca").missing());
    assertEquals(2, heart.column("thal").missing());
    Table cancer = Table.read(data.file("uci_mixed/breast_cancer_wisconsin.csv"));
    assertEquals(ColumnKind.TEXT, cancer.column("id").kind());
    assertEquals(16, cancer.column("bare_nuclei").missing());
    assertEquals(241, cancer.categories("class").count("4"));
    Table adult = Table.read(data.file("uci_mixed/adult_train.csv.gz"));
    assertEquals(1836, adult.column("workclass").missing());
    assertEquals(41, adult.categories("native_country").levels().size());
    assertEquals(7841, adult.categories("income").count(">50K"));
    assertEquals(ColumnKind.COUNT, adult.column("fnlwgt").kind());
  }
}
