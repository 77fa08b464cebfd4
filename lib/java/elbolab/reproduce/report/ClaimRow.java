package elbolab.reproduce.report;

import elbolab.data.PublishedTable;
import elbolab.reproduce.ClaimCard;
import elbolab.reproduce.Relation;
import elbolab.show.Digits;
import java.util.List;

/** A printed number beside what was obtained, as a row. */
record ClaimRow(PublishedTable.Cell cell, ClaimCard card) {
  static String table(List<String> keyNames, List<ClaimRow> rows, boolean withReasons) {
    StringBuilder html = new StringBuilder("<table class=\"claims\">\n<thead><tr>");
    keyNames.forEach(key -> html.append(head(key)));
    html.append(head("published")).append(head("tolerance")).append(head("obtained"));
    html.append(head("difference")).append(head("verdict"));
    html.append(withReasons ? head("reason") : "").append("</tr></thead>\n<tbody>\n");
    rows.forEach(row -> html.append(row.html(withReasons)));
    return html.append("</tbody>\n</table>\n").toString();
  }

  private static String head(String name) {
    return "<th scope=\"col\">%s</th>".formatted(Html.text(name));
  }

  private String html(boolean withReason) {
    String id = Html.text(card.claim().id());
    StringBuilder html = new StringBuilder("<tr id=\"claim-%s\">".formatted(id));
    cell.keys().forEach(key -> html.append("<td>%s</td>".formatted(Html.text(key))));
    html.append(number("published", Html.text(cell.printed()) + std()));
    html.append(number("tolerance", tolerance()));
    html.append(
        number("obtained", card.obtained() == null ? "–" : Html.text(card.obtained().toString())));
    html.append(number("difference", difference()));
    html.append(
        "<td><a class=\"self\" href=\"#claim-%s\" title=\"claim %s\">%s</a></td>"
            .formatted(id, id, VerdictMark.html(card.verdict())));
    html.append(
        withReason ? "<td class=\"reason\">%s</td>".formatted(Html.prose(card.reason())) : "");
    return html.append("</tr>\n").toString();
  }

  /** The label is shown where the table is too narrow for columns. */
  private static String number(String label, String content) {
    return "<td class=\"number\" data-label=\"%s\">%s</td>".formatted(label, content);
  }

  private String std() {
    return cell.std().isPresent()
        ? " <small>(std %s)</small>".formatted(Digits.significant(2).text(cell.std().getAsDouble()))
        : "";
  }

  private String tolerance() {
    String width = Digits.significant(2).text(card.claim().tolerance().value());
    Relation relation = card.claim().relation();
    return relation == Relation.EQUAL ? "± " + width : relation + ", ± " + width;
  }

  /** Obtained less published, and in standard errors of the obtained number where it has one. */
  private String difference() {
    if (card.obtained() == null || !Double.isFinite(card.obtained().value())) {
      return "–";
    }
    double difference = card.obtained().value() - card.claim().printedValue();
    double error = card.obtained().standardError();
    String text = signed(Digits.significant(2), difference);
    return error > 0 && Double.isFinite(error)
        ? "%s <small>(%s s.e.)</small>"
            .formatted(text, signed(Digits.significant(2), difference / error))
        : text;
  }

  private static String signed(Digits digits, double value) {
    return (value > 0 ? "+" : "") + digits.text(value);
  }
}
