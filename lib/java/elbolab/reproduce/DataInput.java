package elbolab.reproduce;

import elbolab.data.DataFolder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an experiment computes on.
 *
 * @param name of the data in the experiment's units
 * @param files below a data folder that they are read from; none if they are generated
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

  public static DataInput generated(String name, String origin) {
    return new DataInput(name, List.of(), origin);
  }

  /** Why they cannot be used here, with the remedy; empty if they can. */
  public Optional<String> missing(DataFolder folder) {
    return files.stream()
        .filter(file -> folder.find(file).isEmpty())
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
            .map(file -> "%s sha256 %s".formatted(file, folder.sha256(file)))
            .collect(Collectors.joining(", "));
  }
}
