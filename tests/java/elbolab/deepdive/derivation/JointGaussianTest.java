package elbolab.deepdive.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import elbolab.math.GaussHermite;
import org.junit.jupiter.api.Test;

class JointGaussianTest {
  private static final JointGaussian THREE =
      JointGaussian.of(
          new double[] {0.5, -1, 2},
          new double[][] {{2, 0.6, -0.3}, {0.6, 1, 0.2}, {-0.3, 0.2, 1.5}});

  /** p(z₁, z₃|z₂) = p(z)/p(z₂), at points. */
  @Test
  void aConditionalIsTheJointOverTheMarginal() {
    JointGaussian given = THREE.given(1, 0.4);
    for (double[] z : new double[][] {{0, 0}, {1.5, -2}, {-3, 4}}) {
      double joint = THREE.logDensity(z[0], 0.4, z[1]);
      assertEquals(joint - THREE.marginal(1).logDensity(0.4), given.logDensity(z), 1e-12);
    }
    assertEquals(given.mean(0), THREE.marginal(0, 2, 1).givenLast(0.4).mean(0), 1e-15);
  }

  /** Both known coordinates at once by the inverse of their 2 × 2 block. */
  @Test
  void twoKnownCoordinatesByCramersRule() {
    JointGaussian first = THREE.givenLast(0.4, 1);
    double determinant = 1 * 1.5 - 0.2 * 0.2;
    double one = (1.5 * 0.6 - 0.2 * -0.3) / determinant;
    double two = (1 * -0.3 - 0.2 * 0.6) / determinant;
    assertEquals(0.5 + one * (0.4 + 1) + two * (1 - 2), first.mean(0), 1e-14);
    assertEquals(2 - one * 0.6 - two * -0.3, first.covariance(0, 0), 1e-14);
  }

  @Test
  void entropyAndTotalCorrelationByDeterminants() {
    double determinant = 2 * (1 * 1.5 - 0.04) - 0.6 * (0.6 * 1.5 + 0.2 * 0.3) - 0.3 * (0.12 + 0.3);
    double entropy = 0.5 * (3 * Math.log(2 * Math.PI * Math.E) + Math.log(determinant));
    assertEquals(entropy, THREE.entropy(), 1e-13);
    assertEquals(0.5 * Math.log(2 * 1 * 1.5 / determinant), THREE.totalCorrelation(), 1e-13);
  }

  @Test
  void partsSideBySideAreIndependent() {
    JointGaussian both = THREE.marginal(0).beside(THREE.marginal(2, 1));
    assertEquals(
        THREE.marginal(0).logDensity(0.1) + THREE.marginal(2, 1).logDensity(1, -2),
        both.logDensity(0.1, 1, -2),
        1e-13);
  }

  /** Moments of a correlated normal: E[z₁²z₂] and the mean of e^{z₁ + z₃}. */
  @Test
  void expectationsAreThoseOfTheCorrelatedDistribution() {
    double third = THREE.expectation(GaussHermite.of(4), z -> z[0] * z[0] * z[1]);
    assertEquals((2 + 0.25) * -1 + 2 * 0.5 * 0.6, third, 1e-12);
    double exponential = THREE.expectation(GaussHermite.of(30), z -> Math.exp(z[0] + z[2]));
    assertEquals(Math.exp(2.5 + 0.5 * (2 + 1.5 - 0.6)), exponential, 1e-9);
  }

  @Test
  void whatIsNoCovarianceIsRefused() {
    double[][] impossible = {{1, 1.5}, {1.5, 1}};
    assertThrows(IllegalArgumentException.class, () -> JointGaussian.of(new double[2], impossible));
  }
}
