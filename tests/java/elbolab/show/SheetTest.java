package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class SheetTest {
  record Score(String model, int seeds, double rmse, Measured nll) {}

  private static final List<Score> SCORES =
      List.of(
          new Score("VAE", 5, 0.123456, new Measured(1.2345, 0.0123)),
          new Score("a<b & \"c\"|d", 10, -12.5, Measured.exact(2)));

  @Test
  void recordsBecomeCells() {
    Sheet sheet = Sheet.of(SCORES).digits(3).decimals(1, "rmse");
    assertEquals(List.of("model", "seeds", "rmse", "nll"), sheet.names());
    assertEquals("VAE", sheet.cell(0, 0));
    assertEquals("5", sheet.cell(0, 1));
    assertEquals("0.1", sheet.cell(0, 2));
    assertEquals("1.234 ± 0.012", sheet.cell(0, 3));
    assertEquals("−12.5", sheet.cell(1, 2));
    assertEquals("2.00000", sheet.cell(1, 3));
    assertFalse(sheet.numeric(0));
    assertTrue(sheet.numeric(1) && sheet.numeric(2) && sheet.numeric(3));
  }

  record Found(double rmse, Measured nll) {}

  @Test
  void aMapToRecordsShowsItsKeysFirst() {
    Map<String, Found> found = new LinkedHashMap<>();
    found.put("VAE", new Found(0.5, new Measured(1.2345, 0.0123)));
    found.put("AR", new Found(0.25, Measured.exact(2)));
    Sheet sheet = Sheet.of("model", found);
    assertEquals(List.of("model", "rmse", "nll"), sheet.names());
    assertEquals("AR", sheet.cell(1, 0));
    assertEquals("0.2500", sheet.cell(1, 1));
    assertEquals("1.234 ± 0.012", sheet.cell(0, 2));
  }

  @Test
  void rowsOfThingsByTheirColumns() {
    Sheet sheet =
        Sheet.rows(List.of("one", "three"))
            .column("word", w -> w)
            .column("letters", String::length)
            .caption("Words");
    assertEquals("Words\nword   letters\none          3\nthree        5", sheet.toString());
  }

  @Test
  void htmlEscapesAndAligns() {
    String html = Sheet.of(SCORES).caption("<script>alert('x')</script>").toHtml();
    assertFalse(html.contains("<script>"));
    assertTrue(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
    assertTrue(html.contains("<td style=\"text-align:left\">a&lt;b &amp; &quot;c&quot;|d</td>"));
    assertTrue(html.contains("<td style=\"text-align:right\">0.1235</td>"));
    assertTrue(html.contains("<th style=\"text-align:right\">rmse</th>"));
  }

  @Test
  void htmlHasNoColoursThatADarkPageWouldHide() {
    String html = Sheet.of(SCORES).toHtml();
    assertFalse(html.matches("(?s).*(#[0-9a-fA-F]{3}|background|[;\"]color:).*"), html);
  }

  @Test
  void markdownKeepsItsColumns() {
    String[] lines = Sheet.of(SCORES).toMarkdown().split("\n");
    assertEquals("| model | seeds | rmse | nll |", lines[0]);
    assertEquals("| :--- | ---: | ---: | ---: |", lines[1]);
    assertEquals("| VAE | 5 | 0.1235 | 1.234 ± 0.012 |", lines[2]);
    assertEquals("| a<b & \"c\"\\|d | 10 | −12.50 | 2.00000 |", lines[3]);
  }

  @Test
  void lineBreakInACellStaysInItsRow() {
    String markdown = Sheet.columns("a").row("one\ntwo\r\nthree").toMarkdown();
    assertEquals("| a |\n| :--- |\n| one two three |", markdown);
  }

  @Test
  void tablesawCellByCell() {
    Table table =
        Table.create(
            "loads",
            StringColumn.create("site", "north", null),
            IntColumn.create("n", 3, 4),
            DoubleColumn.create("mean", 1.5, Double.NaN));
    Sheet sheet = Sheet.of(table);
    String[][] expected = {{"north", "3", "1.500"}, {"", "4", ""}};
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 3; column++) {
        assertEquals(expected[row][column], sheet.cell(row, column), row + ", " + column);
      }
    }
    assertEquals("loads", sheet.caption());
    assertTrue(sheet.numeric(2), "a missing number leaves the column one of numbers");
  }

  @Test
  void plainTextIsAligned() {
    String text = Sheet.columns("name", "value").row("a", 1).row("longer", 123).toString();
    assertEquals("name    value\na           1\nlonger    123", text);
  }

  @Test
  void errorsNameWhatIsWrong() {
    var tooFew = assertThrows(IllegalArgumentException.class, () -> Sheet.columns("a", "b").row(1));
    assertTrue(tooFew.getMessage().contains("row 1 has 1 values for 2 columns [a, b]"));
    Sheet sheet = Sheet.columns("a");
    var noColumn = assertThrows(IllegalArgumentException.class, () -> sheet.digits(2, "z"));
    assertTrue(noColumn.getMessage().contains("no column \"z\" in [a]"));
    assertThrows(IllegalArgumentException.class, () -> Sheet.of(List.<Score>of()));
    assertThrows(IllegalArgumentException.class, () -> sheet.digits(0));
  }
}
