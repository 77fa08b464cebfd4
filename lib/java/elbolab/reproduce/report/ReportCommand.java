package elbolab.reproduce.report;

import elbolab.data.DataFolder;
import elbolab.data.Nearest;
import elbolab.reproduce.Results;
import elbolab.reproduce.Verdicts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The command {@code report}: writes the page's body, and on demand the table of the README. */
public final class ReportCommand {
  private static final String SAVE = "--save";
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private ReportCommand() {}

  /** The exit code: 0 done, 1 something is broken, 2 not understood. */
  public static int run(List<String> words, PrintStream out, PrintStream err) {
    for (String word : words) {
      if (!word.equals(SAVE)) {
        err.printf(
            "workbench: report takes no '%s'; nearest: %s%n",
            word, Nearest.of(word, List.of(SAVE)));
        return MISUSED;
      }
    }
    try {
      Path top = DataFolder.project();
      Verdicts verdicts = Verdicts.load();
      Report report =
          new Report(verdicts, top, Results.made().resolveSibling("report").toAbsolutePath());
      report.write();
      out.println(report.summary());
      if (verdicts.results().all().isEmpty()) {
        out.println("There are no results yet: environment/workbench reproduce makes them.");
      }
      if (words.contains(SAVE)) {
        ReadmeTable.write(top.resolve("README.md"));
      }
      return OK;
    } catch (IOException broken) {
      err.println("workbench: " + broken.getMessage());
      return FAILED;
    }
  }
}
