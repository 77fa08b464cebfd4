package elbolab.reproduce;

import elbolab.show.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came out, as Markdown: published against obtained, table by table. */
record Outcome(List<Experiment> experiments, Results results) {

  String text(Selection selection, Scale scale) {
    Verdicts verdicts = new Verdicts(experiments, results);
    StringBuilder text = new StringBuilder();
    Map<Verdict, Integer> counts = new TreeMap<>();
    Set<Claim> chosen = Set.copyOf(selection.claims());
    for (ClaimTable table : Claims.tables()) {
      List<ClaimCard> cards =
          verdicts.cards(table.claims().stream().filter(chosen::contains).toList());
      cards.forEach(card -> counts.merge(card.verdict(), 1, Integer::sum));
      if (!cards.isEmpty()) {
        String note = table.published().note();
        text.append("%n%s%n".formatted(ClaimCard.comparison(title(table), cards).toMarkdown()));
        text.append(note.isEmpty() ? "" : "Note: %s%n".formatted(note));
      }
    }
    for (Experiment experiment : experiments) {
      if (selection.whole().contains(experiment.id()) && experiment.scale() == scale) {
        results
            .find(experiment.id(), scale)
            .ifPresent(result -> text.append(further(experiment, result)));
      }
    }
    String summary =
        Arrays.stream(Verdict.values())
            .map(verdict -> "%d %s".formatted(counts.getOrDefault(verdict, 0), verdict))
            .collect(Collectors.joining(", "));
    return text.append("%n%d claims: %s%n".formatted(chosen.size(), summary)).toString();
  }

  private static String title(ClaimTable table) {
    return "%s: %s, %s"
        .formatted(table.id(), table.published().paper(), table.published().locator());
  }

  /** One number of an experiment, whatever the seed. */
  private record Quantity(String dataSet, String model, int horizon, String metric) {
    boolean answers(Answer answer) {
      return answer.fits(new Unit(dataSet, model, horizon, 0)) && answer.metric().equals(metric);
    }
  }

  /** The numbers of an experiment that answer no claim. */
  private String further(Experiment experiment, Result result) {
    Map<Quantity, List<Double>> values = new LinkedHashMap<>();
    for (UnitResult each : result.units()) {
      Unit unit = each.unit();
      each.metrics()
          .forEach(
              (metric, value) ->
                  values
                      .computeIfAbsent(
                          new Quantity(unit.dataSet(), unit.model(), unit.horizon(), metric),
                          quantity -> new ArrayList<>())
                      .add(value));
    }
    values.keySet().removeIf(q -> experiment.answers().stream().anyMatch(q::answers));
    if (values.isEmpty()) {
      return "";
    }
    Sheet sheet = Sheet.columns("data", "model", "horizon", "metric", "obtained", "runs");
    values.forEach(
        (of, all) ->
            sheet.row(
                of.dataSet,
                of.model,
                of.horizon == 0 ? null : of.horizon,
                of.metric,
                Verdicts.mean(all.stream().mapToDouble(Double::doubleValue).toArray()),
                all.size()));
    String caption =
        "%s, %s scale: numbers that answer no claim".formatted(experiment.id(), experiment.scale());
    return "%n%s%n".formatted(sheet.caption(caption).toMarkdown());
  }
}
