package elbolab.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every kernel gives the same bits whatever runs it. */
class SameBitsTest {
  @AfterEach
  void restore() {
    VectorPath.use(true);
    Workers.useThreads(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void oneAndMoreThreadsWithAndWithoutVectors() {
    VectorPath.use(false);
    Workers.useThreads(1);
    String expected = KernelBits.line();
    for (int threads = 1; threads <= 3; threads++) {
      for (boolean vector : new boolean[] {false, true}) {
        Workers.useThreads(threads);
        VectorPath.use(vector);
        assertEquals(expected, KernelBits.line(), threads + " threads, vectors " + vector);
      }
    }
  }

  @Test
  void thisJavaWithoutTheModule() throws Exception {
    assertEquals(
        List.of("vector=false", "bits=" + KernelBits.line()),
        child(Path.of(System.getProperty("java.home")), false));
  }

  @Test
  void otherVersionsOfJava() throws Exception {
    List<Path> others = others();
    assumeTrue(!others.isEmpty(), "no other Java of version 17 or later in /usr/lib/jvm");
    String expected = "bits=" + KernelBits.line();
    for (Path home : others) {
      assertEquals(List.of("vector=true", expected), child(home, true), home.toString());
      assertEquals(List.of("vector=false", expected), child(home, false), home.toString());
    }
  }

  private static List<Path> others() throws IOException {
    Path folder = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    List<Path> found = new ArrayList<>();
    try (Stream<Path> homes = Files.list(folder)) {
      for (Path home : homes.filter(h -> Files.isExecutable(h.resolve("bin/java"))).toList()) {
        if (!home.toRealPath().equals(own) && !Files.isSymbolicLink(home)) {
          found.add(home);
        }
      }
    }
    return found;
  }

  private static List<String> child(Path home, boolean module) throws Exception {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    if (module) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), KernelBits.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), String.join(" ", command));
    return text.lines().toList();
  }
}
