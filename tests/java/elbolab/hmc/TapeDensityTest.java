package elbolab.hmc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.hmc.toy.EightSchools;
import elbolab.hmc.toy.Parameterization;
import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.math.Workers;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.tensor.Backend;
import elbolab.tensor.Backends;
import elbolab.tensor.DoubleBackend;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A density of tensors: its numbers, its gradient, and that blocks and threads do not matter. */
class TapeDensityTest {
  private final int threads = Workers.threads();

  @AfterEach
  void restore() {
    Workers.useThreads(threads);
  }

  /** log p(z) = −5‖x − dec(z)‖² − 5 pred([z, dec(z)])² − ½‖z‖², a datum x for each point. */
  static TapeDensity twoMlp(int points) {
    Parameters parameters = Parameters.seeded(1);
    Mlp decoder = Mlp.of(parameters.at("decoder"), Activation.RELU, 10, 256, 13);
    Mlp predictor = Mlp.of(parameters.at("predictor"), Activation.RELU, 23, 256, 1);
    Tensor data = Tensor.gaussian(Rng.of(1, "two mlp"), points, 13);
    return TapeDensity.of(
        10,
        (z, block) -> {
          Tensor decoded = decoder.apply(z);
          Tensor target = predictor.apply(Tensor.concat(1, z, decoded));
          Tensor off = block.of(data).minus(decoded).square().sum(1);
          return off.plus(target.square().sum(1)).times(-5).plus(z.square().sum(1).times(-0.5));
        });
  }

  private static double[] gaussian(int count, String name) {
    double[] out = new double[count];
    Rng.of(7, name).fillGaussian(out, 0, count);
    return out;
  }

  private record Values(double[] logDensity, double[] gradient) {
    static Values of(LogDensity density, double[] points) {
      int rows = points.length / density.dimension();
      Values values = new Values(new double[rows], new double[points.length]);
      density.evaluate(points, rows, values.logDensity, values.gradient);
      return values;
    }

    void assertSame(Values other) {
      assertArrayEquals(logDensity, other.logDensity, 0.0);
      assertArrayEquals(gradient, other.gradient, 0.0);
    }
  }

  @Test
  void blocksAndThreadsDoNotChangeABit() {
    for (int rows : new int[] {1, 7, 100, 300, 1001}) {
      double[] points = gaussian(rows * 10, "blocks");
      TapeDensity density = twoMlp(rows);
      Values alone = Values.of(density.inBlocksOf(rows), points);
      for (int count : new int[] {1, 2, 3}) {
        Workers.useThreads(count);
        Values.of(density, points).assertSame(alone);
        Values.of(density.inBlocksOf(33), points).assertSame(alone);
        Values.of(density.inBlocksOf(5), points).assertSame(alone);
      }
    }
  }

