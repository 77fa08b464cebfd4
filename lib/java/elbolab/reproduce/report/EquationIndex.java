package elbolab.reproduce.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which method implements which equation, and which tests check it: read from the comments of the
 * sources, so that nothing has to be kept by hand and every line number is that of today.
 */
final class EquationIndex {
  /**
   * @param citations of one work, in order
   * @param declared the method, class or field whose comment cites them
   * @param tests that use it, the nearest first
   */
  record Entry(List<Citation> citations, Declared declared, List<Declared> tests) {
    Publication work() {
      return citations.get(0).work();
    }
  }

  private final List<Entry> entries;

  private EquationIndex(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  static EquationIndex of(Path checkout) throws IOException {
    List<Declared> library = Sources.below(checkout, "lib/java");
    TestIndex tests = new TestIndex(library, Sources.below(checkout, "tests/java"));
    Rulings rulings = new Rulings(library);
    List<Entry> entries = new ArrayList<>();
    for (Declared each : library) {
      List<Citation> cited = rulings.citations(each);
      boolean implementing = !each.type().isEmpty() && !each.room().equals("reproduce");
      if (!cited.isEmpty() && implementing) {
        List<Declared> checks = tests.of(each);
        works(cited).forEach(work -> entries.add(new Entry(only(cited, work), each, checks)));
      }
    }
    entries.sort((a, b) -> a.citations().get(0).compareTo(b.citations().get(0)));
    return new EquationIndex(entries);
  }

  private static Stream<Publication> works(List<Citation> cited) {
    return cited.stream().map(Citation::work).distinct();
  }

  private static List<Citation> only(List<Citation> cited, Publication work) {
    return cited.stream().filter(citation -> citation.work().equals(work)).toList();
  }

  List<Entry> entries() {
    return entries;
  }

  /** The works with an equation here: those that are recreated first. */
  List<Publication> works() {
    return entries.stream().map(Entry::work).distinct().sorted().toList();
  }

  List<Entry> of(Publication work) {
    return entries.stream().filter(entry -> entry.work().equals(work)).toList();
  }
}
