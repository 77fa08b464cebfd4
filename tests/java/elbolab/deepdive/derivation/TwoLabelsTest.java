package elbolab.deepdive.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.GaussHermite;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Assumption 1 over b: independent coordinates, although the labels depend on one another. */
class TwoLabelsTest {
  private static final List<GaussianUnit> FIRST =
      List.of(new GaussianUnit(-1, 0.7), new GaussianUnit(1, 0.5));
  private static final List<GaussianUnit> SECOND =
      List.of(new GaussianUnit(-1.5, 0.6), new GaussianUnit(0.8, 0.9));
  private static final TwoLabels DEPENDENT =
      TwoLabels.of(new double[][] {{0.4, 0.1}, {0.1, 0.4}}, FIRST, SECOND);

  @Test
  void independentLabelsMissNothing() {
    TwoLabels independent =
        TwoLabels.of(new double[][] {{0.42, 0.18}, {0.28, 0.12}}, FIRST, SECOND);
    assertEquals(0, independent.totalCorrelation(), 1e-12);
    assertEquals(0, independent.missing(new double[] {0.3, -1}, new double[] {0.4, 0.6}), 1e-12);
  }

  /** Both divergences of (18) by another quadrature, their difference against the shortcut. */
  @Test
  void missingIsTheDifferenceOfTheDivergences() {
    double[] mean = {1, -1.5};
    double[] deviation = {0.3, 0.4};
    JointGaussian q = JointGaussian.independent(mean, deviation);
    GaussHermite rule = GaussHermite.of(100);
    double joint = q.expectation(rule, b -> q.logDensity(b) - DEPENDENT.logDensity(b[0], b[1]));
    double sum = 0;
    MixturePrior[] priors = {DEPENDENT.first(), DEPENDENT.second()};
    for (int index = 0; index < 2; index++) {
      int i = index;
      sum +=
          rule.expectation(
              mean[i], deviation[i], b -> q.marginal(i).logDensity(b) - priors[i].logDensity(b));
    }
    assertEquals(joint - sum, DEPENDENT.missing(mean, deviation), 1e-9);
    assertTrue(joint - sum > 0.5, "a rare pair of classes");
    assertTrue(DEPENDENT.missing(new double[] {1, 0.8}, deviation) < -0.2, "a frequent pair");
  }

  /** The total correlation of the codes cannot exceed the mutual information of the labels. */
  @Test
  void totalCorrelationIsBelowTheInformationBetweenTheLabels() {
    double labels = 2 * 0.4 * Math.log(0.4 / 0.25) + 2 * 0.1 * Math.log(0.1 / 0.25);
    double codes = DEPENDENT.totalCorrelation();
    assertTrue(codes > 0.05 && codes < labels, codes + " of " + labels);
    TwoLabels sharp =
        TwoLabels.of(
            new double[][] {{0.4, 0.1}, {0.1, 0.4}},
            List.of(new GaussianUnit(-9, 0.7), new GaussianUnit(9, 0.5)),
            List.of(new GaussianUnit(-9, 0.6), new GaussianUnit(9, 0.9)));
    assertEquals(labels, sharp.totalCorrelation(), 1e-9);
  }
}
