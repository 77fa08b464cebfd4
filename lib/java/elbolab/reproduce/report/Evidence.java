package elbolab.reproduce.report;

import elbolab.reproduce.Answer;
import elbolab.reproduce.Claim;
import elbolab.reproduce.ClaimTable;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Result;
import elbolab.reproduce.ResultFile;
import elbolab.reproduce.Run;
import elbolab.reproduce.Verdicts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which results stand behind the numbers of a table: settings, data, machines and digest. */
record Evidence(Verdicts verdicts) {
  String behind(ClaimTable table) {
    Set<String> ids = table.claims().stream().map(Claim::id).collect(Collectors.toSet());
    return verdicts.experiments().stream()
        .filter(each -> each.answers().stream().map(Answer::claim).anyMatch(ids::contains))
        .map(this::of)
        .collect(Collectors.joining());
  }

  private String of(Experiment experiment) {
    return verdicts
        .results()
        .find(experiment.id(), experiment.scale())
        .map(result -> Html.folded(false, summary(experiment, result), body(result)))
        .orElse("");
  }

  private static String summary(Experiment experiment, Result result) {
    return "behind it: <code>%s</code> at %s scale, %d units, digest <code>%s</code>"
        .formatted(
            Html.text(experiment.id()),
            experiment.scale(),
            result.units().size(),
            ResultFile.contentSha256(result).substring(0, 12));
  }

  private static String body(Result result) {
    StringBuilder html = new StringBuilder("<dl class=\"evidence\">\n");
    entry(
        html,
        "digest",
        "<code class=\"digest\">%s</code>".formatted(ResultFile.contentSha256(result)));
    entry(html, "settings", pairs(result.settings()));
    entry(html, "data", pairs(result.data()));
    entry(
        html,
        "runs",
        result.runs().stream().map(Evidence::run).collect(Collectors.joining("<br>")));
    return html.append("</dl>\n").toString();
  }

  private static void entry(StringBuilder html, String name, String value) {
    html.append("<dt>%s</dt><dd>%s</dd>\n".formatted(name, value));
  }

  private static String pairs(Map<String, String> values) {
    List<String> parts =
        values.entrySet().stream()
            .map(e -> "%s = %s".formatted(Html.text(e.getKey()), Html.text(e.getValue())))
            .toList();
    return String.join("; ", parts);
  }

  private static String run(Run run) {
    return Html.text(
        "%s: %d units in %.0f s, elbolab %s, Java %s, %s, %s, %d cores, vector path %s"
            .formatted(
                run.began(),
                run.units(),
                run.seconds(),
                run.machine().elbolab(),
                run.machine().java(),
                run.machine().os(),
                run.machine().cpu(),
                run.machine().cores(),
                run.machine().vectorPath() ? "on" : "off"));
  }
}
