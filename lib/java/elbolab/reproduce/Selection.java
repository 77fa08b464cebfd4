package elbolab.reproduce;

import elbolab.data.DataFolder;
import elbolab.data.Nearest;
import elbolab.reproduce.report.PublishedFigure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the words of a command line stand for.
 *
 * @param claims in the order of the catalogue
 * @param whole the ids of experiments that were named themselves: all of their units are wanted
 * @param seeds 1 to this; 0 leaves it to each experiment
 * @param dataSets to compute on; none means all
 */
record Selection(List<Claim> claims, Set<String> whole, int seeds, List<String> dataSets) {
  private static final String ALL = "all";

  static Selection of(
      List<String> words, List<Experiment> experiments, int seeds, List<String> dataSets) {
    Set<String> ids = new LinkedHashSet<>();
    Set<String> whole = new LinkedHashSet<>();
    for (String word : words) {
      List<Claim> named = Claims.named(word);
      named.forEach(claim -> ids.add(claim.id()));
      List<Experiment> same =
          experiments.stream().filter(e -> word.equals(ALL) || e.id().equals(word)).toList();
      same.forEach(e -> e.answers().forEach(answer -> ids.add(answer.claim())));
      same.forEach(e -> whole.add(e.id()));
      if (named.isEmpty() && same.isEmpty()) {
        throw new UsageError(
            "no claim, table, figure, paper or experiment '%s'; nearest: %s. All of them: environment/workbench reproduce"
                .formatted(word, Nearest.of(word, known(experiments))));
      }
    }
    List<Claim> claims = Claims.all().stream().filter(claim -> ids.contains(claim.id())).toList();
    return new Selection(claims, whole, seeds, dataSets);
  }

  private static List<String> known(List<Experiment> experiments) {
    List<String> known = new ArrayList<>(Claims.words());
    experiments.forEach(experiment -> known.add(experiment.id()));
    PublishedFigure.all().forEach(figure -> known.add(figure.name()));
    return known;
  }

  /** The units of the experiments that answer one of the claims, or were named. */
  List<PlannedUnits> plan(List<Experiment> experiments, DataFolder folder) {
    Set<String> ids = claims.stream().map(Claim::id).collect(Collectors.toSet());
    List<PlannedUnits> all = new ArrayList<>();
    for (Experiment experiment : experiments) {
      List<ClaimMetric> asked =
          experiment.answers().stream().filter(answer -> ids.contains(answer.claim())).toList();
      boolean every = whole.contains(experiment.id());
      if (every || !asked.isEmpty()) {
        all.add(
            PlannedUnits.of(
                experiment,
                folder,
                seeds,
                name -> dataSets.isEmpty() || dataSets.contains(name),
                unit -> every || asked.stream().anyMatch(answer -> answer.fits(unit))));
      }
    }
    requireKnown(all);
    return all.stream()
        .filter(planned -> !planned.units().isEmpty() || !planned.missing().isEmpty())
        .toList();
  }

  private void requireKnown(List<PlannedUnits> all) {
    List<String> known =
        all.stream()
            .flatMap(planned -> planned.experiment().data().stream())
            .map(DataInput::name)
            .distinct()
            .toList();
    for (String name : dataSets) {
      if (!known.contains(name)) {
        throw new UsageError(
            known.isEmpty()
                ? "no experiment answers these claims yet, so there is no data set '%s'"
                    .formatted(name)
                : "no data set '%s' here; nearest: %s".formatted(name, Nearest.of(name, known)));
      }
    }
  }
}
