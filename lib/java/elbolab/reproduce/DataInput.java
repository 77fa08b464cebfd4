package elbolab.reproduce;

import elbolab.data.Catalogue;
import elbolab.data.DataFolder;
import elbolab.data.KnownPictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an experiment computes on.
 *
 * @param name of the data in the experiment's units
 * @param files below a data folder that they are read from, or folders, which end in a slash; none
 *     if they are generated
 * @param origin where they come from; for generated data the generator with its seed
 */
public record DataInput(String name, List<String> files, String origin) {
  public DataInput {
    files = List.copyOf(files);
    if (name.isBlank() || origin.isBlank()) {
      throw new IllegalArgumentException(
          "data \"%s\" need a name and an origin (\"%s\")".formatted(name, origin));
    }
  }

  public static DataInput files(String name, String origin, String... files) {
    return new DataInput(name, List.of(files), origin);
  }

  /** Pictures of the catalogue; several sets are named with a dash between them. */
  public static DataInput pictures(String... names) {
    List<KnownPictures> sets = Stream.of(names).map(Catalogue::pictures).toList();
    return new DataInput(
        String.join("-", names),
        sets.stream().flatMap(set -> set.files().stream()).toList(),
        sets.stream().map(KnownPictures::title).collect(Collectors.joining(" and ")));
  }

  public static DataInput generated(String name, String origin) {
    return new DataInput(name, List.of(), origin);
  }

  /** Why they cannot be used here, with the remedy; empty if they can. */
  public Optional<String> missing(DataFolder folder) {
    return files.stream()
        .filter(
            file -> isFolder(file) ? within(folder, file).isEmpty() : folder.find(file).isEmpty())
        .findFirst()
        .map(
            file ->
                "%s is not there: environment/workbench data %s"
                    .formatted(file, file.substring(0, file.indexOf('/'))));
  }

  /** What a result file says of them: the digests of the files, or the generator. */
  String fingerprint(DataFolder folder) {
    return files.isEmpty()
        ? origin
        : files.stream()
            .map(file -> "%s sha256 %s".formatted(file, sha256(folder, file)))
            .collect(Collectors.joining(", "));
  }

  private static boolean isFolder(String path) {
    return path.endsWith("/");
  }

  /** Of a file, or of the list of the files in a folder with their digests. */
  private static String sha256(DataFolder folder, String path) {
    if (!isFolder(path)) {
      return folder.sha256(path);
    }
    return ResultFile.sha256(
        within(folder, path).stream()
            .map(file -> "%s %s%n".formatted(file, folder.sha256(file)))
            .collect(Collectors.joining()));
  }

  /** The files in a folder of the first place that has it, in the order of their names. */
  private static List<String> within(DataFolder folder, String path) {
    for (Path place : folder.places()) {
      if (Files.isDirectory(place.resolve(path))) {
        try (Stream<Path> files = Files.walk(place.resolve(path))) {
          return files
              .filter(Files::isRegularFile)
              .map(file -> place.relativize(file).toString())
              .sorted()
              .toList();
        } catch (IOException failed) {
          throw new UncheckedIOException(path + " cannot be listed: " + failed, failed);
        }
      }
    }
    return List.of();
  }
}
