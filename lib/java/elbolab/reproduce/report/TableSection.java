package elbolab.reproduce.report;

import elbolab.data.PublishedTable;
import elbolab.reproduce.Claim;
import elbolab.reproduce.ClaimCard;
import elbolab.reproduce.ClaimTable;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Result;
import elbolab.reproduce.ResultFile;
import elbolab.reproduce.Run;
import elbolab.reproduce.Verdict;
import elbolab.reproduce.Verdicts;
import elbolab.show.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One published table on the page: each number beside what was obtained, first those for which
 * there is anything, and which results are behind them.
 */
record TableSection(ClaimTable table, List<Row> rows, List<Evidence> evidence) {
  /** Longer lists are folded, as is what was not run. */
  private static final int LONGEST_OPEN = 32;

  /** A printed number and what was obtained for it. */
  record Row(PublishedTable.Cell cell, ClaimCard card) {
    /** Empty where none is printed. */
    String std() {
      return cell.std().isPresent() ? Digits.significant(2).text(cell.std().getAsDouble()) : "";
    }
  }

  /** Rows with the same kind of verdict; a reason that all share is said once. */
  record Part(boolean open, TableSection of, List<Row> rows) {
    List<Tally.Share> shares() {
      List<ClaimCard> cards = rows.stream().map(Row::card).toList();
      return Tally.of(cards).shares().stream().filter(Tally.Share::any).toList();
    }

    String sharedReason() {
      List<String> reasons = rows.stream().map(row -> row.card().reason()).distinct().toList();
      return reasons.size() == 1 ? reasons.get(0) : "";
    }
  }

  /** A result behind the numbers of a table: settings, data, machines and digest. */
  record Evidence(Result result, String digest) {
    String shortDigest() {
      return digest.substring(0, 12);
    }

    String settings() {
      return pairs(result.settings());
    }

    String data() {
      return pairs(result.data());
    }

    List<String> runs() {
      return result.runs().stream().map(Run::inWords).toList();
    }

    private static String pairs(Map<String, String> values) {
      return values.entrySet().stream()
          .map(each -> each.getKey() + " = " + each.getValue())
          .collect(Collectors.joining("; "));
    }
  }

  static TableSection of(ClaimTable table, Verdicts verdicts) {
    List<ClaimCard> cards = verdicts.cards(table.claims());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < cards.size(); i++) {
      rows.add(new Row(table.published().cells().get(i), cards.get(i)));
    }
    Set<String> ids = table.claims().stream().map(Claim::id).collect(Collectors.toSet());
    List<Evidence> evidence = new ArrayList<>();
    for (Experiment experiment : verdicts.experiments()) {
      if (experiment.answers().stream().anyMatch(answer -> ids.contains(answer.claim()))) {
        verdicts
            .results()
            .find(experiment.id(), experiment.scale())
            .ifPresent(result -> evidence.add(evidence(result)));
      }
    }
    return new TableSection(table, rows, evidence);
  }

  static Evidence evidence(Result result) {
    return new Evidence(result, ResultFile.contentSha256(result));
  }

  String protocols() {
    return each(claim -> claim.protocol().toString());
  }

  String tolerances() {
    return each(claim -> claim.tolerance().reason());
  }

  /** What the claims have to say, each thing once. */
  private String each(Function<Claim, String> what) {
    return table.claims().stream().map(what).distinct().collect(Collectors.joining("; or "));
  }

  List<Part> run() {
    return part(true);
  }

  List<Part> notRun() {
    return part(false);
  }

  private List<Part> part(boolean run) {
    List<Row> some =
        rows.stream().filter(row -> run == (row.card().verdict() != Verdict.NOT_RUN)).toList();
    return some.isEmpty()
        ? List.of()
        : List.of(new Part(run && some.size() <= LONGEST_OPEN, this, some));
  }
}
