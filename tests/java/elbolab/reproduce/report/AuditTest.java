package elbolab.reproduce.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the audit and the figures name is there: tests, headings, numbers, cells. */
class AuditTest {
  private static final Path TOP = Path.of("").toAbsolutePath();
  private static final Pattern NUMBER = Pattern.compile("−?\\d+(\\.\\d+)?");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([\\w.-]+-audit-[\\w.-]+)\">");
  private static final List<AuditItem> ITEMS = AuditItem.all();

  @Test
  void everyProofIsATest() {
    assertFalse(ITEMS.isEmpty());
    for (AuditItem item : ITEMS) {
      assertTrue(
          EquationsTest.isTest(item.testClass(), item.testMethod()),
          item.id() + ": no test " + item.test());
    }
  }

  @Test
  void everyNotebookShowsItsNumbersBelowTheHeading() throws IOException {
    for (AuditItem item : ITEMS) {
      if (item.notebook() != null) {
        String section = section(item).replace('-', '−');
        assertFalse(section.isEmpty(), item.id() + ": no heading '" + item.heading() + "'");
        Matcher number = NUMBER.matcher(item.shown());
        while (number.find()) {
          assertTrue(
              section.contains(number.group()),
              "%s: no %s below '%s'".formatted(item.id(), number.group(), item.heading()));
        }
      }
    }
  }

  private static String section(AuditItem item) throws IOException {
    return Notebook.all(TOP).stream()
        .filter(notebook -> notebook.name().equals(item.notebook()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(item.id() + ": no notebook " + item.notebook()))
        .section(item.heading());
  }

  /** A notebook marks an audit by an anchor of its name. */
  @Test
  void everyAuditOfANotebookIsInTheReport() throws IOException {
    TreeSet<String> missing = new TreeSet<>();
    for (Notebook notebook : Notebook.all(TOP)) {
      for (Notebook.Cell cell : notebook.cells()) {
        ANCHOR.matcher(cell.source()).results().map(match -> match.group(1)).forEach(missing::add);
      }
    }
    ITEMS.forEach(item -> missing.remove(item.id()));
    assertEquals(new TreeSet<>(), missing, "not in audit.txt");
  }

  @Test
  void everyFigureThatANotebookRecreatesIsDescribed() throws IOException {
    List<String> described = PublishedFigure.all().stream().map(PublishedFigure::id).toList();
    int pictures = 0;
    for (Notebook notebook : Notebook.all(TOP)) {
      for (Notebook.Cell cell : notebook.cells()) {
        for (String id : cell.figures().toList()) {
          assertTrue(described.contains(id), "%s: figures.txt has no [%s]".formatted(notebook, id));
          assertFalse(cell.pictures().isEmpty(), notebook.name() + ": no picture for " + id);
          pictures++;
        }
      }
    }
    assertTrue(pictures >= 6, pictures + " pictures");
  }
}
