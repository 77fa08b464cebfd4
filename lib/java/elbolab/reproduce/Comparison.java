package elbolab.reproduce;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came out, as Markdown: published against obtained, table by table. */
record Comparison(List<Experiment> experiments, Results results) {

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
        Experiments.findings(experiment, results)
            .forEach(sheet -> text.append("%n%s%n".formatted(sheet.toMarkdown())));
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

  /** The numbers of an experiment that answer no claim. */
  private String further(Experiment experiment, Result result) {
    Map<Quantity, double[]> values = Quantity.of(result);
    values.keySet().removeIf(q -> experiment.answers().stream().anyMatch(q::answers));
    if (values.isEmpty()) {
      return "";
    }
    String caption =
        "%s, %s scale: numbers that answer no claim".formatted(experiment.id(), experiment.scale());
    return "%n%s%n".formatted(Quantity.table(values).caption(caption).toMarkdown());
  }
}
