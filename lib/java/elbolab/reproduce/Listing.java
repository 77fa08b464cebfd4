package elbolab.reproduce;

import elbolab.data.DataFolder;
import elbolab.show.Sheet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What there is to reproduce, and what it would take. */
final class Listing {
  private final List<Experiment> experiments;
  private final DataFolder folder;
  private final Path made;

  /**
   * @param experiments at both scales
   */
  Listing(List<Experiment> experiments, DataFolder folder, Path made) {
    this.experiments = experiments;
    this.folder = folder;
    this.made = made;
  }

  /** The tables with their papers, and the experiments. */
  String contents(Scale scale) {
    Sheet tables = Sheet.columns("table", "paper", "claims", "of them with an experiment", "what");
    for (ClaimTable table : Claims.tables()) {
      tables.row(
          table.id(),
          table.paper(),
          table.claims().size(),
          table.claims().stream().filter(this::hasExperiment).count(),
          table.published().title());
    }
    Sheet works = Sheet.columns("experiment", "claims", "data", "what");
    for (Experiment experiment : at(scale)) {
      works.row(
          experiment.id(),
          experiment.answers().stream().map(ClaimMetric::claim).distinct().count(),
          experiment.data().stream().map(DataInput::name).collect(Collectors.joining(", ")),
          experiment.title());
    }
    return "%s%n%s%nAn ID is a table, a paper, an experiment, all, or a claim such as %s.%n"
        .formatted(tables.toMarkdown(), works.toMarkdown(), Claims.all().get(0).id());
  }

  /** What would be run for a selection, with the time that it would take at both scales. */
  String dryRun(Selection selection, List<PlannedUnits> plan, Scale scale) {
    Sheet sheet = Sheet.columns("experiment", "data", "units", "there", "to run", "time");
    for (PlannedUnits each : plan) {
      for (String data : dataSets(each)) {
        List<Unit> units = on(data, each.units());
        List<Unit> open = on(data, each.open(soFar(each)));
        String missing = each.reasons().get(data);
        sheet.row(
            each.experiment().id(),
            missing == null ? data : data + " (not here)",
            units.size() + on(data, each.missing()).size(),
            units.size() - open.size(),
            open.size(),
            missing == null ? time(each.seconds(open)) : missing);
      }
    }
    StringBuilder text = new StringBuilder(sheet.toMarkdown()).append('\n');
    double open = plan.stream().mapToDouble(w -> w.seconds(w.open(soFar(w)))).sum();
    text.append("To run at %s scale: %s.%n".formatted(scale, time(open)));
    for (Scale each : Scale.values()) {
      text.append(total(selection, each));
    }
    for (PlannedUnits each : plan) {
      text.append(
          "Rate of %s: %s%n".formatted(each.experiment().id(), each.experiment().measuredOn()));
    }
    return text.append(without(selection)).toString();
  }

  private String total(Selection selection, Scale scale) {
    List<PlannedUnits> all = selection.plan(at(scale), folder);
    double here = all.stream().mapToDouble(planned -> planned.seconds(planned.units())).sum();
    double elsewhere =
        all.stream().mapToDouble(planned -> planned.seconds(planned.missing())).sum();
    return "All of it at %s scale: %s%s.%n"
        .formatted(
            scale,
            time(here + elsewhere),
            elsewhere > 0
                ? ", of which %s on data that are not here".formatted(time(elsewhere))
                : "");
  }

  private String without(Selection selection) {
    Set<String> none =
        selection.claims().stream()
            .filter(claim -> !hasExperiment(claim))
            .map(Claim::id)
            .collect(Collectors.toSet());
    List<String> tables = new ArrayList<>();
    for (ClaimTable table : Claims.tables()) {
      long count = table.claims().stream().filter(claim -> none.contains(claim.id())).count();
      if (count > 0) {
        tables.add("%s (%d of %d claims)".formatted(table.id(), count, table.claims().size()));
      }
    }
    return tables.isEmpty() ? "" : "No experiment yet: %s.%n".formatted(String.join(", ", tables));
  }

  private boolean hasExperiment(Claim claim) {
    return experiments.stream()
        .flatMap(experiment -> experiment.answers().stream())
        .anyMatch(answer -> answer.claim().equals(claim.id()));
  }

  private Result soFar(PlannedUnits planned) {
    Path file = Results.file(made, planned.experiment());
    return new Reproduction(planned.experiment(), folder, file).soFar();
  }

  private List<Experiment> at(Scale scale) {
    return experiments.stream().filter(experiment -> experiment.scale() == scale).toList();
  }

  private static List<String> dataSets(PlannedUnits planned) {
    return planned.experiment().data().stream()
        .map(DataInput::name)
        .filter(
            name -> !on(name, planned.units()).isEmpty() || !on(name, planned.missing()).isEmpty())
        .toList();
  }

  private static List<Unit> on(String dataSet, List<Unit> units) {
    return units.stream().filter(unit -> unit.dataSet().equals(dataSet)).toList();
  }

  static String time(double seconds) {
    if (seconds < 99.5) {
      return "%.0f s".formatted(seconds);
    }
    return seconds < 5400
        ? "%.0f min".formatted(seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }
}
