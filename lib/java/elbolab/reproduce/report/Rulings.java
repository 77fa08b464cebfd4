package elbolab.reproduce.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whose numbers a comment means when it does not say: what its class or its package says. */
final class Rulings {
  private final List<Declared> library;

  Rulings(List<Declared> library) {
    this.library = library.stream().filter(Declared::isType).toList();
  }

  List<Citation> citations(Declared each) {
    List<String> around = around(each).map(Declared::comment).toList();
    Optional<Publication> ruling = firstOf(around.stream().map(Publication::ruling));
    Optional<Publication> work = ruling.or(() -> firstOf(around.stream().map(Publication::first)));
    return Citation.in(each.comment(), work, ruling.isPresent());
  }

  private static Optional<Publication> firstOf(Stream<Optional<Publication>> works) {
    return works.flatMap(Optional::stream).findFirst();
  }

  /** Its class, the file's class, its package and those around it. */
  private Stream<Declared> around(Declared each) {
    Stream<Declared> owners =
        library.stream()
            .filter(type -> type.file().equals(each.file()))
            .filter(type -> type.type().equals(each.type()) || type.type().equals(each.fileType()));
    Stream<Declared> packages =
        library.stream()
            .filter(type -> type.type().isEmpty())
            .filter(type -> each.file().startsWith(type.file().replace("package-info.java", "")))
            .sorted((a, b) -> b.file().length() - a.file().length());
    return Stream.concat(owners, packages);
  }
}
