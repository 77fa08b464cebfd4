package elbolab.reproduce.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Published figures by their names on the command line, such as {@code deepdive-figure-3}. They
 * print no number: notebooks draw them, and the report shows them.
 */
public final class FigureWords {
  private FigureWords() {}

  public static List<String> all() {
    return PublishedFigure.all().stream().map(FigureWords::word).toList();
  }

  private static String word(PublishedFigure figure) {
    return figure.id().replaceFirst("-(?=[^-]*$)", "-figure-");
  }

  /** How a figure is recreated; empty if the word is none of a figure. */
  public static Optional<String> recipe(String word, Path checkout) {
    return PublishedFigure.all().stream()
        .filter(figure -> word(figure).equals(word))
        .findFirst()
        .map(
            figure ->
                "%s of %s prints no number. %s"
                    .formatted(figure.place(), figure.work(), command(figure, checkout)));
  }

  private static String command(PublishedFigure figure, Path checkout) {
    try {
      return Notebook.all(checkout).stream()
          .filter(
              book ->
                  book.cells().stream().anyMatch(c -> c.figures().anyMatch(figure.id()::equals)))
          .findFirst()
          .map(book -> "It is drawn by: environment/workbench run " + book.name())
          .orElse("No notebook draws it yet.");
    } catch (IOException failed) {
      throw new UncheckedIOException("the notebooks cannot be read: " + failed, failed);
    }
  }
}
