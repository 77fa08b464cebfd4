package elbolab.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedDifferenceTest {
  /** From the tables of Student's distribution, 0.975. */
  @ParameterizedTest
  @CsvSource({
    "1, 12.7062",
    "2, 4.30265",
    "3, 3.18245",
    "4, 2.77645",
    "9, 2.26216",
    "30, 2.04227",
    "999, 1.96234"
  })
  void studentsQuantiles(int degrees, double expected) {
    assertEquals(expected, PairedDifference.quantile(degrees), 1e-5 * expected);
  }

  @Test
  void ofThreePairsByHand() {
    PairedDifference d = PairedDifference.of(new double[] {3, 5, 7}, new double[] {2, 3, 4});
    assertEquals(2, d.mean(), 1e-15);
    assertEquals(1 / Math.sqrt(3), d.standardError(), 1e-15);
    assertEquals(4.30265 / Math.sqrt(3), d.halfWidth(), 1e-4);
    assertFalse(d.isClear());
    assertEquals("2.0 ± 2.5", d.toString());
  }

  @Test
  void onePairHasNoInterval() {
    PairedDifference one = PairedDifference.of(new double[] {3}, new double[] {1});
    assertFalse(one.isClear());
    assertEquals("2.0", one.toString());
    assertThrows(
        IllegalArgumentException.class,
        () -> PairedDifference.of(new double[] {1}, new double[] {1, 2}));
  }

  /** Of 4000 experiments with five normal pairs each, 5 % leave the true difference out. */
  @Test
  void theIntervalCoversTheTruthInNinetyFiveOfAHundred() {
    Rng rng = Rng.of(3, "pairs");
    int trials = 4000;
    int missed = 0;
    for (int t = 0; t < trials; t++) {
      double[] a = new double[5];
      double[] b = new double[5];
      for (int i = 0; i < 5; i++) {
        double split = 10 * rng.nextGaussian();
        a[i] = split + 1 + 0.5 * rng.nextGaussian();
        b[i] = split + 0.3 * rng.nextGaussian();
      }
      PairedDifference d = PairedDifference.of(a, b);
      missed += Math.abs(d.mean() - 1) > d.halfWidth() ? 1 : 0;
    }
    double error = Math.sqrt(0.05 * 0.95 / trials);
    assertEquals(0.05, (double) missed / trials, 4 * error);
  }

  private static Result result(Stream<UnitResult> units) {
    Result none = Result.of(DiceExperiment.at(Scale.PAPER));
    return new Result(
        none.experiment(),
        none.scale(),
        none.settings(),
        new TreeMap<>(),
        units.toList(),
        List.of());
  }

  @Test
  void metricsOfTheSameUnitsBySeed() {
    Result result =
        result(
            LongStream.of(1, 2, 5)
                .mapToObj(
                    s ->
                        UnitResult.of(
                            Unit.of("fair", "one", s),
                            Map.of("mean", 1.0 * s, "other mean", 3.0 * s, "alone", 1.0))));
    PairedMetrics pairs = PairedMetrics.lessPrefixed(result, "other ");
    PairedDifference d = pairs.difference(new PairedMetrics.Key("fair", "one", "mean")).get();
    assertEquals(-2 * (1 + 2 + 5) / 3.0, d.mean(), 1e-12);
    assertEquals(3, d.pairs());
    assertEquals(Optional.empty(), pairs.difference(new PairedMetrics.Key("fair", "one", "alone")));
  }

  @Test
  void modelsOverTheSeedsThatBothHave() {
    Result result =
        result(
            Stream.of(
                UnitResult.of(Unit.of("fair", "one", 1), Map.of("m", 5.0)),
                UnitResult.of(Unit.of("fair", "one", 2), Map.of("m", 6.0)),
                UnitResult.of(Unit.of("fair", "two", 2), Map.of("m", 1.0)),
                UnitResult.of(Unit.of("fair", "two", 3), Map.of("m", 100.0))));
    List<PairedMetrics.Line> lines =
        PairedMetrics.lessModel(result, model -> "two")
            .lines(List.of("fair", "nowhere"), List.of("one"), List.of("m", "n"));
    assertEquals(1, lines.size());
    assertEquals(1, lines.get(0).pairs());
    assertEquals(5, lines.get(0).differences().get(0).get().mean(), 0);
    String sheet = PairedMetrics.sheet("c", "model", List.of("m", "n"), lines).toMarkdown();
    assertTrue(sheet.contains("| fair | one | 1 | 5.0 |  |"), sheet);
  }
}
