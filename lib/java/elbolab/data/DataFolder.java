package elbolab.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where data files are looked for: the folder named by the environment variable ELBOLAB_DATA, then
 * {@code data/cache} of the project, where fetched files go.
 *
 * @param cache where fetched files are put; looked into last
 */
public record DataFolder(List<Path> places, Path cache) {
  public static final String VARIABLE = "ELBOLAB_DATA";

  public DataFolder {
    places = List.copyOf(places);
  }

  /** The folders of this process; a notebook runs below the project, so its parents are tried. */
  public static DataFolder standard() {
    Path cache = project().resolve("data").resolve("cache");
    List<Path> places = new ArrayList<>();
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isBlank()) {
      places.add(Path.of(named));
    }
    places.add(cache);
    return new DataFolder(places, cache);
  }

  /** The nearest folder from here upwards that holds the project, else the working folder. */
  public static Path project() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("data").resolve("README.md"))
          && Files.isRegularFile(folder.resolve("pom.xml"))) {
        return folder;
      }
    }
    return here;
  }

  /** The file if it lies in one of the places, as it is or packed with gzip. */
  public Optional<Path> find(String path) {
    for (Path place : places) {
      for (String name : List.of(path, path + ".gz")) {
        Path file = place.resolve(name);
        if (Files.isRegularFile(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /** The SHA-256 of the file's contents: the same whether it lies there packed or not. */
  public String sha256(String path) {
    return FileDigest.ofContents(path, file(path), Csv.MOST_BYTES);
  }

  /** The file, or an error that says where it was looked for and how to get it. */
  public Path file(String path) {
    return find(path)
        .orElseThrow(
            () -> {
              String dataSet = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
              return new DataException(
                  "The data set '%s' is not there: no file %s in %s. Fetch it with 'environment/workbench data %s', or set %s to a folder that has it."
                      .formatted(dataSet, path, places, dataSet, VARIABLE));
            });
  }
}
