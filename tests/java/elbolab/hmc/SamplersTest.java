package elbolab.hmc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.hmc.diagnostics.Mcse;
import elbolab.hmc.toy.EightSchools;
import elbolab.hmc.toy.Funnel;
import elbolab.hmc.toy.Gaussian;
import elbolab.hmc.toy.Mixture;
import elbolab.hmc.toy.NormalInverseGamma;
import elbolab.hmc.toy.Parameterization;
import elbolab.math.Rng;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both samplers reach known moments within four Monte Carlo standard errors. */
class SamplersTest {
  private static final double STANDARD_ERRORS = 4;
  private static final double PATH = 1.5;

  /** The moments of one quantity. */
  record Moment(String name, double mean, double variance) {}

  record Target(String title, LogDensity density, List<Moment> moments) {
    @Override
    public String toString() {
      return title;
    }
  }

  static Stream<Target> targets() {
    double[] wide = Gaussian.chainDeviations(100, 10);
    // Components at ∓2 with deviations ½ and 1: mean 0.5, variance E[z²] − ¼.
    Mixture mixture =
        new Mixture(new double[] {0.5, 0.5}, new double[][] {{-1}, {2}}, new double[] {0.8, 1});
    double second = 0.5 * (1 + 0.64) + 0.5 * (4 + 1);
    return Stream.of(
        new Target("normal 1", Gaussian.standard(1), List.of(new Moment("z.1", 0, 1))),
        new Target(
            "normal 10",
            Gaussian.chain(10, 0.9, 1),
            List.of(new Moment("z.1", 0, 1), new Moment("z.10", 0, 1))),
        new Target(
            "normal 100",
            Gaussian.chain(100, 0.5, 10),
            List.of(
                new Moment("z.1", 0, 1),
                new Moment("z.50", 0, wide[49] * wide[49]),
                new Moment("z.100", 0, 100))),
        new Target(
            "funnel, non-centred",
            new Funnel(Parameterization.NON_CENTRED, 5),
            List.of(new Moment("v", 0, 9))),
        new Target("mixture", mixture, List.of(new Moment("z.1", 0.5, second - 0.25))),
        new Target(
            "inverse gamma and normal",
            new NormalInverseGamma(1.5, 2),
            List.of(new Moment("s", 49 / 24.0, Double.NaN), new Moment("m", 7 / 6.0, 49 / 72.0))));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void reachTheMoments(Target target) {
    Sampling sampling = Sampling.standard().withDraws(1000, 3000);
    Rng rng = Rng.of(11, target.title);
    Chains nuts = Nuts.sample(target.density, sampling, rng.stream("nuts", 0));
    Chains hmc =
        HmcSampler.sample(target.density, sampling.withChains(8), PATH, rng.stream("hmc", 0));
    check(target, "nuts", nuts);
    check(target, "hmc", hmc);
  }

  private static void check(Target target, String sampler, Chains chains) {
    for (Moment truth : target.moments) {
      double[][] draws = chains.draws(truth.name);
      within(target.title + ", " + sampler + ": mean of " + truth.name, draws, truth.mean);
      if (!Double.isNaN(truth.variance)) {
        double[][] squares = squaresAround(draws, truth.mean);
        String place = target.title + ", " + sampler + ": variance of " + truth.name;
        within(place, squares, truth.variance);
      }
    }
  }

  private static double[][] squaresAround(double[][] draws, double mean) {
    double[][] out = new double[draws.length][];
    for (int c = 0; c < draws.length; c++) {
      out[c] = Arrays.stream(draws[c]).map(x -> (x - mean) * (x - mean)).toArray();
    }
    return out;
  }

  private static void within(String place, double[][] draws, double truth) {
    double mean = Stream.of(draws).flatMapToDouble(Arrays::stream).average().orElseThrow();
    double error = Mcse.mean(draws);
    System.out.printf("%-46s %9.4f ± %.4f, truth %9.4f%n", place, mean, error, truth);
    assertTrue(error > 0 && error < 0.1 * Math.max(1, Math.abs(truth)), place + " ± " + error);
    assertEquals(truth, mean, STANDARD_ERRORS * error, place);
  }

  /** Published reference draws of this posterior: mean and MCSE of each quantity. */
  @Test
  void eightSchoolsHasItsPublishedMeans() {
    Chains chains =
        Nuts.sample(
            new EightSchools(Parameterization.NON_CENTRED),
            Sampling.standard().withDraws(1000, 5000).withTargetAcceptance(0.95),
            Rng.of(13, "eight schools"));
    double[][] published = {{4.4105, 0.0330}, {3.6021, 0.0319}, {6.1505, 0.0557}};
    List<String> names = List.of("mu", "tau", "theta.1");
    for (int k = 0; k < names.size(); k++) {
      Summary.Row row = chains.summary().row(names.get(k));
      double error = Math.hypot(row.mcseMean(), published[k][1]);
      System.out.printf(
          "eight schools: %s %.4f ± %.4f, published %.4f ± %.4f%n",
          row.name(), row.mean(), row.mcseMean(), published[k][0], published[k][1]);
      assertEquals(published[k][0], row.mean(), STANDARD_ERRORS * error, names.get(k));
      assertTrue(row.rHat() < 1.01, "R̂ " + row.rHat());
    }
  }

  @Test
  void theCentredFunnelDivergesAndSaysSo() {
    Chains centred =
        Nuts.sample(
            new EightSchools(Parameterization.CENTRED), Sampling.standard(), Rng.of(14, "c"));
    Chains standardised =
        Nuts.sample(
            new EightSchools(Parameterization.NON_CENTRED), Sampling.standard(), Rng.of(14, "n"));
    int bad = centred.statistics().divergences();
    int good = standardised.statistics().divergences();
    assertTrue(bad > 20 && good < bad / 4, bad + " divergences centred, " + good + " not");
    assertEquals(bad, Arrays.stream(ChainPlots.divergent(centred.statistics())).sum());
  }
}
