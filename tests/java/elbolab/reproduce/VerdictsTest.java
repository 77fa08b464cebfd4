package elbolab.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static final String ID = "hhvaem-5.1/VAEM/bank"; // printed 2.84 with std 0.07
  private static final Claim CLAIM = Claims.of(ID);
  private static final ClaimMetric ANSWER = ClaimMetric.of(ID, "fair", "one", "mean");

  /** As if the seeds had given these means. */
  private static Result result(Experiment of, double... means) {
    List<UnitResult> units =
        LongStream.range(0, means.length)
            .mapToObj(
                i -> UnitResult.of(Unit.of("fair", "one", i + 1), Map.of("mean", means[(int) i])))
            .toList();
    Result none = Result.of(of);
    return new Result(
        none.experiment(), none.scale(), none.settings(), new TreeMap<>(), units, List.of());
  }

  private static ClaimCard card(Experiment experiment, Result... results) {
    return new Verdicts(List.of(experiment), new Results(List.of(results))).card(CLAIM);
  }

  private static final double[] SAME = {2.84, 2.85, 2.83, 2.84, 2.84};
  private static final double[] OTHER = {4.84, 4.85, 4.83, 4.84, 4.84};

  @Test
  void paperScaleGivesVerdicts() {
    Experiment paper = DiceExperiment.at(Scale.PAPER, ANSWER);
    assertEquals(Verdict.REPRODUCED, card(paper, result(paper, SAME)).verdict());
    assertEquals(Verdict.DIFFERS, card(paper, result(paper, OTHER)).verdict());
    assertEquals(2.84, card(paper, result(paper, SAME)).obtained().value(), 1e-12);
  }

  @Test
  void quickScaleNeverDoesUnlessItIsThePapersProtocol() {
    Experiment quick = DiceExperiment.at(Scale.QUICK, ANSWER);
    for (double[] values : List.of(SAME, OTHER)) {
      ClaimCard card = card(quick, result(quick, values));
      assertEquals(Verdict.NOT_COMPARABLE, card.verdict());
      assertTrue(card.reason().contains("quick scale"), card.reason());
    }
    Experiment faithful =
        new DiceExperiment(
            Scale.QUICK, new DiceExperiment.Settings(1000, 2), List.of(ANSWER), true);
    assertEquals(Verdict.REPRODUCED, card(faithful, result(faithful, SAME)).verdict());
  }

  @Test
  void theCatalogueAllowsVerdictsAtQuickScaleOnlyWhereItSaysSo() {
    for (Experiment experiment : Experiments.at(Scale.QUICK)) {
      boolean anySize =
          List.of(
                  "hmc-posteriors",
                  "mig-golden-bounds",
                  "hmc-training",
                  "forecast-baselines",
                  "neural-ode-circle")
              .contains(experiment.id());
      assertTrue(!experiment.isPaperProtocol() || anySize, experiment.id());
    }
  }

  @Test
  void otherDataFewRunsOtherSettingsAndNothingAtAll() {
    Experiment parts = DiceExperiment.at(Scale.PAPER, ANSWER.butNotComparable("parts of the data"));
    assertEquals("parts of the data", card(parts, result(parts, SAME)).reason());
    Experiment paper = DiceExperiment.at(Scale.PAPER, ANSWER);
    ClaimCard few = card(paper, result(paper, 2.84, 2.84, 2.84, 2.84));
    assertEquals(Verdict.NOT_COMPARABLE, few.verdict());
    assertTrue(few.reason().contains("4 of at least 5 runs"), few.reason());
    ClaimCard one = card(paper, result(paper, 2.84));
    assertEquals(Verdict.NOT_COMPARABLE, one.verdict());
    Experiment changed =
        DiceExperiment.at(Scale.PAPER, ANSWER).with(new DiceExperiment.Settings(7, 2));
    assertEquals(Verdict.NOT_RUN, card(changed, result(paper, SAME)).verdict());
    assertEquals(Verdict.NOT_RUN, card(paper).verdict());
    ClaimCard none = card(DiceExperiment.at(Scale.PAPER), result(paper, SAME));
    assertEquals("there is no experiment for this yet", none.reason());
  }

  @Test
  void aMetricThatIsTheSameForAllSeedsNeedsOneRun() {
    Experiment paper = DiceExperiment.at(Scale.PAPER, ANSWER.exact());
    assertEquals(Verdict.REPRODUCED, card(paper, result(paper, 2.84)).verdict());
  }

  @Test
  void minutesAreShownAndNeverJudged() {
    String id = "hhvaem-B.6/VAEM/boston";
    Experiment paper =
        DiceExperiment.at(Scale.PAPER, ClaimMetric.trainingMinutes(id, "fair", "one"));
    Result plain = result(paper, SAME);
    TreeMap<String, Double> times = new TreeMap<>(Map.of("one on fair, seed 2", 30.0));
    Result timed =
        new Result(
            plain.experiment(),
            plain.scale(),
            plain.settings(),
            plain.data(),
            plain.units(),
            List.of(Run.here("2026-01-02T03:04:05Z", 6, 5, times)));
    Claim claim = Claims.of(id);
    Verdicts without = new Verdicts(List.of(paper), new Results(List.of(plain)));
    assertEquals(Verdict.NOT_RUN, without.card(claim).verdict());
    ClaimCard card = new Verdicts(List.of(paper), new Results(List.of(timed))).card(claim);
    assertEquals(Verdict.NOT_COMPARABLE, card.verdict());
    assertEquals(0.5, card.obtained().value(), 1e-12);
    assertTrue(card.reason().contains("20 times"), card.reason());
  }

  @Test
  void aTableInItsShape() {
    Experiment paper = DiceExperiment.at(Scale.PAPER, ANSWER);
    Verdicts verdicts =
        new Verdicts(
            List.of(paper), new Results(List.of(result(paper, 2.84, 2.85, 2.83, 2.84, 2.84))));
    String sheet = ClaimMatrix.sheet("hhvaem-5.1", "model", verdicts).toMarkdown();
    assertTrue(sheet.contains("| dataset | VAEM | MIWAEM | H-VAEM | HMC-VAEM | HH-VAEM |"), sheet);
    assertTrue(sheet.contains("| bank | 2.8400 ± 0.0032 (2.84) ✓ | (2.74) ○ |"), sheet);
    assertTrue(!sheet.contains("boston"), "rows without a run are left out: " + sheet);
  }

  @Test
  void withoutResultsNothingIsReproducedOrDiffers() {
    Verdicts none = new Verdicts(Experiments.all(), new Results(List.of()));
    for (ClaimCard card : none.cards(Claims.all())) {
      assertEquals(Verdict.NOT_RUN, card.verdict(), card.claim().id());
    }
  }

  @Test
  void everyAnswerIsToAClaimAndComesFromUnitsThatAreRun() {
    for (Experiment experiment : Experiments.all()) {
      for (ClaimMetric answer : experiment.answers()) {
        Claims.of(answer.claim());
        List<Unit> units = experiment.units(answer.dataSet(), 2);
        long fitting = units.stream().filter(answer::fits).count();
        assertEquals(answer.seeded() ? 2 : fitting, fitting, answer.toString());
        assertTrue(fitting > 0, answer.toString());
      }
    }
  }
}
