package elbolab.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.PublishedTable;
import elbolab.show.Measured;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimTest {
  private static Claim claim() {
    return new Claim("id", "a mean", "table 1", "2.00", new Tolerance(0.1, "a reason"));
  }

  /** The interval obtained ± 2 standard errors against 1.9 to 2.1. */
  @ParameterizedTest
  @CsvSource({
    "2.05, 0, REPRODUCED",
    "2.05, 0.02, REPRODUCED",
    "2.05, 0.03, NOT_COMPARABLE",
    "1.95, 0.03, NOT_COMPARABLE",
    "2.2, 0, DIFFERS",
    "2.2, 0.04, DIFFERS",
    "2.2, 0.06, NOT_COMPARABLE",
    "1.8, 0.04, DIFFERS",
    "2.0, 100, NOT_COMPARABLE",
    "NaN, 0, NOT_COMPARABLE",
    "2.0, Infinity, NOT_COMPARABLE"
  })
  void verdictNeedsTheWholeIntervalOnOneSide(double value, double error, Verdict expected) {
    assertEquals(expected, claim().against(new Measured(value, error)).verdict());
  }

  @Test
  void printedNumbersAndFractions() {
    Tolerance any = new Tolerance(1, "a reason");
    assertEquals(7 / 6.0, new Claim("i", "q", "s", "7/6", any).printedValue(), 0);
    assertEquals(-1.5e-3, new Claim("i", "q", "s", "-1.5e-3", any).printedValue(), 0);
    assertThrows(IllegalArgumentException.class, () -> new Claim("i", "q", "s", "7/6/5", any));
    assertThrows(IllegalArgumentException.class, () -> new Claim("i", "q", "s", "NaN", any));
  }

  @Test
  void roundingIsHalfAUnitOfTheLastDigit() {
    assertEquals(0.00005, Tolerance.rounding("0.0998").value(), 1e-18);
    assertEquals(0.5, Tolerance.rounding("34").value(), 0);
    assertEquals(0.005, Tolerance.rounding("-1.10").value(), 1e-18);
  }

  @Test
  void noVerdictWithoutAValueNorAReason() {
    assertEquals(Verdict.NOT_RUN, claim().notRun("takes a day").verdict());
    assertThrows(
        IllegalArgumentException.class,
        () -> new ClaimCard(claim(), null, Verdict.REPRODUCED, "wishful"));
    assertThrows(IllegalArgumentException.class, () -> claim().notRun(" "));
    assertThrows(IllegalArgumentException.class, () -> new Tolerance(0, "none"));
    assertThrows(IllegalArgumentException.class, () -> new Tolerance(1, ""));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Claim("id", "q", "s", "1,0", new Tolerance(1, "r")));
  }

  @Test
  void cardShowsAllThatItIsJudgedBy() {
    String text = claim().against(new Measured(2.2, 0.04)).toString();
    for (String part :
        List.of(
            "id", "a mean", "table 1", "2.00", "± 0.10: a reason", "2.200 ± 0.040", "DIFFERS")) {
      assertTrue(text.contains(part), part + " in\n" + text);
    }
    String table = ClaimCard.table("All", List.of(claim().notRun("later"))).toMarkdown();
    assertTrue(table.contains("| a mean | 2.00 |  | ± 0.10 | NOT_RUN | table 1 |"), table);
  }

  private static Tolerance by(String rule, String reason, String... keys) {
    PublishedTable.Cell cell =
        new PublishedTable.Cell(List.of(keys), "-2.00", -2, OptionalDouble.of(0.3));
    return Tolerance.of(cell, new PublishedTable.Criterion("a setting", 9, rule, reason));
  }

  @Test
  void tolerancesByTheRuleOfTheirTable() {
    assertEquals(new Tolerance(0.05, "noisy"), by("0.05", "noisy"));
    assertEquals(1e-9, by("1e-9", "sums").value(), 0);
    assertEquals(0.06, by("3 %", "a share").value(), 1e-15);
    assertEquals(0.6, by("2 std", "two errors").value(), 1e-15);
    assertEquals(2 * 0.3 / 3 + 0.005, by("printed", "").value(), 1e-15);
    String both = "E[m]: 0.01 | 2 std";
    assertEquals(new Tolerance(0.01, "first"), by(both, "first | second", "model", "E[m]"));
    assertEquals("second", by(both, "first | second", "model", "mu").reason());
  }

  @ParameterizedTest
  @CsvSource({"wide, a reason", "3%, a reason", "-1, a reason", "a | b, c | d", "1 | 2 std, one"})
  void rulesThatAreNoneAreRefused(String rule, String reason) {
    assertThrows(IllegalArgumentException.class, () -> by(rule, reason));
  }

  @Test
  void aNumberNeedsAReasonAndACellARule() {
    assertThrows(IllegalArgumentException.class, () -> by("0.05", ""));
    assertThrows(IllegalArgumentException.class, () -> by("E[m]: 1", "a reason", "other"));
  }

  /** A number of one run against n of ours: 2 sd √(1 + 1/n), sd = 0.1 for s = 0.05 of 4 runs. */
  @ParameterizedTest
  @CsvSource({"-2.22, REPRODUCED", "-1.78, REPRODUCED", "-2.23, DIFFERS", "-1.77, DIFFERS"})
  void aNumberOfOneRunIsAsNoisyAsOneOfOurs(double value, Verdict expected) {
    Tolerance tolerance = by("one run", "two standard deviations");
    assertEquals(Tolerance.Noise.ONE_RUN, tolerance.noise());
    Claim claim = new Claim("id", "a mean", "table 1", "-2.00", tolerance);
    ClaimCard card = claim.against(new Measured(value, 0.05), 4);
    assertEquals(expected, card.verdict());
    assertEquals(0.05, card.obtained().standardError());
    assertEquals(2 * 0.1 * Math.sqrt(1.25), card.claim().tolerance().value(), 1e-15);
  }

  /** Printed with std 0.3 over 9 runs: s' = 0.1. */
  @Test
  void meansAreJudgedByTheErrorOfTheirDifferenceOrAShare() {
    Tolerance tolerance = by("5 % or noise", "a share, or noise");
    assertEquals(0.1, tolerance.value(), 1e-15);
    assertEquals(0.1, tolerance.printedError(), 1e-15);
    Claim claim = new Claim("id", "a mean", "table 1", "-2.00", tolerance);
    double width = 2 * Math.hypot(0.1, 0.05);
    assertEquals(
        width, claim.against(new Measured(-2.1, 0.05), 5).claim().tolerance().value(), 1e-15);
    assertEquals(
        Verdict.REPRODUCED, claim.against(new Measured(-2 - 0.99 * width, 0.05), 5).verdict());
    assertEquals(
        Verdict.DIFFERS, claim.against(new Measured(-2 - 1.01 * width, 0.05), 5).verdict());
    Tolerance share = new Tolerance(0.1, "a share", Tolerance.Noise.MEAN, 0.001);
    assertEquals(0.1, share.with(new Measured(-2, 0.001), 5).value(), 0);
    PublishedTable.Cell cell =
        new PublishedTable.Cell(List.of("a"), "2.00", 2, OptionalDouble.of(0.3));
    assertThrows(
        IllegalArgumentException.class,
        () -> Tolerance.of(cell, new PublishedTable.Criterion("a", 0, "5 % or noise", "r")));
  }
}
