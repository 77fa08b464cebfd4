package elbolab.reproduce;

import elbolab.show.Digits;
import elbolab.show.Measured;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the results say of each claim. Nothing is REPRODUCED or DIFFERS without numbers from a
 * result file, and none of these come from a run at quick scale unless that is what the source did.
 *
 * @param experiments at both scales
 */
public record Verdicts(List<Experiment> experiments, Results results) {
  /** Fewer runs than this give no standard error to build a verdict on. */
  static final int LEAST_RUNS = 5;

  public Verdicts {
    experiments = List.copyOf(experiments);
  }

  /** Of the results of this checkout. */
  public static Verdicts load() {
    return new Verdicts(Experiments.all(), Results.load());
  }

  public List<ClaimCard> cards(List<Claim> claims) {
    return claims.stream().map(this::card).toList();
  }

  /** The best evidence counts: numbers that may be compared, then others, then none. */
  public ClaimCard card(Claim claim) {
    ClaimCard best = null;
    for (Experiment experiment : experiments) {
      for (ClaimMetric answer : experiment.answers()) {
        if (answer.claim().equals(claim.id())) {
          ClaimCard card = card(claim, experiment, answer);
          best = best == null || rank(card) > rank(best) ? card : best;
        }
      }
    }
    return best == null ? claim.notRun("there is no experiment for this yet") : best;
  }

  private static int rank(ClaimCard card) {
    return switch (card.verdict()) {
      case REPRODUCED, DIFFERS -> 2;
      case NOT_COMPARABLE -> 1;
      case NOT_RUN -> 0;
    };
  }

  private ClaimCard card(Claim claim, Experiment experiment, ClaimMetric answer) {
    Optional<Result> found = results.find(experiment.id(), experiment.scale());
    if (found.isPresent() && !found.get().isOf(experiment)) {
      return claim.notRun("the result there is of other settings; run it again");
    }
    double[] values = found.map(result -> values(result, answer)).orElseGet(() -> new double[0]);
    if (values.length == 0) {
      return claim.notRun("not run yet: environment/workbench reproduce " + claim.id());
    }
    Measured obtained = answer.seeded() ? mean(values) : Measured.exact(values[0]);
    if (answer.isTime()) {
      return claim.notComparable(obtained, otherMachine(claim.printedValue() / obtained.value()));
    }
    return obstacle(experiment, answer, values.length)
        .map(reason -> claim.notComparable(obtained, reason))
        .orElseGet(() -> claim.against(obtained, values.length));
  }

  private static String otherMachine(double ratio) {
    return "another machine, and processor time: the printed minutes are %s times as many"
        .formatted(Digits.significant(2).text(ratio));
  }

  private static double[] values(Result result, ClaimMetric answer) {
    return result.units().stream()
        .filter(unit -> answer.fits(unit.unit()))
        .map(unit -> answer.value(result, unit))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .toArray();
  }

  /** A single run is shown without a standard error; no verdict rests on it. */
  static Measured mean(double[] values) {
    return Measured.ofRuns(values);
  }

  private static Optional<String> obstacle(Experiment experiment, ClaimMetric answer, int runs) {
    if (answer.obstacle().isPresent()) {
      return answer.obstacle();
    }
    if (!experiment.isPaperProtocol()) {
      return Optional.of("quick scale: not the settings of the source");
    }
    if (answer.seeded() && runs < LEAST_RUNS) {
      return Optional.of(
          "%d of at least %d runs: no standard error to judge by".formatted(runs, LEAST_RUNS));
    }
    return Optional.empty();
  }
}
