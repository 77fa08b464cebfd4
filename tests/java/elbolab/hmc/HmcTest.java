package elbolab.hmc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.hmc.toy.DualMoon;
import elbolab.hmc.toy.Gaussian;
import elbolab.math.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HMC transition: its decision rule, its purity, and what it does with bad input. */
class HmcTest {
  private static Hmc hmc(LogDensity density, double step, HmcOptions options) {
    int d = density.dimension();
    return new Hmc(density, StepSizes.constant(1, d, step), DiagonalMass.unit(d), options);
  }

  @Test
  void acceptanceIsDecidedOnTheLogScale() {
    Acceptance rule = Acceptance.LOG_SCALE;
    assertTrue(rule.accepts(1 - 0x1p-53, Double.NEGATIVE_INFINITY));
    assertTrue(rule.accepts(0.999, -1e300));
    assertFalse(rule.accepts(0.5, Double.NaN));
    assertFalse(rule.accepts(0, Double.POSITIVE_INFINITY));
    assertTrue(rule.accepts(Math.exp(-3) - 1e-9, 3));
    assertFalse(rule.accepts(Math.exp(-3) + 1e-9, 3));
    assertEquals(Math.exp(-3), rule.probability(3), 1e-15);
  }

  /** exp overflows in single precision beyond 88.72: the paper's code then refuses to improve. */
  @Test
  void paperCodeRefusesItsBestMoves() {
    assertEquals(1, Acceptance.PAPER_CODE.probability(-88.7));
    assertEquals(0, Acceptance.PAPER_CODE.probability(-88.8));
    assertEquals(0, Acceptance.PAPER_CODE.probability(Double.NaN));
    assertEquals(Math.exp(-3), Acceptance.PAPER_CODE.probability(3), 1e-8);
    double[] tail = {40};
    double[] moved = new double[2];
    for (Acceptance rule : Acceptance.values()) {
      Hmc kernel = hmc(Gaussian.standard(1), 1.5, HmcOptions.steps(1).withAcceptance(rule));
      HmcState state = kernel.init(tail);
      Rng rng = Rng.of(5, "tail");
      for (int t = 0; t < 100; t++) {
        state = kernel.step(rng, state).state();
      }
      moved[rule.ordinal()] = state.position()[0];
    }
    assertTrue(Math.abs(moved[Acceptance.LOG_SCALE.ordinal()]) < 5);
    assertEquals(40, moved[Acceptance.PAPER_CODE.ordinal()]);
  }

  @Test
  void aStepLeavesItsStateAloneAndRepeats() {
    Hmc kernel = hmc(new DualMoon(), 0.2, HmcOptions.steps(5).withJitter(0.5));
    HmcState state = kernel.init(new double[] {2, 0.1, -2, 0.3, 0.2, 1.9});
    double[] before = state.position().clone();
    Hmc.Step first = kernel.step(Rng.of(6, "repeat"), state);
    Hmc.Step second = kernel.step(Rng.of(6, "repeat"), state);
    assertArrayEquals(before, state.position());
    assertArrayEquals(first.state().position(), second.state().position());
    assertArrayEquals(first.info().energyChange(), second.info().energyChange());
    double[] gradient = new double[6];
    double[] value = new double[3];
    new DualMoon().evaluate(first.state().position(), 3, value, gradient);
    assertArrayEquals(value, first.state().logDensity());
    assertArrayEquals(gradient, first.state().gradient());
  }

