package elbolab.reproduce.report;

import elbolab.data.DataFolder;
import elbolab.reproduce.Results;
import elbolab.reproduce.Verdicts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code report}: writes the page's body, and on demand the table of the README. */
@Command(
    name = "report",
    description = {
      "Writes build/report/index.html, one page that needs no network: every claim beside what the"
          + " results in data/results and build/results say of it, the figures, the audit, the way"
          + " from equations to code.%n"
    })
public final class ReportCommand implements Callable<Integer> {
  @Option(
      names = "--save",
      description =
          "writes the table of verdicts into README.md too, from data/results alone, for a commit")
  private boolean save;

  @Override
  public Integer call() throws IOException {
    Path top = DataFolder.project();
    Verdicts verdicts = Verdicts.load();
    Report report =
        new Report(verdicts, top, Results.made().resolveSibling("report").toAbsolutePath());
    report.write();
    System.out.println(report.summary());
    if (verdicts.results().all().isEmpty()) {
      System.out.println("There are no results yet: environment/workbench reproduce makes them.");
    }
    if (save) {
      ReadmeTable.write(top.resolve("README.md"));
    }
    return 0;
  }
}