  /** Row r belongs to point r / chains: the same as asking for each point alone. */
  @Test
  void rowsFindTheirPoint() {
    int points = 3;
    int chains = 50;
    Tensor centres = Tensor.of(new float[] {0, 1, 10, 11, 20, 21}, points, 2);
    TapeDensity density =
        TapeDensity.of(2, (z, block) -> z.minus(block.of(centres)).square().sum(1).times(-0.5));
    Values values = Values.of(density.inBlocksOf(7), new double[points * chains * 2]);
    for (int row = 0; row < points * chains; row++) {
      double first = 10.0 * (row / chains);
      assertEquals(first, values.gradient[2 * row], 0);
      assertEquals(first + 1, values.gradient[2 * row + 1], 0);
      assertEquals(-0.5 * (first * first + (first + 1) * (first + 1)), values.logDensity[row], 0);
    }
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> Values.of(density, new double[8]));
    assertTrue(e.getMessage().contains("4 rows"), e.getMessage());
  }

  /** Written with tensors in double, the eight schools are those written by hand. */
  @Test
  void inDoubleItIsTheDensityWrittenByHand() {
    EightSchools byHand = new EightSchools(Parameterization.NON_CENTRED);
    TapeDensity tensors =
        TapeDensity.inDouble(
            10,
            p -> {
              Tensor mu = p.slice(1, 0, 1);
              Tensor tau = p.slice(1, 1, 2).exp();
              Tensor xi = p.slice(1, 2, 10);
              Tensor y = Tensor.of(new double[] {28, 8, -3, 7, -1, 1, 18, 12}, 8);
              Tensor theta = mu.plus(tau.times(xi));
              Tensor off = y.minus(theta).over(Tensor.of(EightSchools.errors(), 8));
              return off.square()
                  .plus(xi.square())
                  .sum(1)
                  .times(-0.5)
                  .plus(mu.square().times(-0.02).reshape(-1))
                  .minus(tau.times(0.2).square().plus(1).log().reshape(-1))
                  .plus(p.slice(1, 1, 2).reshape(-1));
            });
    double[] points = gaussian(10 * 40, "schools");
    Values expected = Values.of(byHand, points);
    Values found = Values.of(tensors, points);
    double constant = expected.logDensity[0] - found.logDensity[0];
    for (int row = 0; row < 40; row++) {
      assertEquals(expected.logDensity[row], found.logDensity[row] + constant, 1e-11);
    }
    assertArrayEquals(expected.gradient, found.gradient, 1e-11);
  }

  /** Central differences in double, and the gradients of both precisions beside them. */
  @Test
  void gradientOfNetworksIsTheSlope() {
    double[] points = gaussian(10, "slope");
    double[] inFloat = Values.of(twoMlp(1), points).gradient;
    Backend standard = Backends.standard();
    Backends.use(DoubleBackend.INSTANCE);
    try {
      TapeDensity density = twoMlp(1);
      double[] gradient = Values.of(density, points).gradient;
      for (int i = 0; i < 10; i++) {
        double[] up = points.clone();
        double[] down = points.clone();
        up[i] += 1e-6;
        down[i] -= 1e-6;
        double rise = Values.of(density, up).logDensity[0] - Values.of(density, down).logDensity[0];
        assertEquals(rise / 2e-6, gradient[i], 1e-6);
        assertEquals(gradient[i], inFloat[i], 1e-4);
      }
    } finally {
      Backends.use(standard);
    }
  }

  @Test
  void whatIsNotFiniteIsPassedOn() {
    TapeDensity density = TapeDensity.inDouble(1, z -> z.log().reshape(-1));
    Values values = Values.of(density, new double[] {1, 0, -1, Double.POSITIVE_INFINITY});
    assertEquals(0, values.logDensity[0], 0);
    assertEquals(Double.NEGATIVE_INFINITY, values.logDensity[1], 0);
    assertTrue(Double.isNaN(values.logDensity[2]));
    assertEquals(Double.POSITIVE_INFINITY, values.logDensity[3], 0);
    // Beyond what a float holds, a density in float is infinite, not an error.
    TapeDensity narrow = TapeDensity.of(1, z -> z.square().sum(1).negate());
    double[] far = Values.of(narrow, new double[] {1e30, 1}).logDensity;
    assertArrayEquals(new double[] {Double.NEGATIVE_INFINITY, -1}, far, 0);
  }

  /** Inside a training step's own tape, whose parameters ask for gradients. */
  @Test
  void leavesTheTapeAroundItAlone() {
    Tensor weight = Tensor.of(new float[] {2, 3}, 2, 1).requireGradient(true);
    TapeDensity density = TapeDensity.of(2, z -> z.matmul(weight).reshape(-1));
    try (Tape outer = Tape.scope()) {
      Tensor loss = weight.square().sum();
      int before = outer.entries().size();
      Values values = Values.of(density, new double[] {1, 1, 10, 100});
      assertArrayEquals(new double[] {5, 320}, values.logDensity, 0);
      assertArrayEquals(new double[] {2, 3, 2, 3}, values.gradient, 0);
      assertEquals(before, outer.entries().size());
      assertArrayEquals(new float[] {4, 6}, outer.gradient(loss, weight).toArray());
    }
    assertEquals(null, weight.gradient());
  }

  @Test
  void aConstantHasNoSlopeAndAWrongShapeIsNamed() {
    TapeDensity constant = TapeDensity.of(2, z -> Tensor.zeros(z.size(0)));
    assertArrayEquals(new double[6], Values.of(constant, new double[6]).gradient, 0);
    for (TapeDensity wrong :
        new TapeDensity[] {TapeDensity.of(2, z -> z.square()), TapeDensity.of(2, z -> z.sum())}) {
      Exception e =
          assertThrows(IllegalArgumentException.class, () -> Values.of(wrong, new double[200]));
      assertTrue(e.getMessage().contains("each point has one number"), e.getMessage());
    }
  }

  /** What is live after ten thousand calls is what was live after the first hundred. */
  @Test
  void memoryStaysFlat() {
    TapeDensity density = twoMlp(10);
    double[] points = gaussian(40 * 10, "memory");
    long settled = 0;
    for (int call = 0; call < 10_000; call++) {
      Values.of(density, points);
      if (call == 500) {
        settled = liveBytes();
      }
    }
    long grown = liveBytes() - settled;
    System.out.printf("TapeDensity: %d kB more after 9500 calls%n", grown / 1024);
    assertTrue(grown < 500_000, grown + " bytes");
  }

  private static long liveBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** A known posterior in double through NUTS, chains beside each other. */
  @Test
  void samplesFromATapeDensity() {
    TapeDensity density =
        TapeDensity.inDouble(
            2, z -> z.minus(Tensor.of(new double[] {1, -2}, 2)).square().sum(1).times(-2));
    Chains chains =
        Nuts.sample(density, Sampling.standard().withDraws(300, 500), Rng.of(3, "tape"));
    assertEquals(1, chains.summary().row("z.1").mean(), 4 * chains.summary().row("z.1").mcseMean());
    assertEquals(0.5, chains.summary().row("z.2").sd(), 0.05);
  }
}
