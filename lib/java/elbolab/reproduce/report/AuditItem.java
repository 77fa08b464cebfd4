package elbolab.reproduce.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * A defect of a paper or of public code.
 *
 * @param id stable name
 * @param work where it is
 * @param place within the work
 * @param claim what stands there
 * @param holds what holds instead
 * @param shown the number that shows it, as text
 * @param test the runnable proof, {@code package.Class#method} without {@code elbolab.}
 * @param notebook file name without its ending; null if no notebook shows it
 * @param heading the heading in the notebook below which it is shown
 */
record AuditItem(
    String id,
    String work,
    String place,
    String claim,
    String holds,
    String shown,
    String test,
    String notebook,
    String heading) {
  AuditItem {
    if (Stream.of(work, place, claim, holds, shown, test).anyMatch(t -> t == null || t.isEmpty())) {
      throw new IllegalArgumentException(
          "audit %s: work, place, claim, holds, shown and test are needed".formatted(id));
    }
    if (!test.matches("[\\w.]+#\\w+")) {
      throw new IllegalArgumentException(
          "audit %s: the test '%s' is not package.Class#method".formatted(id, test));
    }
    if ((notebook == null) != (heading == null)) {
      throw new IllegalArgumentException(
          "audit %s: a notebook and a heading in it belong together".formatted(id));
    }
  }

  static List<AuditItem> all() {
    return EntryFile.read("audit.txt", AuditItem.class);
  }

  String testClass() {
    return "elbolab." + test.substring(0, test.indexOf('#'));
  }

  String testMethod() {
    return test.substring(test.indexOf('#') + 1);
  }
}
