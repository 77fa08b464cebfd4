package elbolab.reproduce.report;

import elbolab.data.PublishedTable;
import elbolab.reproduce.Claim;
import elbolab.reproduce.ClaimCard;
import elbolab.reproduce.ClaimTable;
import elbolab.reproduce.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One published table: each number beside what was obtained, first those for which there is
 * anything.
 *
 * @param cards of its claims, in their order
 * @param evidence what is behind the obtained numbers, as HTML
 */
record TablePart(ClaimTable table, List<ClaimCard> cards, String evidence) {
  /** Longer lists are folded, as is what was not run. */
  private static final int LONGEST_OPEN = 32;

  String html() {
    PublishedTable published = table.published();
    StringBuilder html =
        new StringBuilder(Html.heading(4, "table-" + table.id(), published.title()));
    html.append(
        "<p class=\"locator\">%s · %s · <code>%s</code></p>\n"
            .formatted(
                Html.text(published.locator()),
                Html.text(each(claim -> claim.protocol().toString())),
                Html.text(table.id())));
    if (!published.note().isEmpty()) {
      html.append(
          "<p class=\"note\"><strong>Note.</strong> %s</p>\n"
              .formatted(Html.prose(published.note())));
    }
    html.append(
        "<p class=\"locator\">Tolerance: %s.</p>\n"
            .formatted(Html.text(each(claim -> claim.tolerance().reason()))));
    return html.append(part(true)).append(evidence).append(part(false)).toString();
  }

  /** What the claims have to say, each thing once. */
  private String each(Function<Claim, String> what) {
    return table.claims().stream().map(what).distinct().collect(Collectors.joining("; or "));
  }

  private String part(boolean run) {
    List<ClaimRow> rows = new ArrayList<>();
    for (int i = 0; i < cards.size(); i++) {
      if (run == (cards.get(i).verdict() != Verdict.NOT_RUN)) {
        rows.add(new ClaimRow(table.published().cells().get(i), cards.get(i)));
      }
    }
    if (rows.isEmpty()) {
      return "";
    }
    List<String> reasons = rows.stream().map(row -> row.card().reason()).distinct().toList();
    boolean shared = reasons.size() == 1;
    String summary = summary(rows) + (shared ? ": " + Html.prose(reasons.get(0)) : "");
    return Html.folded(
        run && rows.size() <= LONGEST_OPEN,
        summary,
        Html.scrolling(
            table.published().title(),
            ClaimRow.table(table.published().keyNames(), rows, !shared)));
  }

  private static String summary(List<ClaimRow> rows) {
    Tally tally = Tally.of(rows.stream().map(ClaimRow::card).toList());
    return List.of(Verdict.values()).stream()
        .filter(verdict -> tally.of(verdict) > 0)
        .map(verdict -> tally.of(verdict) + " " + VerdictMark.html(verdict))
        .collect(Collectors.joining(", "));
  }
}