  /** Outside the unit interval the value is the given one: a wall that must not be crossed. */
  private static LogDensity walled(double outside) {
    return new PointDensity() {
      @Override
      public int dimension() {
        return 1;
      }

      @Override
      public double evaluate(double[] points, int from, double[] gradient) {
        gradient[from] = 0;
        return Math.abs(points[from]) <= 1 ? 0 : outside;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void valuesThatAreNoLogDensityAreCountedRejections(double outside) {
    Hmc kernel = hmc(walled(outside), 0.5, HmcOptions.steps(3));
    HmcState state = kernel.init(new double[] {0, 0.5, -0.5});
    Rng rng = Rng.of(7, "wall");
    int divergences = 0;
    double sum = 0;
    double squares = 0;
    for (int t = 0; t < 4000; t++) {
      Hmc.Step step = kernel.step(rng, state);
      state = step.state();
      for (int row = 0; row < 3; row++) {
        divergences += step.info().divergent()[row] ? 1 : 0;
        assertTrue(Math.abs(state.position()[row]) <= 1);
        sum += state.position()[row];
        squares += state.position()[row] * state.position()[row];
      }
    }
    assertTrue(divergences > 1000, divergences + " divergences");
    assertEquals(0, sum / 12000, 0.06); // uniform on [−1, 1]: 4 standard errors at 1500 effective
    assertEquals(1 / 3.0, squares / 12000, 0.04);
  }

  @Test
  void aStartOutsideTheSupportIsLeftAndNeverEnteredAgain() {
    Hmc kernel = hmc(walled(Double.NEGATIVE_INFINITY), 1, HmcOptions.steps(1));
    HmcState state = kernel.init(new double[] {1.5});
    Rng rng = Rng.of(8, "outside");
    for (int t = 0; t < 200 && state.logDensity()[0] != 0; t++) {
      state = kernel.step(rng, state).state();
    }
    assertEquals(0, state.logDensity()[0]);
  }

  @Test
  void unusableStartsAreErrorsThatNameTheChain() {
    Hmc kernel = hmc(walled(Double.NaN), 0.5, HmcOptions.steps(3));
    DensityException e =
        assertThrows(DensityException.class, () -> kernel.init(new double[] {0, 3}));
    assertTrue(e.getMessage().contains("chain 1 cannot start at [3.0]: log density NaN"));
    IllegalArgumentException none =
        assertThrows(IllegalArgumentException.class, () -> kernel.init(new double[0]));
    assertTrue(none.getMessage().contains("at least one starting point"));
    Hmc moon = hmc(new DualMoon(), 0.1, HmcOptions.steps(1));
    assertThrows(IllegalArgumentException.class, () -> moon.init(new double[3]));
  }

  @Test
  void aThrowingDensityIsNamedWithItsPoints() {
    LogDensity broken =
        new PointDensity() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double evaluate(double[] points, int from, double[] gradient) {
            throw new IllegalStateException("no licence");
          }
        };
    Hmc kernel = hmc(broken, 0.1, HmcOptions.steps(1));
    DensityException e =
        assertThrows(DensityException.class, () -> kernel.init(new double[] {0.25, 1}));
    assertTrue(e.getMessage().contains("no licence"), e.getMessage());
    assertTrue(e.getMessage().contains("2 rows, the first at [0.25]"), e.getMessage());
  }

  @Test
  void aDensityOfTheWrongDimensionIsFound() {
    LogDensity three = Gaussian.standard(3);
    LogDensity liar =
        new LogDensity() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public void evaluate(double[] points, int rows, double[] value, double[] gradient) {
            three.evaluate(points, rows, value, gradient);
          }
        };
    Hmc kernel = hmc(liar, 0.1, HmcOptions.steps(1));
    DensityException e = assertThrows(DensityException.class, () -> kernel.init(new double[2]));
    assertTrue(e.getMessage().contains("does dimension() say"), e.getMessage());
    LogDensity silent =
        new LogDensity() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public void evaluate(double[] points, int rows, double[] value, double[] gradient) {
            value[0] = 0;
            gradient[0] = 0;
          }
        };
    Hmc half = hmc(silent, 0.1, HmcOptions.steps(1));
    assertThrows(DensityException.class, () -> half.init(new double[2]));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Hmc(
                new DualMoon(),
                StepSizes.constant(1, 3, 0.1),
                DiagonalMass.unit(2),
                HmcOptions.steps(1)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void badStepsAndMassesAreRefused(double bad) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> StepSizes.constant(2, 3, bad));
    assertTrue(e.getMessage().contains("proposal 0, coordinate 0"));
    assertThrows(IllegalArgumentException.class, () -> DiagonalMass.of(1, bad));
    assertThrows(IllegalArgumentException.class, () -> StepSizes.constant(0, 3, 0.1));
    assertThrows(IllegalArgumentException.class, () -> HmcOptions.steps(0));
    assertThrows(IllegalArgumentException.class, () -> HmcOptions.steps(1).withJitter(1));
  }

  /** A trajectory thrown out to infinity is lost, counted and put back. */
  @Test
  void anExplodingIntegratorIsADivergence() {
    Hmc kernel = hmc(Gaussian.independent(1e-3), 1e6, HmcOptions.steps(200));
    HmcState state = kernel.init(new double[] {1e-3});
    Hmc.Step step = kernel.step(Rng.of(9, "explode"), state);
    assertTrue(step.info().divergent()[0]);
    assertEquals(0, step.info().acceptance()[0]);
    assertTrue(Double.isNaN(step.info().energyChange()[0]));
    assertEquals(1e-3, step.state().position()[0]);
  }
}
