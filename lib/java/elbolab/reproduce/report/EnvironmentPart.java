package elbolab.reproduce.report;

import elbolab.data.Catalogue;
import elbolab.data.DataFile;
import elbolab.data.DataSet;
import elbolab.reproduce.Machine;
import elbolab.reproduce.Quantity;
import elbolab.reproduce.Result;
import elbolab.reproduce.ResultFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the page was made from and with, and how to run everything again. */
record EnvironmentPart(List<Result> results) {
  String html() {
    return Html.heading(2, "environment", "Environment")
        + """
        <p>This page was written by elbolab %s on Java %s.</p>
        """
            .formatted(Html.text(Machine.version()), Runtime.version())
        + Html.heading(3, "again", "To run it again")
        + """
        <pre><code>environment/workbench reproduce --dry-run all   # what would run, and how long
        environment/workbench reproduce ID...           # claims, tables, papers: resumable
        environment/workbench run                       # every notebook, then this page
        environment/workbench test                      # every test
        environment/workbench report                    # this page alone</code></pre>
        <p>The same seed gives the same bits on every machine with JDK 17 or later. A result file ends in
        the SHA-256 of its own text; one that was cut off or edited is refused.</p>
        """
        + Html.heading(3, "results", "Results")
        + "<p>Everything that was computed, whether it answers a claim or not.</p>\n"
        + all()
        + Html.heading(3, "data", "Data sets")
        + Html.folded(
            false, Catalogue.all().size() + " data sets", Html.scrolling("Data sets", dataTable()));
  }

  private String all() {
    return results.isEmpty()
        ? "<p>There are none yet.</p>\n"
        : results.stream().map(EnvironmentPart::one).collect(Collectors.joining());
  }

  private static String one(Result result) {
    Map<Quantity, double[]> numbers = Quantity.of(result);
    String summary =
        "<code>%s</code> at %s scale: %d numbers, units: %d; SHA-256 of what was computed <code class=\"digest\">%s</code>"
            .formatted(
                Html.text(result.experiment()),
                result.scale(),
                numbers.size(),
                result.units().size(),
                ResultFile.contentSha256(result));
    String table = Quantity.table(numbers).toHtml();
    return Html.folded(false, summary, Html.scrolling("Numbers of " + result.experiment(), table));
  }

  private static String dataTable() {
    StringBuilder html =
        new StringBuilder(
            "<table>\n<thead><tr><th>data set</th><th>what</th><th>file</th><th>SHA-256</th></tr></thead>\n<tbody>\n");
    for (DataSet set : Catalogue.all()) {
      for (DataFile file : set.files()) {
        html.append(
            "<tr><td>%s</td><td>%s</td><td><code>%s</code></td><td><code>%s</code></td></tr>\n"
                .formatted(
                    Html.text(set.name()),
                    Html.text(set.title()),
                    Html.text(file.path()),
                    file.sha256().map(Html::text).orElse("not known")));
      }
    }
    return html.append("</tbody>\n</table>\n").toString();
  }
}
