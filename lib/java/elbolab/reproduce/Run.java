package elbolab.reproduce;

import com.google.gson.annotations.SerializedName;
import elbolab.data.DataFolder;
import elbolab.math.VectorPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When and where units were run: nothing that a result depends on.
 *
 * @param began the moment, as ISO 8601 in UTC
 * @param seconds of wall time so far
 * @param units that it has run so far
 * @param elbolab version of this library
 * @param vectorPath "on" or "off"
 * @param training processor seconds that the training of units took, by {@link Unit#toString}; null
 *     where none was measured
 */
public record Run(
    String began,
    double seconds,
    int units,
    String elbolab,
    String java,
    String os,
    String cpu,
    int cores,
    @SerializedName("vector_path") String vectorPath,
    @SerializedName("training_processor_seconds") SortedMap<String, Double> training)
    implements Comparable<Run> {
  private static final Comparator<Run> ORDER =
      Comparator.comparing(Run::began).thenComparing(Run::toString);

  public Run {
    training =
        training == null || training.isEmpty()
            ? null
            : Collections.unmodifiableSortedMap(new TreeMap<>(training));
  }

  /** On this machine. */
  public static Run here(
      String began, double seconds, int units, SortedMap<String, Double> training) {
    return new Run(
        began,
        seconds,
        units,
        version(),
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        first(Path.of("/proc/cpuinfo"), "model name\\s*:\\s*(.+)", System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        VectorPath.isOn() ? "on" : "off",
        training);
  }

  /** Processor seconds of the training of a unit, if this run measured them. */
  OptionalDouble trainingOf(Unit unit) {
    Double its = training == null ? null : training.get(unit.toString());
    return its == null ? OptionalDouble.empty() : OptionalDouble.of(its);
  }

  /** The version of this library, as the checkout says. */
  public static String version() {
    return first(DataFolder.project().resolve("pom.xml"), "<version>([^<]+)</version>", "unknown");
  }

  private static String first(Path file, String pattern, String otherwise) {
    Pattern wanted = Pattern.compile(pattern);
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .flatMap(line -> wanted.matcher(line).results())
          .map((MatchResult found) -> found.group(1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException notThere) {
      return otherwise;
    }
  }

  public String inWords() {
    return "%s: %d units in %.0f s, elbolab %s, Java %s, %s, %s, %d cores, vector path %s"
        .formatted(began, units, seconds, elbolab, java, os, cpu, cores, vectorPath);
  }

  @Override
  public int compareTo(Run other) {
    return ORDER.compare(this, other);
  }
}
