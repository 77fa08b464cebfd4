package elbolab.data.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import elbolab.data.TimeSeries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Debian's Python with the packages that a peer needs; without them tests are skipped. */
public final class PythonPeer {
  private static final String PYTHON = "/usr/bin/python3";

  private PythonPeer() {}

  public static void assume(String module) throws IOException, InterruptedException {
    boolean there =
        Files.isExecutable(Path.of(PYTHON))
            && new ProcessBuilder(PYTHON, "-s", "-c", "import " + module)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor()
                == 0;
    Assumptions.assumeTrue(
        there, "not run: " + PYTHON + " has no " + module + "; apt-get install python3-" + module);
  }

  /** The lines that a peer prints. */
  public static List<String> run(String script, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON, "-s", "tests/peers/" + script));
    command.addAll(List.of(words));
    Process python =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, python.waitFor(), command.toString());
    return said.lines().toList();
  }

  /** Writes a series as plain numbers that read back as the same doubles. */
  static void write(TimeSeries series, Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < series.length(); t++) {
      for (int c = 0; c < series.channels().size(); c++) {
        text.append(c == 0 ? "" : ",").append(series.value(t, c));
      }
      text.append('\n');
    }
    Files.writeString(file, text);
  }
}
