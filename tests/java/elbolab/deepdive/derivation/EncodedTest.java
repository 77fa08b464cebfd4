package elbolab.deepdive.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EncodedTest {

  /** Moments 0, 1, 2 and 4, and E[e^{tb}] = e^{tμ + ½t²σ²} at t = ½. */
  @Test
  void theTrapeziumRuleKnowsTheNormal() {
    Encoded codes = Encoded.normal(0.7, 1.3, 1);
    assertEquals(1, codes.expectation((b, j) -> 1), 1e-14);
    assertEquals(0.7, codes.expectation((b, j) -> b), 1e-14);
    assertEquals(1.69, codes.expectation((b, j) -> (b - 0.7) * (b - 0.7)), 1e-13);
    assertEquals(3 * 1.69 * 1.69, codes.expectation((b, j) -> Math.pow(b - 0.7, 4)), 1e-12);
    double expected = Math.exp(0.5 * 0.7 + 0.125 * 1.69);
    assertEquals(expected, codes.expectation((b, j) -> Math.exp(0.5 * b)), 1e-13);
  }

  @Test
  void sharesAndClassesStayWithTheirPoints() {
    Encoded both = Encoded.normal(-1, 0.5, 0).and(0.3, Encoded.normal(4, 0.5, 2));
    assertEquals(0.3, both.expectation((b, j) -> j == 2 ? 1 : 0), 1e-14);
    assertEquals(0.3 * 4, both.expectation((b, j) -> j == 2 ? b : 0), 1e-13);
    assertEquals(0.7 * -1, both.expectation((b, j) -> j == 0 ? b : 0), 1e-13);
    Encoded draws = Encoded.draws(new double[] {1, 2, 6}, new int[] {0, 1, 1});
    assertEquals(3, draws.expectation((b, j) -> b), 1e-15);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Encoded one = Encoded.normal(0, 1, 0);
    assertThrows(IllegalArgumentException.class, () -> one.and(0, one));
    assertThrows(IllegalArgumentException.class, () -> one.and(1, one));
    assertThrows(IllegalArgumentException.class, () -> Encoded.draws(new double[2], new int[] {0}));
    assertThrows(
        IllegalArgumentException.class,
        () -> MixturePrior.of(new double[] {0.5, 0.6}, new double[2], new double[] {1, 1}));
  }
}
