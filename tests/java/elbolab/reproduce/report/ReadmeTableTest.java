package elbolab.reproduce.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import elbolab.reproduce.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadmeTableTest {
  @Test
  void theReadmeSaysWhatTheCommittedResultsSay() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    assertEquals(ReadmeTable.updated(readme), readme, "environment/workbench report --save");
  }

  @Test
  void countsByPaperAndInAll() {
    Map<String, Tally> papers = new LinkedHashMap<>();
    papers.put(
        "One",
        new Tally(
            Map.of(
                Verdict.REPRODUCED, 3,
                Verdict.DIFFERS, 2,
                Verdict.NOT_COMPARABLE, 1,
                Verdict.NOT_RUN, 0)));
    papers.put("Other", Tally.of(List.of()));
    assertEquals(
        """
        | paper | claims | REPRODUCED | DIFFERS | NOT_COMPARABLE | NOT_RUN |
        |---|--:|--:|--:|--:|--:|
        | One | 6 | 3 | 2 | 1 | 0 |
        | Other | 0 | 0 | 0 | 0 | 0 |
        | **all** | 6 | 3 | 2 | 1 | 0 |
        """,
        ReadmeTable.markdown(papers));
  }

  @Test
  void aReadmeWithoutThePlaceIsNotTouched() {
    assertThrows(IOException.class, () -> ReadmeTable.updated("# elbolab\n"));
  }
}
