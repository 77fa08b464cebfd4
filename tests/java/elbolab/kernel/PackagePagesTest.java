package elbolab.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A block of code of a package's page that begins with an import is a cell of a notebook: it runs
 * as it stands there. Every room's page has one.
 */
class PackagePagesTest {
  private static final Path ROOMS = Path.of("lib", "java", "elbolab");
  private static final Pattern BLOCK =
      Pattern.compile("<pre>\\{@code\\n(import .*?)\\n}</pre>", Pattern.DOTALL);

  /** The command line has nothing to show in a cell. */
  private static final Set<String> WITHOUT = Set.of("reproduce");

  @TestFactory
  Stream<DynamicTest> theExamplesOfEachPageRun() throws IOException {
    return Files.list(ROOMS)
        .filter(Files::isDirectory)
        .sorted()
        .map(room -> DynamicTest.dynamicTest(room.getFileName().toString(), () -> run(room)));
  }

  /** What javadoc would refuse: HTML that is not well formed, references that lead nowhere. */
  @Test
  void theCommentsMakePages(@TempDir Path folder) throws IOException {
    StringWriter problems = new StringWriter();
    boolean written =
        ToolProvider.getSystemDocumentationTool()
            .getTask(
                problems,
                null,
                null,
                null,
                List.of(
                    ("-quiet -Xdoclint:all,-missing --add-modules jdk.incubator.vector -subpackages"
                            + " elbolab -sourcepath lib/java -d "
                            + folder)
                        .split(" ")),
                null)
            .call();
    assertTrue(written, problems::toString);
  }

  private static void run(Path room) throws Exception {
    Path file = room.resolve("package-info.java");
    assertTrue(Files.exists(file), file + ": every room has a page");
    String page = Files.readString(file).replaceAll("(?m)^ \\* ?", "");
    List<String> cells = BLOCK.matcher(page).results().map(found -> found.group(1)).toList();
    assertFalse(
        cells.isEmpty() && !WITHOUT.contains(room.getFileName().toString()),
        file + ": the page has no example that begins with its imports");
    for (String cell : cells) {
      long lines = cell.lines().filter(line -> !line.startsWith("import")).count();
      assertTrue(lines <= 8, file + ": an example of " + lines + " lines; show less");
      assertRuns(file, cell);
    }
  }

  private static void assertRuns(Path file, String cell) {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try {
      Cell.Outcome outcome = new Session().run(new Cell(cell, 1));
      assertNull(outcome.failure(), () -> file + ": " + outcome.failure().json());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
