package elbolab.deepdive.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.GaussHermite;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Eqs. (5) and (6). */
class AggregatedPosteriorTest {
  private static JointGaussian at(double first, double second, double d, double e) {
    return JointGaussian.independent(new double[] {first, second}, new double[] {d, e});
  }

  private static final AggregatedPosterior FOUR =
      new AggregatedPosterior(
          List.of(
              at(-0.8, -0.6, 0.7, 0.6),
              at(0.9, 0.7, 0.6, 0.8),
              at(0.1, 0.2, 0.9, 0.7),
              at(1.0, -0.3, 0.8, 0.6)),
          GaussHermite.of(100));

  @Test
  void meanDivergenceIsMarginalDivergencePlusInformation() {
    assertEquals(FOUR.meanDivergence(), FOUR.marginalDivergence() + FOUR.indexInformation(), 1e-9);
    assertTrue(FOUR.indexInformation() > 0.2 && FOUR.indexInformation() < Math.log(4));
  }

  @Test
  void marginalDivergenceIsTotalCorrelationPlusDimensions() {
    assertEquals(FOUR.marginalDivergence(), FOUR.totalCorrelation() + FOUR.dimensionWise(), 1e-9);
    assertTrue(FOUR.totalCorrelation() > 0.01);
  }

  /** One sample: no information on its index, and a normal's total correlation is known. */
  @Test
  void oneSampleByClosedForms() {
    JointGaussian q =
        JointGaussian.of(new double[] {0.3, -1}, new double[][] {{1, 0.4}, {0.4, 0.5}});
    AggregatedPosterior one = new AggregatedPosterior(List.of(q), GaussHermite.of(20));
    assertEquals(0, one.indexInformation(), 1e-12);
    assertEquals(-0.5 * Math.log(1 - 0.16 / 0.5), one.totalCorrelation(), 1e-12);
  }

  /** Encoders that do not overlap tell the index: log n. */
  @Test
  void separateCodesTellTheIndex() {
    AggregatedPosterior apart =
        new AggregatedPosterior(
            List.of(at(-20, 0, 1, 1), at(0, 5, 1, 1), at(20, 0, 1, 1)), GaussHermite.of(40));
    assertEquals(Math.log(3), apart.indexInformation(), 1e-12);
  }
}
