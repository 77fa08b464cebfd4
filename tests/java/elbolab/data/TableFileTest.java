package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader's file completed in its place: what was there stays, byte by byte. */
class TableFileTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.csv"), text);
  }

  private String completed(TableFile file, Column... filled) throws IOException {
    Table table = file.table();
    for (Column column : filled) {
      table = table.with(table.column(column.name()).filledFrom(column), "filled");
    }
    Path to = folder.resolve("completed.csv");
    file.complete(table, to);
    return Files.readString(to);
  }

  private static NumberColumn numbers(String name, double... values) {
    return new NumberColumn(name, ColumnKind.REAL, values);
  }

  @Test
  void onlyMissingCellsChange() throws IOException {
    String text =
        "\uFEFFid, x ,note\r\n1, 2.50,\"a\r\n\"\"b\"\", c\"\r\n2,NA, \"\"\r\n3,\"\",\r\n4,1e1,d";
    String quoteless = text.replace(" \"\"\r", "plain \r");
    TableFile file = TableFile.open(file(quoteless), Map.of("x", ColumnKind.REAL));
    String filled = completed(file, numbers("x", 0, 7, 0.25, 0));
    assertEquals(quoteless.replace("2,NA,", "2,7,").replace("3,\"\",", "3,0.25,"), filled);
  }

  @Test
  void nothingMissingIsTheSameFile() throws IOException {
    String text = "a;b\n1,5;\"x;y\"\n2;z\n";
    assertEquals(text, completed(TableFile.open(file(text), Map.of())));
  }

  @Test
  void numbersAreWrittenWithTheCommasOfTheirColumn() throws IOException {
    TableFile file = TableFile.open(file("x;y\n1,5;2\n;?\n-2;3\n"), Map.of());
    assertEquals(
        "x;y\n1,5;2\n0,75;2.5\n-2;3\n",
        completed(file, numbers("x", 0, 0.75, 0), numbers("y", 0, 2.5, 0)));
  }

  @Test
  void valuesAreWrittenAsTheOthersOfTheirColumn() throws IOException {
    String known = "1.0,3.50\n2.0,4.25\n".repeat(10);
    TableFile file = TableFile.open(file("c,x\n" + known + "NA,\n"), Map.of("x", ColumnKind.REAL));
    Column c = new CategoryColumn("c", ColumnKind.BINARY, List.of("1", "2"), filled(1));
    Column x = numbers("x", IntStream.range(0, 21).mapToDouble(i -> 7).toArray());
    assertEquals("c,x\n" + known + "2.0,7.00\n", completed(file, c, x));
  }

  private static int[] filled(int code) {
    return IntStream.range(0, 21).map(i -> code).toArray();
  }

  @Test
  void datesTakenForNumbersAreFilledAsDates() throws IOException {
    TableFile file =
        TableFile.open(file("d,x\n3/1/2021,1\n,2\n3/31/2021,3\n"), Map.of("d", ColumnKind.REAL));
    double first = file.table().numbers("d")[0];
    String filled = completed(file, numbers("d", 0, first + 9.4, 0));
    assertEquals("d,x\n3/1/2021,1\n3/10/2021,2\n3/31/2021,3\n", filled);
  }

  @Test
  void categoriesAreQuotedWhereTheyMustBe() throws IOException {
    TableFile file =
        TableFile.open(file("c,x\n\"a,b\",1\n,2\nd,3\n"), Map.of("c", ColumnKind.CATEGORICAL));
    CategoryColumn c = file.table().categories("c");
    Column from = new CategoryColumn("c", ColumnKind.CATEGORICAL, c.levels(), new int[3]);
    assertEquals("c,x\n\"a,b\",1\n\"a,b\",2\nd,3\n", completed(file, from));
  }

  @Test
  void aPackedFileIsCompletedUnpacked() throws IOException {
    Path packed = folder.resolve("mine.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("x,y\n1,2\n,3\n".getBytes(StandardCharsets.UTF_8));
    }
    TableFile file = TableFile.open(packed, Map.of());
    assertEquals("x,y\n1,2\n4,3\n", completed(file, numbers("x", 0, 4)));
  }

  @Test
  void aFileThatChangedMeanwhileIsRefused() throws IOException {
    TableFile file = TableFile.open(file("x,y\n1,2\n,3\n"), Map.of());
    file("x,y\n1,2\n");
    String message =
        assertThrows(DataException.class, () -> completed(file, numbers("x", 0, 4))).getMessage();
    assertTrue(message.contains("changed since it was read"), message);
  }

  @Test
  void declaredKindsAreReadWithWhatStandsForMissing() throws IOException {
    String rows =
        IntStream.range(0, 40).mapToObj(i -> i % 4 + ",").collect(Collectors.joining("\n"));
    Path file = file("x,y\n" + rows + "\n?,3\n");
    assertEquals(ColumnKind.CATEGORICAL, Table.read(file).column("x").kind());
    Table real = TableFile.open(file, Map.of("x", ColumnKind.REAL)).table();
    assertEquals(Double.NaN, real.numbers("x")[40]);
    assertEquals("declared", real.reasons().get(0));
    Path slip = file("x,y\n" + rows.replaceFirst("0", "O") + "\n?,3\n");
    String message =
        assertThrows(DataException.class, () -> TableFile.open(slip, Map.of("x", ColumnKind.COUNT)))
            .getMessage();
    assertTrue(message.contains(":2, column 1 'x': expected a whole number"), message);
    Table texts = TableFile.open(slip, Map.of("x", ColumnKind.CATEGORICAL)).table();
    assertTrue(texts.categories("x").levels().contains("O"));
    String two =
        assertThrows(
                DataException.class, () -> TableFile.open(slip, Map.of("x", ColumnKind.BINARY)))
            .getMessage();
    assertTrue(two.contains("5 different values, not two"), two);
    String date =
        assertThrows(DataException.class, () -> TableFile.open(slip, Map.of("x", ColumnKind.DATE)))
            .getMessage();
    assertTrue(date.contains("'x' as date"), date);
    String absent =
        assertThrows(DataException.class, () -> TableFile.open(slip, Map.of("z", ColumnKind.REAL)))
            .getMessage();
    assertTrue(absent.contains("'z' is not among x, y"), absent);
  }

  @Test
  void aColumnFilledFromAnotherKeepsItsKindWhereItCan() {
    NumberColumn counts =
        new NumberColumn("n", ColumnKind.COUNT, new double[] {1, Double.NaN, Double.NaN});
    assertEquals(ColumnKind.COUNT, counts.filledFrom(numbers("n", 0, 2, 3)).kind());
    NumberColumn real = (NumberColumn) counts.filledFrom(numbers("n", 0, 2.5, Double.NaN));
    assertEquals(ColumnKind.REAL, real.kind());
    assertArrayEquals(new double[] {1, 2.5, Double.NaN}, real.values());
  }
}
