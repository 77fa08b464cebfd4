package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
  private static final List<ColumnSpec> SPECS =
      List.of(
          ColumnSpec.real("x"),
          ColumnSpec.count("n").withMissing("NA"),
          ColumnSpec.category("c"),
          ColumnSpec.date("d", "M/d/uuuu"));

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  @Test
  void readsQuotesEscapesMarksAndBothLineEnds() throws IOException {
    Path file =
        file(
            "\uFEFFx,n,c,d\r\n1,2,\"a, \"\"b\"\"\nc\",1/4/2015\r\n"
                + "-2.5e-3,NA,z,12/27/2015\n\"3\",0,z,2/29/2016\n\n");
    List<Column> columns = Csv.read(file, CsvFormat.COMMA, SPECS);
    assertArrayEquals(new double[] {1, -0.0025, 3}, ((NumberColumn) columns.get(0)).values());
    assertTrue(columns.get(1).isMissing(1));
    assertEquals(1, columns.get(1).missing());
    CategoryColumn c = (CategoryColumn) columns.get(2);
    assertEquals(List.of("a, \"b\"\nc", "z"), c.levels());
    assertEquals(2, c.count("z"));
    assertEquals(LocalDateTime.of(2016, 2, 29, 0, 0), ((DateColumn) columns.get(3)).values()[2]);
  }

  @Test
  void wholeNumbersOfARealColumnStayReal() throws IOException {
    Table table =
        new Table(
            "t",
            Csv.read(file("a\n1\n2\n"), CsvFormat.COMMA, List.of(ColumnSpec.real("a"))),
            List.of("a"));
    assertEquals(ColumnKind.REAL, table.column("a").kind());
    assertArrayEquals(new double[] {1, 2}, table.numbers("a"));
  }

  @Test
  void aTableShowsItsKindsTargetAndValues() throws IOException {
    Path file = file("<a>,b\n1.5,u&v\n-2,w\n");
    List<ColumnSpec> specs = List.of(ColumnSpec.real("<a>"), ColumnSpec.category("b"));
    Table table = new Table("t", Csv.read(file, CsvFormat.COMMA, specs), List.of("b"));
    String text = table.toMarkdown();
    assertTrue(text.contains("**t: 2 rows, 2 columns**"), text);
    assertTrue(text.contains("| &lt;a> | real | declared | 0 | 2 | -2 to 1.5 |"), text);
    assertTrue(text.contains("| b | categorical, target | declared | 0 | 2 | u&amp;v, w |"), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "1,2,u,13/1/2015 | :2, column 4 'd': expected a date, found '13/1/2015'",
        "1,2,u,2/30/2015 | :2, column 4 'd': expected a date, found '2/30/2015'",
        "1e999,2,u,1/1/2015 | :2, column 1 'x': expected a number, found '1e999' (beyond",
        "NaN,2,u,1/1/2015 | :2, column 1 'x': expected a number, found 'NaN'",
        "'1,5',2,u,1/1/2015 | :2: expected 4 fields, found 5",
        "\"1,5\",2,u,1/1/2015 | :2, column 1 'x': expected a number, found '1,5' (a decimal comma?)",
        "1,2.5,u,1/1/2015 | :2, column 2 'n': expected a whole number of 0 or more, found '2.5'",
        "1,-2,u,1/1/2015 | :2, column 2 'n': expected a whole number of 0 or more, found '-2'",
        "1,,u,1/1/2015 | :2, column 2 'n': expected a whole number of 0 or more, found nothing",
        "1,2,,1/1/2015 | :2, column 3 'c': expected one of the column's categories, found nothing",
        "1,2,u | :2: expected 4 fields, found 3",
        "1,2,u\"v,1/1/2015 | :2, column 3: a quote in the midst",
        "1,2,\"u\"v,1/1/2015 | :2, column 3: expected a separator or the end of the line",
        "1,2,\"u | :2, column 3: expected a closing quote",
        "0x1p3,2,u,1/1/2015 | :2, column 1 'x': expected a number, found '0x1p3'",
      })
  void errorsNameFileLineColumnAndWhatWasExpected(String row, String message) throws IOException {
    Path file = file("x,n,c,d\n" + row + "\n");
    DataException e =
        assertThrows(DataException.class, () -> Csv.read(file, CsvFormat.COMMA, SPECS));
    assertTrue(e.getMessage().startsWith(file + message), e.getMessage());
  }

  @Test
  void headerAndEmptyLinesAreChecked() throws IOException {
    assertMessage("x,n,e,d\n", ":1, column 3: expected the column 'c', found 'e'");
    assertMessage("x,n,c\n", ":1: expected 4 fields, found 3");
    assertMessage("", ":1: expected a header line, found an empty file");
    assertMessage("x,n,c,d\n\n1,1,a,1/1/2015\n", ":2: expected a record, found an empty line");
    assertMessage("x,n,c,d\n1,1,a,1/1/2015\n1\r2", ":3: a carriage return without a line feed");
  }

  private void assertMessage(String text, String message) throws IOException {
    Path file = file(text);
    DataException e =
        assertThrows(DataException.class, () -> Csv.read(file, CsvFormat.COMMA, SPECS));
    assertTrue(e.getMessage().startsWith(file + message), e.getMessage());
  }
}
