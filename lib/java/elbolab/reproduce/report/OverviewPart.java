package elbolab.reproduce.report;

import elbolab.reproduce.Claim;
import elbolab.reproduce.Result;
import elbolab.reproduce.Run;
import elbolab.reproduce.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How many claims of which paper got which verdict, what the verdicts mean, and when. */
record OverviewPart(Map<String, Tally> papers, List<Result> results) {
  String html() {
    StringBuilder html = new StringBuilder(Html.heading(2, "overview", "Overview"));
    Tally all = Tally.sum(papers.values());
    html.append(
        "<p class=\"lead\">%,d published numbers: %s.</p>\n".formatted(all.total(), words(all)));
    html.append(Html.scrolling("Verdicts by paper", table(all)));
    html.append(meanings());
    html.append("<p>").append(origin()).append("</p>\n");
    return html.toString();
  }

  private static String words(Tally tally) {
    return List.of(Verdict.values()).stream()
        .map(verdict -> tally.of(verdict) + " " + VerdictMark.html(verdict))
        .collect(Collectors.joining(", "));
  }

  private String table(Tally all) {
    StringBuilder html =
        new StringBuilder("<table class=\"overview\">\n<thead><tr><th>paper</th><th>claims</th>");
    for (Verdict verdict : Verdict.values()) {
      html.append("<th>").append(VerdictMark.html(verdict)).append("</th>");
    }
    html.append("<th>share</th></tr></thead>\n<tbody>\n");
    papers.forEach(
        (paper, tally) ->
            html.append(row(Html.link("#paper-" + Html.id(paper), paper), tally, "td")));
    html.append("</tbody>\n<tfoot>\n").append(row("all", all, "th"));
    return html.append("</tfoot>\n</table>\n").toString();
  }

  private static String row(String name, Tally tally, String cell) {
    StringBuilder html =
        new StringBuilder(
            "<tr><th scope=\"row\">%s</th><%s class=\"number\">%d</%s>"
                .formatted(name, cell, tally.total(), cell));
    for (Verdict verdict : Verdict.values()) {
      int count = tally.of(verdict);
      html.append("<%s class=\"number\">%s</%s>".formatted(cell, count == 0 ? "·" : count, cell));
    }
    return html.append("<td>").append(bar(tally)).append("</td></tr>\n").toString();
  }

  /** One bar from left to right; its parts are told apart by hatching too. */
  private static String bar(Tally tally) {
    StringBuilder parts = new StringBuilder();
    double x = 0;
    for (Verdict verdict : Verdict.values()) {
      double width = 100.0 * tally.of(verdict) / Math.max(1, tally.total());
      if (width > 0) {
        parts.append(
            "<rect class=\"%s\" x=\"%.2f\" width=\"%.2f\" height=\"12\"/>"
                .formatted(VerdictMark.style(verdict), x, width));
      }
      x += width;
    }
    return "<svg class=\"bar\" viewBox=\"0 0 100 12\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"%s\">%s</svg>"
        .formatted(tally, parts);
  }

  private static String meanings() {
    return """
        <p>A claim is one printed number with its place in the paper and a tolerance $t$ that was fixed,
        with its reason, before anything was run. With the distance $d$ between the obtained and the
        printed number, and the standard error $s$ of the obtained one:</p>
        <dl class="meanings">
        <dt>%s</dt><dd>the whole interval lies inside the tolerance: $d + %5$ss \\le t$</dd>
        <dt>%s</dt><dd>the whole interval lies outside: $d - %5$ss \\gt t$</dd>
        <dt>%s</dt><dd>no honest comparison is possible: other data, another scale of computing than
        the paper's, too few runs, or an interval across the edge of the tolerance</dd>
        <dt>%s</dt><dd>nothing was computed for it</dd>
        </dl>
        <p>The difference, obtained less published, is also given in standard errors (s.e.) of the
        obtained number.</p>
        """
        .formatted(
            VerdictMark.html(Verdict.REPRODUCED),
            VerdictMark.html(Verdict.DIFFERS),
            VerdictMark.html(Verdict.NOT_COMPARABLE),
            VerdictMark.html(Verdict.NOT_RUN),
            "%.0f".formatted(Claim.STANDARD_ERRORS));
  }

  private String origin() {
    TreeSet<String> days = new TreeSet<>();
    TreeSet<String> versions = new TreeSet<>();
    for (Result result : results) {
      for (Run run : result.runs()) {
        days.add(run.began().substring(0, 10));
        versions.add(
            "elbolab %s, Java %s".formatted(run.machine().elbolab(), run.machine().java()));
      }
    }
    if (days.isEmpty()) {
      return "There is no result yet: <code>environment/workbench reproduce</code> makes them.";
    }
    String when =
        days.first().equals(days.last()) ? days.first() : days.first() + " to " + days.last();
    return "Results (%d files) computed %s with %s. Where nothing else is said, ± is one standard error."
        .formatted(results.size(), when, Html.text(String.join("; ", versions)));
  }
}
