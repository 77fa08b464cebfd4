package elbolab.reproduce.report;

import elbolab.data.Catalogue;
import elbolab.data.DataFile;
import elbolab.data.DataSet;
import elbolab.reproduce.Machine;
import elbolab.reproduce.Result;
import elbolab.reproduce.ResultFile;
import java.util.List;

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
        + Html.scrolling("Results", resultTable())
        + Html.heading(3, "data", "Data sets")
        + Html.folded(
            false, Catalogue.all().size() + " data sets", Html.scrolling("Data sets", dataTable()));
  }

  private String resultTable() {
    StringBuilder html =
        new StringBuilder(
            "<table>\n<thead><tr><th>result</th><th>scale</th><th>units</th><th>SHA-256 of what was computed</th></tr></thead>\n<tbody>\n");
    for (Result result : results) {
      html.append(
          "<tr><td>%s</td><td>%s</td><td class=\"number\">%d</td><td><code>%s</code></td></tr>\n"
              .formatted(
                  Html.text(result.experiment()),
                  result.scale(),
                  result.units().size(),
                  ResultFile.contentSha256(result)));
    }
    return html.append("</tbody>\n</table>\n").toString();
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
