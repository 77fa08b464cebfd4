package elbolab.hmc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.hmc.toy.EightSchools;
import elbolab.hmc.toy.NormalInverseGamma;
import elbolab.hmc.toy.Parameterization;
import elbolab.math.Rng;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Simulation-based calibration (Talts et al. 2018): draw a truth from the prior and data from it;
 * the truth's rank among posterior draws is uniform if the sampler is right.
 */
class CalibrationTest {
  private static final int DRAWS = 99;
  private static final int THIN = 5;
  private static final int BINS = 10;

  /** A truth drawn from the prior with the posterior of its data, by replication. */
  private interface Simulation {
    Posterior posterior(Rng rng, double[] truth);
  }

  @Test
  void inverseGammaAndNormal() {
    check("inverse gamma", new String[] {"s", "m"}, 300, CalibrationTest::inverseGamma);
  }

  @Test
  @Tag("long")
  void inverseGammaAndNormalOften() {
    check("inverse gamma, often", new String[] {"s", "m"}, 3000, CalibrationTest::inverseGamma);
  }

  @Test
  void eightSchools() {
    check("schools", new String[] {"mu", "tau", "theta.1"}, 300, CalibrationTest::schools);
  }

  @Test
  @Tag("long")
  void eightSchoolsOften() {
    check("schools, often", new String[] {"mu", "tau", "theta.1"}, 2000, CalibrationTest::schools);
  }

  private static Posterior inverseGamma(Rng rng, double[] truth) {
    // Gamma(2) is the sum of two exponentials.
    double gamma = -Math.log(1 - rng.nextDouble()) - Math.log(1 - rng.nextDouble());
    truth[0] = 3 / gamma;
    truth[1] = Math.sqrt(truth[0]) * rng.nextGaussian();
    double[] y = new double[5];
    for (int i = 0; i < y.length; i++) {
      y[i] = truth[1] + Math.sqrt(truth[0]) * rng.nextGaussian();
    }
    return new NormalInverseGamma(y);
  }

  private static Posterior schools(Rng rng, double[] truth) {
    truth[0] = 5 * rng.nextGaussian();
    truth[1] = 5 * Math.abs(Math.tan(Math.PI * (rng.nextDouble() - 0.5)));
    double[] errors = EightSchools.errors();
    double[] y = new double[errors.length];
    for (int j = 0; j < y.length; j++) {
      double theta = truth[0] + truth[1] * rng.nextGaussian();
      truth[2] = j == 0 ? theta : truth[2];
      y[j] = theta + errors[j] * rng.nextGaussian();
    }
    return new EightSchools(Parameterization.NON_CENTRED, y, errors);
  }

  private static void check(String title, String[] names, int count, Simulation simulation) {
    int[][] histogram = new int[names.length][BINS];
    Sampling sampling =
        Sampling.standard().withChains(1).withDraws(300, DRAWS * THIN).withTargetAcceptance(0.9);
    for (int r = 0; r < count; r++) {
      Rng rng = Rng.of(20, title).stream("replication", r);
      double[] truth = new double[names.length];
      Posterior posterior = simulation.posterior(rng, truth);
      Chains chains = Nuts.sample(posterior, sampling, rng);
      for (int q = 0; q < names.length; q++) {
        histogram[q][rank(chains.draws(names[q])[0], truth[q]) * BINS / (DRAWS + 1)]++;
      }
    }
    for (int q = 0; q < names.length; q++) {
      double p = uniformity(histogram[q], count);
      System.out.printf("calibration: %s, %s: p = %.3f%n", title, names[q], p);
      assertTrue(p > 0.01, title + " " + names[q] + ": p = " + p);
    }
  }

  private static int rank(double[] draws, double truth) {
    int below = 0;
    for (int t = THIN - 1; t < draws.length; t += THIN) {
      below += draws[t] < truth ? 1 : 0;
    }
    return below;
  }

  /** The p-value of Pearson's χ² against equal counts. */
  private static double uniformity(int[] counts, int total) {
    double expected = (double) total / counts.length;
    double statistic = 0;
    for (int count : counts) {
      statistic += (count - expected) * (count - expected) / expected;
    }
    return upperTail(statistic, counts.length - 1);
  }

  /** P(χ²_k > x) for odd k: 2(1 − Φ(√x)) + 2φ(√x) Σ x^{j − ½}/(1·3·…·(2j − 1)). */
  private static double upperTail(double x, int k) {
    double root = Math.sqrt(x);
    double normal = 0;
    double step = 1e-4;
    for (double t = root + step / 2; t < root + 12; t += step) {
      normal += step * Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI);
    }
    double term = root;
    double sum = 0;
    for (int j = 1; 2 * j < k; j++) {
      sum += term;
      term *= x / (2 * j + 1);
    }
    return 2 * normal + 2 * Math.exp(-0.5 * x) / Math.sqrt(2 * Math.PI) * sum;
  }

  @Test
  void upperTailHasItsTabulatedValues() {
    assertEquals(0.05, upperTail(16.919, 9), 1e-4);
    assertEquals(0.01, upperTail(21.666, 9), 1e-4);
  }
}
