package elbolab.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import org.junit.jupiter.api.Test;

class MultivariateNormalTest {
  private static final MultivariateNormal P =
      MultivariateNormal.of(
          new double[] {0.5, -1, 2},
          new double[][] {{2, 0.6, -0.3}, {0.6, 1, 0.2}, {-0.3, 0.2, 1.5}});
  private static final MultivariateNormal Q =
      MultivariateNormal.of(
          new double[] {0, 0.3, 1}, new double[][] {{1, -0.2, 0}, {-0.2, 1.4, 0.5}, {0, 0.5, 0.9}});

  /**
   * Two dimensions by hand: Σ = [[2, 1], [1, 1]] has determinant 1 and inverse [[1, −1], [−1, 2]].
   */
  @Test
  void densityInTwoDimensionsByHand() {
    MultivariateNormal normal =
        MultivariateNormal.of(new double[] {1, 0}, new double[][] {{2, 1}, {1, 1}});
    double form = 4 - 2 * 2 * 3 + 2 * 9; // x − μ = (2, 3)
    assertEquals(
        -Math.log(2 * Math.PI) - 0.5 * form, normal.logDensity(new double[] {3, 3}), 1e-13);
  }

  /** The sample moments of two points by hand, and a covariance that comes back from its factor. */
  @Test
  void momentsAndCovariance() {
    double[][] sigma = P.covariance();
    assertEquals(0.6, sigma[0][1], 1e-15);
    assertEquals(0.6, sigma[1][0], 1e-15);
    assertEquals(1.5, sigma[2][2], 1e-15);
    MultivariateNormal pair =
        MultivariateNormal.moments(new double[][] {{0, 0}, {2, 0}, {0, 4}, {2, 4}});
    assertEquals(2, pair.mean()[1]);
    assertEquals(1, pair.covariance()[0][0], 1e-15);
    assertEquals(4, pair.covariance()[1][1], 1e-15);
    assertEquals(0, pair.covariance()[0][1], 1e-15);
    assertEquals(1.25, pair.tracePrecision(), 1e-15);
  }

  /** ∫∫ p(x, y) log(p(x, y)/(p(x) p(y))) on a grid, and −½ log(1 − ρ²). */
  @Test
  void informationAgainstItsIntegral() {
    double rho = 0.8;
    MultivariateNormal joint =
        MultivariateNormal.of(new double[2], new double[][] {{1, rho}, {rho, 1}});
    MultivariateNormal one = MultivariateNormal.of(new double[1], new double[][] {{1}});
    double sum = 0;
    double step = 0.05;
    for (double x = -8; x <= 8; x += step) {
      for (double y = -8; y <= 8; y += step) {
        double log = joint.logDensity(new double[] {x, y});
        double apart = one.logDensity(new double[] {x}) + one.logDensity(new double[] {y});
        sum += Math.exp(log) * (log - apart) * step * step;
      }
    }
    assertEquals(-0.5 * Math.log(1 - rho * rho), sum, 1e-9);
    assertEquals(sum, joint.mutualInformation(1), 1e-9);
    // In three coordinates: KL of the joint from the product of its marginals.
    MultivariateNormal product =
        MultivariateNormal.of(P.mean(), new double[][] {{2, 0, 0}, {0, 1, 0.2}, {0, 0.2, 1.5}});
    assertEquals(P.divergenceFrom(product), P.mutualInformation(1), 1e-13);
    assertThrows(IllegalArgumentException.class, () -> P.mutualInformation(3));
  }

  @Test
  void diagonalDivergenceIsTheSumOverDimensions() {
    MultivariateNormal a =
        MultivariateNormal.of(new double[] {1, -2}, new double[][] {{0.25, 0}, {0, 4}});
    MultivariateNormal standard =
        MultivariateNormal.of(new double[2], new double[][] {{1, 0}, {0, 1}});
    double first = 0.5 * (1 + 0.25 - Math.log(0.25) - 1);
    double second = 0.5 * (4 + 4 - Math.log(4) - 1);
    assertEquals(first + second, a.divergenceFrom(standard), 1e-13);
    assertEquals(0, P.divergenceFrom(P), 1e-13);
  }

  /** KL(p ‖ q) = E_p[log p − log q] within four standard errors. */
  @Test
  void divergenceEqualsItsMonteCarloEstimate() {
    Rng rng = Rng.of(7, "kl");
    int n = 200_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double[] x = P.sample(rng);
      double ratio = P.logDensity(x) - Q.logDensity(x);
      sum += ratio;
      squares += ratio * ratio;
    }
    double mean = sum / n;
    double error = Math.sqrt((squares / n - mean * mean) / n);
    assertTrue(error < 0.02, "standard error " + error);
    assertEquals(P.divergenceFrom(Q), mean, 4 * error);
  }

  @Test
  void whatIsNoCovarianceIsRefused() {
    double[] mean = {0, 0};
    assertThrows(
        IllegalArgumentException.class,
        () -> MultivariateNormal.of(mean, new double[][] {{1, 2}, {2, 1}}));
    assertThrows(
        IllegalArgumentException.class,
        () -> MultivariateNormal.of(mean, new double[][] {{1, 0.1}, {0.2, 1}}));
    assertThrows(
        IllegalArgumentException.class, () -> MultivariateNormal.of(mean, new double[][] {{1}}));
  }
}
