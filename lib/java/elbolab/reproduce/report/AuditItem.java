package elbolab.reproduce.report;

import java.util.List;

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
 * @param notebook file name without its ending; empty if no notebook shows it
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
    if (!test.matches("[\\w.]+#\\w+")) {
      throw new IllegalArgumentException(
          "audit %s: the test '%s' is not package.Class#method".formatted(id, test));
    }
    if (notebook.isEmpty() != heading.isEmpty()) {
      throw new IllegalArgumentException(
          "audit %s: a notebook and a heading in it belong together".formatted(id));
    }
  }

  static List<AuditItem> all() {
    return EntryFile.read(
            "audit.txt",
            List.of("work", "place", "claim", "holds", "shown", "test"),
            List.of("notebook", "heading"))
        .stream()
        .map(AuditItem::of)
        .toList();
  }

  private static AuditItem of(EntryFile.Entry entry) {
    return new AuditItem(
        entry.id(),
        entry.text("work"),
        entry.text("place"),
        entry.text("claim"),
        entry.text("holds"),
        entry.text("shown"),
        entry.text("test"),
        entry.text("notebook"),
        entry.text("heading"));
  }

  /** The test's file in the checkout. */
  String testFile() {
    return "tests/java/elbolab/" + test.substring(0, test.indexOf('#')).replace('.', '/') + ".java";
  }

  String testMethod() {
    return test.substring(test.indexOf('#') + 1);
  }
}
