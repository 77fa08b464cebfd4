package elbolab.reproduce.report;

import elbolab.reproduce.Claims;
import elbolab.reproduce.Experiments;
import elbolab.reproduce.Results;
import elbolab.reproduce.Verdict;
import elbolab.reproduce.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;

/** The table of verdicts in the README, between two comments, from the committed results alone. */
final class ReadmeTable {
  private static final String BEGIN =
      "<!-- verdicts: written by environment/workbench report --save -->";
  private static final String END = "<!-- end of verdicts -->";

  private ReadmeTable() {}

  /** The README as it should be. */
  static String updated(String readme) throws IOException {
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException("README.md has lost the lines '%s' and '%s'".formatted(BEGIN, END));
    }
    Verdicts committed = new Verdicts(Experiments.all(), Results.loadCommitted());
    String table = markdown(Tally.byPaper(Claims.tables(), committed));
    return readme.substring(0, begin + BEGIN.length()) + "\n" + table + readme.substring(end);
  }

  static void write(Path readme) throws IOException {
    Files.writeString(readme, updated(Files.readString(readme)));
  }

  static String markdown(Map<String, Tally> papers) {
    StringJoiner head = new StringJoiner(" | ", "| paper | claims | ", " |\n");
    StringJoiner line = new StringJoiner("|", "|---|--:|", "|\n");
    for (Verdict verdict : Verdict.values()) {
      head.add(verdict.name());
      line.add("--:");
    }
    StringBuilder table = new StringBuilder(head.toString()).append(line);
    papers.forEach((paper, tally) -> table.append(row(paper, tally)));
    return table.append(row("**all**", Tally.sum(papers.values()))).toString();
  }

  private static String row(String name, Tally tally) {
    StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
    row.add(name).add(Integer.toString(tally.total()));
    for (Verdict verdict : Verdict.values()) {
      row.add(Integer.toString(tally.of(verdict)));
    }
    return row.toString();
  }
}
