package elbolab.data.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import elbolab.math.BellIntegral;
import elbolab.math.Rng;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
  /** Correlated normal features with the means 0 and (δ, δ): u + v and u − v are independent. */
  private static double[][] group(int count, double mean, Rng rng) {
    double[][] cases = new double[count][2];
    for (double[] of : cases) {
      double u = rng.nextGaussian();
      double v = 0.5 * rng.nextGaussian();
      of[0] = mean + u + v;
      of[1] = mean + u - v;
    }
    return cases;
  }

  /**
   * The best rule for two normals of one covariance is right with Φ(Δ/2), Δ² = δᵀΣ⁻¹δ: here u alone
   * carries the difference, Δ = δ. Groups of very different sizes do not move the cut.
   */
  @Test
  void itIsAsRightAsTheBestRule() {
    double delta = 1.6;
    Rng rng = Rng.of(5, "groups");
    LinearProbe probe = LinearProbe.fit(group(20_000, 0, rng), group(2_000, delta, rng));
    double right = probe.accuracy(group(20_000, 0, rng), group(20_000, delta, rng));
    assertEquals(BellIntegral.normalCdf(delta / 2), right, 0.01);
  }

  @Test
  void nothingToTellIsChance() {
    Rng rng = Rng.of(6, "groups");
    LinearProbe probe = LinearProbe.fit(group(500, 0, rng), group(500, 0, rng));
    // The standard error of a share of 20,000 is 0.0035.
    assertEquals(0.5, probe.accuracy(group(10_000, 0, rng), group(10_000, 0, rng)), 0.014);
  }
}
