package elbolab.reproduce.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A figure that a paper prints. It prints no number: notebooks draw it, and the report shows it.
 *
 * @param id the tag of the notebook cell that recreates it is {@code figure:} and this
 * @param published what one sees in the paper, in our words
 * @param remark what is different here; null where nothing is
 */
public record PublishedFigure(
    String id, String work, String place, String published, String remark) {
  public PublishedFigure {
    if (Stream.of(work, place, published).anyMatch(text -> text == null || text.isEmpty())) {
      throw new IllegalArgumentException(
          "figure %s: work, place and published are needed".formatted(id));
    }
  }

  public static List<PublishedFigure> all() {
    return EntryFile.read("figures.txt", PublishedFigure.class);
  }

  /** The figure of this name, such as {@code deepdive-figure-3}. */
  public static Optional<PublishedFigure> named(String name) {
    return all().stream().filter(figure -> figure.name().equals(name)).findFirst();
  }

  /** The name on the command line. */
  public String name() {
    return id.replaceFirst("-(?=[^-]*$)", "-figure-");
  }

  /** Whether the cell recreates it. */
  boolean isDrawnBy(Notebook.Cell cell) {
    return cell.figures().anyMatch(id::equals);
  }

  /** How it is recreated. */
  public String recipe(Path checkout) {
    try {
      String drawn =
          Notebook.all(checkout).stream()
              .filter(book -> book.cells().stream().anyMatch(this::isDrawnBy))
              .findFirst()
              .map(book -> "It is drawn by: environment/workbench run " + book.name())
              .orElse("No notebook draws it yet.");
      return "%s of %s prints no number. %s".formatted(place, work, drawn);
    } catch (IOException failed) {
      throw new UncheckedIOException("the notebooks cannot be read: " + failed, failed);
    }
  }
}
