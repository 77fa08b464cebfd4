package elbolab.reproduce.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryFileTest {
  record Entry(String id, String work, String place, String remark) {
    Entry {
      if (work == null || place == null) {
        throw new IllegalArgumentException("[" + id + "] needs a work and a place");
      }
    }
  }

  private static List<Entry> parse(String text) {
    return EntryFile.parse("file", text, Entry.class);
  }

  @Test
  void entriesWithLinesThatGoOn() {
    List<Entry> entries =
        parse(
            "# all\n[a-1]\nwork: W $x: y$\n  goes on\n# a comment\nplace: P\n\n[b]\nwork: V\nplace: Q\n");
    assertEquals(List.of("a-1", "b"), entries.stream().map(Entry::id).toList());
    assertEquals("W $x: y$ goes on", entries.get(0).work());
    assertEquals("P", entries.get(0).place());
    assertNull(entries.get(0).remark());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "work: W                              | file:1: a line before the first [id]",
        "[a];work: W;work: V                  | file:3: 'work' twice",
        "[a];work: W;place: P;plaice: Q       | file:4: no key 'plaice'",
        "[a];work: W                          | file: [a] needs a work and a place",
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
