package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublishedTableTest {
  @Test
  void everyTableReadsHasAPlaceInAPaperAndNoCellTwice() {
    for (String id : PublishedTable.ids()) {
      PublishedTable table = PublishedTable.load(id);
      assertFalse(table.paper().isEmpty() || table.locator().isEmpty() || table.title().isEmpty());
      Set<List<String>> keys = new HashSet<>();
      for (PublishedTable.Cell cell : table.cells()) {
        assertTrue(keys.add(cell.keys()), id + " has twice " + cell.keys());
      }
    }
  }

  @Test
  void indexAndFilesAreTheSame() throws IOException {
    try (Stream<java.nio.file.Path> files =
        Files.list(DataFolder.project().resolve("data/published"))) {
      Set<String> there =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".csv") && !name.equals("index.csv"))
              .map(name -> name.substring(0, name.length() - 4))
              .collect(Collectors.toSet());
      assertEquals(there, Set.copyOf(PublishedTable.ids()));
    }
  }

  @Test
  void numbersKeepTheirPrintedDigitsAndTheirOddities() {
    PublishedTable table = PublishedTable.load("deepdive-table-3-electricity-horizons");
    assertEquals("1.0000", table.find("DeepDIVE", "24").printed());
    assertTrue(table.note().contains("0.1000 is likely meant"));
    PublishedTable nll = PublishedTable.load("hhvaem-table-5.1-nll-unobserved-features");
    assertEquals(50, nll.cells().size(), "five models on ten data sets");
    assertEquals(1.83, nll.find("HH-VAEM", "boston").value());
    assertEquals(0.11, nll.find("HH-VAEM", "boston").std().orElseThrow());
    DataException e =
        assertThrows(DataException.class, () -> PublishedTable.load("hhvaem-table-5.2-target"));
    assertTrue(
        e.getMessage().contains("did you mean 'hhvaem-table-5.2-nll-target'"), e.getMessage());
  }
}
