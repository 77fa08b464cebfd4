package elbolab.deepdive.derivation;

import static elbolab.deepdive.derivation.Example.PRIOR;
import static elbolab.deepdive.derivation.Examples.ENCODER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.GaussHermite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Propositions 2 and 3, eqs. (11) and (18). */
class DivergenceSplitTest {
  private static final ConditionalSplit SPLIT =
      new ConditionalSplit(ENCODER, PRIOR.marginal(0), PRIOR.marginal(1, 2));

  @Test
  void jointDivergenceIsConditionalPlusMarginal() {
    assertEquals(SPLIT.joint(), SPLIT.conditionalTerm() + SPLIT.marginalTerm(), 1e-12);
  }

  /** (44) by quadrature of its definition. */
  @Test
  void jointDivergenceByQuadrature() {
    double direct =
        ENCODER.expectation(GaussHermite.of(8), z -> ENCODER.logDensity(z) - PRIOR.logDensity(z));
    assertEquals(direct, SPLIT.joint(), 1e-12);
  }

  @Test
  void encodingWithoutBLosesTheMutualInformation() {
    double lost = SPLIT.conditionalTerm() - SPLIT.unconditionalTerm();
    assertEquals(SPLIT.mutualInformation(), lost, 1e-12);
    JointGaussian pair =
        JointGaussian.of(new double[] {0.3, 1}, new double[][] {{1, 0.6}, {0.6, 1}});
    ConditionalSplit two =
        new ConditionalSplit(pair, JointGaussian.standard(1), JointGaussian.standard(1));
    assertEquals(-0.5 * Math.log(1 - 0.36), two.mutualInformation(), 1e-13);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.95, -0.5, -0.1, 0, 0.3, 0.7, 0.99})
  void differenceIsTheTotalCorrelation(double rho) {
    JointGaussian q =
        JointGaussian.of(
            new double[] {0.7, -1.1},
            new double[][] {{0.25, 0.5 * 1.5 * rho}, {0.5 * 1.5 * rho, 2.25}});
    JointGaussian prior =
        JointGaussian.independent(new double[] {0.2, -0.5}, new double[] {1, 1.4});
    MarginalSplit split = new MarginalSplit(q, prior);
    assertEquals(-0.5 * Math.log(1 - rho * rho), split.missing(), 1e-12);
    assertEquals(-0.5 * Math.log(1 - rho * rho), q.totalCorrelation(), 1e-12);
  }

  /** The paper hopes that correlations of opposite signs offset each other: they add. */
  @Test
  void oppositeCorrelationsDoNotCancel() {
    double r = 0.6;
    JointGaussian q =
        JointGaussian.of(new double[3], new double[][] {{1, r, -r}, {r, 1, 0}, {-r, 0, 1}});
    MarginalSplit split = new MarginalSplit(q, JointGaussian.standard(3));
    assertEquals(-0.5 * Math.log(1 - 2 * r * r), split.missing(), 1e-12);
    assertTrue(split.missing() > 2 * -0.5 * Math.log(1 - r * r), "more than both pairs alone");
  }
}
