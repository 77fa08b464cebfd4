package elbolab.hmc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import elbolab.hmc.toy.DualMoon;
import elbolab.hmc.toy.Gaussian;
import elbolab.hmc.toy.Wave;
import elbolab.math.Rng;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chains that start in their target stay in it. */
class StationarityTest {
  private static final double STANDARD_ERRORS = 4;

  /** Chains seldom cross between ridges or moons: these targets are tested by staying in them. */
  static Stream<SamplersTest.Target> ridges() {
    List<SamplersTest.Moment> wave =
        List.of(new SamplersTest.Moment("z.1", 0, 4), quadrature(new Wave(2), 1, 12, 8));
    List<SamplersTest.Moment> moon =
        List.of(quadrature(new DualMoon(), 0, 5, 5), quadrature(new DualMoon(), 1, 5, 5));
    return Stream.of(
        new SamplersTest.Target("wave", new Wave(2), wave),
        new SamplersTest.Target("dual moon", new DualMoon(), moon));
  }

  @ParameterizedTest
  @MethodSource("ridges")
  void stayInRidges(SamplersTest.Target target) {
    int rows = 20_000;
    Rng rng = Rng.of(19, target.title());
    double[] start = exactDraws(target.density(), rng, rows);
    DiagonalMass mass = DiagonalMass.unit(2);
    Hmc hmc = new Hmc(target.density(), StepSizes.constant(1, 2, 0.3), mass, HmcOptions.steps(5));
    Nuts nuts = new Nuts(target.density(), 0.3, mass);
    HmcState a = hmc.init(start);
    HmcState b = nuts.init(start);
    for (int t = 0; t < 5; t++) {
      a = hmc.step(rng, a).state();
      b = nuts.step(rng, b).state();
    }
    for (HmcState state : List.of(a, b)) {
      for (int i = 0; i < 2; i++) {
        SamplersTest.Moment truth = target.moments().get(i);
        double[] draws = new double[rows];
        double[] squares = new double[rows];
        for (int row = 0; row < rows; row++) {
          draws[row] = state.position()[2 * row + i];
          squares[row] = (draws[row] - truth.mean()) * (draws[row] - truth.mean());
        }
        String place = target.title() + (state == a ? ", hmc: " : ", nuts: ");
        independent(place + "mean of " + truth.name(), draws, truth.mean());
        independent(place + "variance of " + truth.name(), squares, truth.variance());
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
    double mean = Arrays.stream(values).average().orElseThrow();
    double spread = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(spread / (n - 1) / n);
    System.out.printf("%-46s %9.4f ± %.4f, truth %9.4f%n", place, mean, error, truth);
    assertEquals(truth, mean, STANDARD_ERRORS * error, place);
  }

  /** Mean and variance of a coordinate from a grid over [−a, a] × [−b, b]. */
  private static SamplersTest.Moment quadrature(
      LogDensity density, int coordinate, double a, double b) {
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
    return new SamplersTest.Moment("z." + (coordinate + 1), mean, sums[2] / sums[0] - mean * mean);
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
      double fourth = Arrays.stream(state.position()).map(x -> x * x * x * x).sum();
      double second = Arrays.stream(state.position()).map(x -> x * x).sum();
      assertEquals(1, second / rows, 4 * Math.sqrt(2.0 / rows));
      assertEquals(3, fourth / rows, 4 * Math.sqrt(96.0 / rows));
    }
  }
}
