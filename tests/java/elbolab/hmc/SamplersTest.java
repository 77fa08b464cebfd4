package elbolab.hmc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.hmc.diagnostics.Mcse;
import elbolab.hmc.toy.DualMoon;
import elbolab.hmc.toy.EightSchools;
import elbolab.hmc.toy.Funnel;
import elbolab.hmc.toy.Gaussian;
import elbolab.hmc.toy.Mixture;
import elbolab.hmc.toy.NormalInverseGamma;
import elbolab.hmc.toy.Parameterization;
import elbolab.hmc.toy.Wave;
import elbolab.math.Rng;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

  /** Chains seldom cross between ridges or moons: these targets are tested by staying in them. */
  static Stream<Target> ridges() {
    List<Moment> wave = List.of(new Moment("z.1", 0, 4), quadrature(new Wave(2), 1, 12, 8));
    List<Moment> moon =
        List.of(quadrature(new DualMoon(), 0, 5, 5), quadrature(new DualMoon(), 1, 5, 5));
    return Stream.of(
        new Target("wave", new Wave(2), wave), new Target("dual moon", new DualMoon(), moon));
  }

  @ParameterizedTest
  @MethodSource("ridges")
  void stayInRidges(Target target) {
    int rows = 20_000;
    Rng rng = Rng.of(19, target.title);
    double[] start = exactDraws(target.density, rng, rows);
    DiagonalMass mass = DiagonalMass.unit(2);
    Hmc hmc = new Hmc(target.density, StepSizes.constant(1, 2, 0.3), mass, HmcOptions.steps(5));
    Nuts nuts = new Nuts(target.density, 0.3, mass);
    HmcState a = hmc.init(start);
    HmcState b = nuts.init(start);
    for (int t = 0; t < 5; t++) {
      a = hmc.step(rng, a).state();
      b = nuts.step(rng, b).state();
    }
    for (HmcState state : List.of(a, b)) {
      for (int i = 0; i < 2; i++) {
        Moment truth = target.moments.get(i);
        double[] draws = new double[rows];
        double[] squares = new double[rows];
        for (int row = 0; row < rows; row++) {
          draws[row] = state.position()[2 * row + i];
          squares[row] = (draws[row] - truth.mean) * (draws[row] - truth.mean);
        }
        String place = target.title + (state == a ? ", hmc: " : ", nuts: ");
        independent(place + "mean of " + truth.name, draws, truth.mean);
        independent(place + "variance of " + truth.name, squares, truth.variance);
      }
    }
  }

  /** Rejection from a square that holds all but 10⁻⁴ of the density, which never exceeds 2. */
  private static double[] exactDraws(LogDensity density, Rng rng, int rows) {
    double[] out = new double[2 * rows];
    double[] z = new double[2];
    double[] gradient = new double[2];
    double[] value = new double[1];
    for (int row = 0; row < rows; ) {
      z[0] = 16 * rng.nextDouble() - 8;
      z[1] = 16 * rng.nextDouble() - 8;
      density.evaluate(z, 1, value, gradient);
      if (2 * rng.nextDouble() < Math.exp(value[0])) {
        out[2 * row] = z[0];
        out[2 * row + 1] = z[1];
        row++;
      }
    }
    return out;
  }

  /** One draw of each of many chains: independent, so that the error needs no estimate of ESS. */
  private static void independent(String place, double[] values, double truth) {
    int n = values.length;
    double mean = java.util.Arrays.stream(values).average().orElseThrow();
    double spread = java.util.Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(spread / (n - 1) / n);
    System.out.printf("%-46s %9.4f ± %.4f, truth %9.4f%n", place, mean, error, truth);
    assertEquals(truth, mean, STANDARD_ERRORS * error, place);
  }

  /** Mean and variance of a coordinate from a grid over [−a, a] × [−b, b]. */
  private static Moment quadrature(LogDensity density, int coordinate, double a, double b) {
    int n = 800;
    double[] gradient = new double[2];
    double[] value = new double[1];
    double[] sums = new double[3];
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= n; j++) {
        double[] z = {a * (2.0 * i / n - 1), b * (2.0 * j / n - 1)};
        density.evaluate(z, 1, value, gradient);
        double weight = Math.exp(value[0]);
        sums[0] += weight;
        sums[1] += weight * z[coordinate];
        sums[2] += weight * z[coordinate] * z[coordinate];
      }
    }
    double mean = sums[1] / sums[0];
    return new Moment("z." + (coordinate + 1), mean, sums[2] / sums[0] - mean * mean);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void reachTheMoments(Target target) {
    Sampling sampling = Sampling.standard().withDraws(1000, 3000);
    Rng rng = Rng.of(11, target.title);
    Chains nuts = NutsSampler.sample(target.density, sampling, rng.stream("nuts", 0));
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
      out[c] = java.util.Arrays.stream(draws[c]).map(x -> (x - mean) * (x - mean)).toArray();
    }
    return out;
  }

  private static void within(String place, double[][] draws, double truth) {
    double mean =
        Stream.of(draws).flatMapToDouble(java.util.Arrays::stream).average().orElseThrow();
    double error = Mcse.mean(draws);
    System.out.printf("%-46s %9.4f ± %.4f, truth %9.4f%n", place, mean, error, truth);
    assertTrue(error > 0 && error < 0.1 * Math.max(1, Math.abs(truth)), place + " ± " + error);
    assertEquals(truth, mean, STANDARD_ERRORS * error, place);
  }

  /** Started in the target, one kernel with coarse steps must keep its distribution. */
  @Test
  void transitionsLeaveTheTargetInPlace() {
    int rows = 40_000;
    double[] start = new double[rows];
    Rng rng = Rng.of(12, "stationary");
    rng.fillGaussian(start, 0, rows);
    Gaussian target = Gaussian.standard(1);
    Hmc hmc =
        new Hmc(
            target,
            StepSizes.constant(1, 1, 1.3),
            DiagonalMass.unit(1),
            HmcOptions.steps(3).withJitter(0.4));
    Nuts nuts = new Nuts(target, 1.3, DiagonalMass.unit(1));
    HmcState a = hmc.init(start);
    HmcState b = nuts.init(start);
    for (int t = 0; t < 5; t++) {
      a = hmc.step(rng, a).state();
      b = nuts.step(rng, b).state();
    }
    for (HmcState state : List.of(a, b)) {
      double fourth = java.util.Arrays.stream(state.position()).map(x -> x * x * x * x).sum();
      double second = java.util.Arrays.stream(state.position()).map(x -> x * x).sum();
      assertEquals(1, second / rows, 4 * Math.sqrt(2.0 / rows));
      assertEquals(3, fourth / rows, 4 * Math.sqrt(96.0 / rows));
    }
  }

  /** Published reference draws of this posterior: mean and MCSE of each quantity. */
  @Test
  void eightSchoolsHasItsPublishedMeans() {
    Chains chains =
        NutsSampler.sample(
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
        NutsSampler.sample(
            new EightSchools(Parameterization.CENTRED), Sampling.standard(), Rng.of(14, "c"));
    Chains standardised =
        NutsSampler.sample(
            new EightSchools(Parameterization.NON_CENTRED), Sampling.standard(), Rng.of(14, "n"));
    int bad = centred.statistics().divergences();
    int good = standardised.statistics().divergences();
    assertTrue(bad > 20 && good < bad / 4, bad + " divergences centred, " + good + " not");
    assertEquals(bad, count(centred.plots().pair("mu", "tau").divergent()));
  }

  private static int count(boolean[] flags) {
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    return count;
  }

  @Test
  void drawsDoNotDependOnThreads() {
    Sampling sampling = Sampling.standard().withDraws(200, 100);
    Chains alone = NutsSampler.sample(new DualMoon(), sampling, Rng.of(15, "threads"));
    Chains beside = NutsSampler.sample(DualMoon::new, sampling, Rng.of(15, "threads"));
    assertArrayEquals(alone.draws(), beside.draws());
    assertArrayEquals(alone.statistics().energy(), beside.statistics().energy());
  }

  @ParameterizedTest
  @EnumSource(Parameterization.class)
  void csvHasCmdStansColumns(Parameterization form, @TempDir Path folder) throws IOException {
    Sampling sampling = Sampling.standard().withChains(2).withDraws(50, 20);
    EightSchools schools = new EightSchools(form);
    Chains chains = NutsSampler.sample(schools, sampling, Rng.of(16, "csv"));
    List<Path> files = CmdStanCsv.write(chains, folder, "schools");
    assertEquals(2, files.size());
    List<String> lines =
        Files.readAllLines(files.get(1)).stream().filter(l -> !l.startsWith("#")).toList();
    assertEquals(21, lines.size());
    assertTrue(
        lines
            .get(0)
            .startsWith(
                "lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,mu,"));
    String[] last = lines.get(20).split(",");
    assertEquals(17, last.length);
    assertEquals(chains.draws("mu")[1][19], Double.parseDouble(last[7]));
  }

  @Test
  void plotDataCountsEveryDraw() {
    Sampling sampling = Sampling.standard().withChains(3).withDraws(200, 300);
    Chains chains = NutsSampler.sample(Gaussian.standard(2), sampling, Rng.of(17, "plots"));
    int[][] ranks = chains.plots().rankHistogram("z.1", 10);
    assertEquals(3, ranks.length);
    for (int[] chain : ranks) {
      assertEquals(300, java.util.Arrays.stream(chain).sum());
    }
    assertEquals(3 * 299, chains.plots().energy().changes().length);
    assertTrue(chains.toString().contains("z.2"), chains.toString());
    assertThrows(IllegalArgumentException.class, () -> chains.draws("nothing"));
  }

  @Test
  void badSettingsAreNamed() {
    Sampling standard = Sampling.standard();
    assertThrows(IllegalArgumentException.class, () -> standard.withChains(0));
    assertThrows(IllegalArgumentException.class, () -> standard.withDraws(0, 0));
    assertThrows(IllegalArgumentException.class, () -> standard.withTargetAcceptance(1));
    Rng rng = Rng.of(18, "bad");
    assertThrows(
        IllegalArgumentException.class, () -> HmcSampler.sample(new DualMoon(), standard, -1, rng));
    PointDensity nowhere =
        new PointDensity() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double evaluate(double[] points, int from, double[] gradient) {
            return Double.NaN;
          }
        };
    DensityException e =
        assertThrows(DensityException.class, () -> NutsSampler.sample(nowhere, standard, rng));
    assertTrue(e.getMessage().contains("no usable start among 100 points"), e.getMessage());
  }
}
