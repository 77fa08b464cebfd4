package elbolab.reproduce;

import elbolab.data.DataFolder;
import elbolab.math.VectorPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a run ran on. */
public record Machine(
    String elbolab, String java, String os, String cpu, int cores, boolean vectorPath) {
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
  private static final Pattern MODEL = Pattern.compile("model name\\s*:\\s*(.+)");

  public static Machine here() {
    return new Machine(
        version(),
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        first(Path.of("/proc/cpuinfo"), MODEL, System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        VectorPath.isOn());
  }

  /** The version of this library, as the checkout says. */
  public static String version() {
    return first(DataFolder.project().resolve("pom.xml"), VERSION, "unknown");
  }

  private static String first(Path file, Pattern pattern, String otherwise) {
    try (Stream<String> lines = Files.lines(file)) {
      List<String> found =
          lines
              .map(pattern::matcher)
              .filter(Matcher::find)
              .map(m -> m.group(1).strip())
              .limit(1)
              .toList();
      return found.isEmpty() ? otherwise : found.get(0);
    } catch (IOException notThere) {
      return otherwise;
    }
  }
}
