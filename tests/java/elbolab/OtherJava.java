package elbolab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs a main class of the tests in a process of its own, with this or another Java. */
public record OtherJava(Path home, boolean vectorModule) {

  /** This Java without the vector module. */
  public static OtherJava thisOneWithoutVectors() {
    return new OtherJava(Path.of(System.getProperty("java.home")), false);
  }

  /** The others that Debian's folder holds, each with the vector module and without. */
  public static List<OtherJava> installed() throws IOException {
    Path folder = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    List<OtherJava> found = new ArrayList<>();
    try (Stream<Path> homes = Files.list(folder)) {
      for (Path home : homes.filter(h -> Files.isExecutable(h.resolve("bin/java"))).toList()) {
        if (!home.toRealPath().equals(own) && !Files.isSymbolicLink(home)) {
          found.add(new OtherJava(home, true));
          found.add(new OtherJava(home, false));
        }
      }
    }
    return found;
  }

  /** The lines that it prints; it must end well. */
  public List<String> linesOf(Class<?> main) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    if (vectorModule) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), String.join(" ", command));
    return text.lines().toList();
  }
}
