package elbolab.reproduce.report;

import elbolab.data.PublishedTable;
import elbolab.reproduce.Claim;
import elbolab.reproduce.ClaimCard;
import elbolab.reproduce.ClaimTable;
import elbolab.reproduce.Relation;
import elbolab.reproduce.Verdict;
import elbolab.show.Digits;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One published table: each number beside what was obtained.
 *
 * @param cards of its claims, in their order
 * @param evidence what is behind the obtained numbers, as HTML
 */
record TablePart(ClaimTable table, List<ClaimCard> cards, String evidence) {
  /** Longer tables are folded, as are those of which nothing was computed. */
  private static final int LONGEST_OPEN = 24;

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
    String shared = sharedReason();
    if (!shared.isEmpty()) {
      html.append("<p>All: %s.</p>\n".formatted(Html.prose(shared)));
    }
    boolean computed = cards.stream().anyMatch(card -> card.obtained() != null);
    html.append(
        Html.folded(
            computed && cards.size() <= LONGEST_OPEN,
            summary(),
            Html.scrolling(published.title(), rows(shared.isEmpty())) + tolerances()));
    return html.append(evidence).toString();
  }

  /** The reason of all cards where they have only one, so that it is said once. */
  private String sharedReason() {
    List<String> reasons = cards.stream().map(ClaimCard::reason).distinct().toList();
    return reasons.size() == 1 && cards.size() > 1 ? reasons.get(0) : "";
  }

  private String tolerances() {
    return "<p class=\"locator\">Tolerance: %s.</p>\n"
        .formatted(Html.text(each(claim -> claim.tolerance().reason())));
  }

  /** What the claims have to say, each thing once. */
  private String each(Function<Claim, String> what) {
    return table.claims().stream().map(what).distinct().collect(Collectors.joining("; or "));
  }

  private String summary() {
    Tally tally = Tally.of(cards);
    StringBuilder html = new StringBuilder("%d numbers:".formatted(tally.total()));
    for (Verdict verdict : Verdict.values()) {
      if (tally.of(verdict) > 0) {
        html.append(" %d %s".formatted(tally.of(verdict), VerdictMark.html(verdict)));
      }
    }
    return html.toString();
  }

  private String rows(boolean withReasons) {
    StringBuilder html = new StringBuilder("<table class=\"claims\">\n<thead><tr>");
    table.published().keyNames().forEach(key -> html.append(head(key)));
    html.append(head("published")).append(head("tolerance")).append(head("obtained"));
    html.append(head("difference")).append(head("verdict"));
    html.append(withReasons ? head("reason") : "").append("</tr></thead>\n<tbody>\n");
    for (int i = 0; i < cards.size(); i++) {
      html.append(row(table.published().cells().get(i), cards.get(i), withReasons));
    }
    return html.append("</tbody>\n</table>\n").toString();
  }

  private static String head(String name) {
    return "<th scope=\"col\">%s</th>".formatted(Html.text(name));
  }

  private static String row(PublishedTable.Cell cell, ClaimCard card, boolean withReason) {
    String anchor = "claim-" + card.claim().id();
    StringBuilder html = new StringBuilder("<tr id=\"%s\">".formatted(Html.text(anchor)));
    cell.keys().forEach(key -> html.append("<td>%s</td>".formatted(Html.text(key))));
    String std = cell.std().isPresent() ? " <small>(std %s)</small>".formatted(std(cell)) : "";
    html.append(number("published", Html.text(cell.printed()) + std));
    html.append(number("tolerance", tolerance(card)));
    html.append(
        number("obtained", card.obtained() == null ? "–" : Html.text(card.obtained().toString())));
    html.append(number("difference", difference(card)));
    html.append(
        "<td><a class=\"self\" href=\"#%s\" title=\"claim %s\">%s</a></td>"
            .formatted(
                Html.text(anchor), Html.text(card.claim().id()), VerdictMark.html(card.verdict())));
    html.append(
        withReason ? "<td class=\"reason\">%s</td>".formatted(Html.prose(card.reason())) : "");
    return html.append("</tr>\n").toString();
  }

  /** The label is shown where the table is too narrow for columns. */
  private static String number(String label, String content) {
    return "<td class=\"number\" data-label=\"%s\">%s</td>".formatted(label, content);
  }

  private static String std(PublishedTable.Cell cell) {
    return Digits.significant(2).text(cell.std().orElseThrow());
  }

  private static String tolerance(ClaimCard card) {
    String width = Digits.significant(2).text(card.claim().tolerance().value());
    Relation relation = card.claim().relation();
    return relation == Relation.EQUAL ? "± " + width : relation + ", ± " + width;
  }

  /** Obtained less published, and in standard errors of the obtained number where it has one. */
  private static String difference(ClaimCard card) {
    if (card.obtained() == null || !Double.isFinite(card.obtained().value())) {
      return "–";
    }
    double difference = card.obtained().value() - card.claim().printedValue();
    double error = card.obtained().standardError();
    String text = signed(Digits.significant(2), difference);
    return error > 0 && Double.isFinite(error)
        ? "%s <small>(%s s.e.)</small>"
            .formatted(text, signed(Digits.decimals(1), difference / error))
        : text;
  }

  private static String signed(Digits digits, double value) {
    return (value > 0 ? "+" : "") + digits.text(value);
  }
}
