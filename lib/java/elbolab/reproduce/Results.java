package elbolab.reproduce;

import elbolab.data.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The results that there are: those that were committed, in {@code data/results}, and those of this
 * checkout, in {@code build/results}. Of two results of the same experiment and scale the one with
 * more units counts, at equal number that of this checkout.
 */
public record Results(List<Result> all) {
  public Results {
    all = List.copyOf(all);
  }

  /** Of this checkout; a file that was tampered with is an error. */
  public static Results load() {
    return load(committed(), made());
  }

  /** Of those that are committed alone. */
  public static Results loadCommitted() {
    return load(committed(), committed());
  }

  static Results load(Path committed, Path made) {
    Map<String, Result> byName = new TreeMap<>();
    for (Path folder : List.of(made, committed)) {
      for (Path file : files(folder)) {
        Result result = ResultFile.read(file);
        byName.merge(
            name(result.experiment(), result.scale()),
            result,
            (first, second) -> second.units().size() > first.units().size() ? second : first);
      }
    }
    return new Results(new ArrayList<>(byName.values()));
  }

  /** Where results are committed. */
  public static Path committed() {
    return DataFolder.project().resolve("data").resolve("results");
  }

  /** Where {@code reproduce} writes. */
  public static Path made() {
    String build = System.getenv("ELBOLAB_BUILD");
    Path folder =
        build == null || build.isBlank() ? DataFolder.project().resolve("build") : Path.of(build);
    return folder.resolve("results");
  }

  /** The file of an experiment's result in a folder. */
  static Path file(Path folder, Experiment experiment) {
    return folder.resolve(name(experiment.id(), experiment.scale()) + ".json");
  }

  private static String name(String experiment, Scale scale) {
    return experiment + "-" + scale;
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted(Comparator.naturalOrder())
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be read: " + failed, failed);
    }
  }

  public Optional<Result> find(String experiment, Scale scale) {
    return all.stream()
        .filter(result -> result.experiment().equals(experiment) && result.scale() == scale)
        .findFirst();
  }
}
