package elbolab.reproduce.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryFileTest {
  private static List<EntryFile.Entry> parse(String text) {
    return EntryFile.parse("file", text, List.of("work", "place"), List.of("remark"));
  }

  @Test
  void entriesWithLinesThatGoOn() {
    List<EntryFile.Entry> entries =
        parse(
            "# all\n[a-1]\nwork: W $x: y$\n  goes on\n# a comment\nplace: P\n\n[b]\nwork: V\nplace: Q\n");
    assertEquals(List.of("a-1", "b"), entries.stream().map(EntryFile.Entry::id).toList());
    assertEquals("W $x: y$ goes on", entries.get(0).text("work"));
    assertEquals("P", entries.get(0).text("place"));
    assertEquals("", entries.get(0).text("remark"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "work: W                              | file:1: a line before the first [id]",
        "[a];work: W;work: V                  | file:3: 'work' twice",
        "[a];work: W;place: P;plaice: Q       | file:4: no key 'plaice'",
        "[a];work: W                          | [a] has no 'place'",
        "[a];work: W;place: P;[a]             | [a] is there twice",
        "[a];work:W;place: P                  | file:2: no key 'work:W'",
      })
  void mistakesNameTheirLine(String text, String problem) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> parse(text.replace(';', '\n')))
            .getMessage();
    assertTrue(message.contains(problem), message);
  }
}
