package elbolab.reproduce.report;

import java.util.List;

/**
 * A figure that a paper prints.
 *
 * @param id the tag of the notebook cell that recreates it is {@code figure:} and this
 * @param published what one sees in the paper, in our words
 * @param remark what is different here; empty where nothing is
 */
record PublishedFigure(String id, String work, String place, String published, String remark) {
  static List<PublishedFigure> all() {
    return EntryFile.read("figures.txt", List.of("work", "place", "published"), List.of("remark"))
        .stream()
        .map(
            entry ->
                new PublishedFigure(
                    entry.id(),
                    entry.text("work"),
                    entry.text("place"),
                    entry.text("published"),
                    entry.text("remark")))
        .toList();
  }
}
