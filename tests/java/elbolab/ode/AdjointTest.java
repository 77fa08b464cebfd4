package elbolab.ode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import elbolab.tensor.Backend;
import elbolab.tensor.Backends;
import elbolab.tensor.DoubleBackend;
import elbolab.tensor.Gradients;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both gradients of a solution: against central differences, and against each other. */
class AdjointTest {
  private static final int ROWS = 3;
  private static final Solver TIGHT = Solver.adaptive(1e-11, 1e-11);

  private Tape tape;
  private final List<Tensor> inputs = new ArrayList<>();

  /** Weights of f(z, t) = tanh(zW + tu) V, initial values, and the times of each row. */
  @BeforeEach
  void draw() {
    tape = Tape.scope(DoubleBackend.INSTANCE);
    Rng rng = Rng.of(5, "adjoint");
    inputs.add(Tensor.gaussian(rng.stream("w", 0), 2, 4));
    inputs.add(Tensor.gaussian(rng.stream("u", 0), 1, 4));
    inputs.add(Tensor.gaussian(rng.stream("v", 0), 4, 2).times(0.6));
    inputs.add(Tensor.gaussian(rng.stream("z", 0), ROWS, 2));
    inputs.add(
        Tensor.of(new double[] {0, 0.5, 1.1, 2, -0.3, 0.1, 0.2, 0.7, 1, 0.6, 0.2, -0.5}, ROWS, 4));
    inputs.forEach(x -> x.requireGradient(true));
  }

  @AfterEach
  void close() {
    tape.close();
  }

  private static VectorField field(List<Tensor> x) {
    return (t, z) -> z.matmul(x.get(0)).plus(t.matmul(x.get(1))).tanh().matmul(x.get(2));
  }

  /** A loss of all observations, whose terms do not cancel. */
  private static Tensor loss(Tensor states) {
    double[] weights = new double[states.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 0.5 + (i * 37 % 64) / 64.0;
    }
    return states.plus(0.3).square().times(Tensor.of(weights, states.shape().toArray())).sum();
  }

  private static Tensor byTape(List<Tensor> x) {
    return loss(TIGHT.solve(field(x), x.get(3), x.get(4)));
  }

  private static Tensor byAdjoint(List<Tensor> x) {
    return loss(new Adjoint(TIGHT).solve(field(x), x.subList(0, 3), x.get(3), x.get(4)));
  }

  private static List<double[]> gradients(Function<List<Tensor>, Tensor> loss, List<Tensor> x) {
    try (Tape inner = Tape.scope()) {
      Gradients g = inner.gradients(loss.apply(x), x.toArray(Tensor[]::new));
      return x.stream().map(each -> g.of(each).toDoubles()).toList();
    }
  }

  /** (f(x + s) − f(x − s))/2s of fourth order, for every number of one input. */
  private static double[] differences(
      Function<List<Tensor>, Tensor> loss, List<Tensor> x, int which, double step) {
    double[] at = x.get(which).toDoubles();
    double[] slopes = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double[] values = new double[4];
      double[] moves = {-2, -1, 1, 2};
      for (int k = 0; k < 4; k++) {
        double[] moved = at.clone();
        moved[i] += moves[k] * step;
        try (Tape inner = Tape.inference()) {
          List<Tensor> changed = new ArrayList<>(x);
          changed.set(which, Tensor.of(moved, x.get(which).shape().toArray()));
          values[k] = loss.apply(changed).toDoubles()[0];
        }
      }
      slopes[i] = (8 * (values[2] - values[1]) - (values[3] - values[0])) / (12 * step);
    }
    return slopes;
  }

  /**
   * dL/dθ and dL/dz₀ with several observation times. The tape's adaptive steps differ between the
   * points of a difference, which leaves the tolerance over the step: 10⁻¹¹/10⁻³.
   */
  @Test
  void bothAgreeWithDifferences() {
    List<double[]> tapes = gradients(AdjointTest::byTape, inputs);
    List<double[]> adjoints = gradients(AdjointTest::byAdjoint, inputs);
    for (int which = 0; which < 4; which++) {
      double[] exact = differences(AdjointTest::byTape, inputs, which, 1e-3);
      assertArrayEquals(exact, tapes.get(which), 1e-6, "tape, input " + which);
      assertArrayEquals(exact, adjoints.get(which), 1e-6, "adjoint, input " + which);
    }
  }

  @Test
  void agreesWithTheTape() {
    List<double[]> tapes = gradients(AdjointTest::byTape, inputs);
    List<double[]> adjoints = gradients(AdjointTest::byAdjoint, inputs);
    for (int which = 0; which < 4; which++) {
      assertArrayEquals(tapes.get(which), adjoints.get(which), 1e-7, "input " + which);
    }
  }

  /** dL/dt₀ … dL/dt₃ of each row: (A.7) at the observations, its negative at the start. */
  @Test
  void gradientsByTimes() {
    double[] exact = differences(AdjointTest::byTape, inputs, 4, 1e-3);
    assertArrayEquals(exact, gradients(AdjointTest::byAdjoint, inputs).get(4), 1e-6);
    // the tape differentiates the polynomial between the steps, which is of fourth order only
    assertArrayEquals(exact, gradients(AdjointTest::byTape, inputs).get(4), 1e-3);
  }

  /**
   * (A.8) with a_t(t₁) = −dL/dt₁ gives dL/dt₀, and with the plus sign that (A.4) reads as it does
   * not: the integral of aᵀ∂f/∂t by Simpson's rule along the exact path and its adjoint.
   */
  @Test
  void theStartTimeByTheIntegralNeedsAMinus() {
    // dz/dt = k t z, L = z(t₁)²/2: a(t) = z(t₁)² / z(t), aᵀ∂f/∂t = k z(t₁)²
    double k = 0.7;
    double t0 = 0.2;
    double t1 = 1.4;
    double end = Math.exp(k * (t1 * t1 - t0 * t0) / 2);
    double byEnd = end * (k * t1 * end);
    double integralBack = k * end * end * (t0 - t1);
    double exact = -k * t0 * end * end;
    assertEquals(exact, -byEnd - integralBack, 1e-12);
    assertTrue(Math.abs(exact - (byEnd - integralBack)) > 1);
    Tensor times = Tensor.of(new double[] {t0, t1}, 2).requireGradient(true);
    try (Tape inner = Tape.scope()) {
      Tensor z =
          new Adjoint(TIGHT)
              .solve((t, x) -> x.times(t).times(k), List.of(), Tensor.ones(1, 1), times);
      Tensor loss = z.slice(0, 1, 2).square().sum().times(0.5);
      double[] byTimes = inner.gradient(loss, times).toDoubles();
      assertArrayEquals(new double[] {exact, byEnd}, byTimes, 1e-8);
    }
  }

  /** Fixed steps: the tape is exact for what was computed, the adjoint for the flow. */
  @Test
  void theTapeIsExactForCoarseStepsAndTheAdjointIsNot() {
    Solver coarse = new Solver(Tableau.HEUN, Steps.count(4));
    Function<List<Tensor>, Tensor> steps = x -> loss(coarse.solve(field(x), x.get(3), x.get(4)));
    Function<List<Tensor>, Tensor> adjoint =
        x -> loss(new Adjoint(coarse).solve(field(x), x.subList(0, 3), x.get(3), x.get(4)));
    double greatest = 0;
    for (int which = 0; which < 4; which++) {
      double[] exact = differences(steps, inputs, which, 1e-3);
      assertArrayEquals(exact, gradients(steps, inputs).get(which), 1e-8, "input " + which);
      double[] other = gradients(adjoint, inputs).get(which);
      double[] ownDifferences = differences(adjoint, inputs, which, 1e-3);
      for (int i = 0; i < other.length; i++) {
        greatest = Math.max(greatest, Math.abs(other[i] - ownDifferences[i]));
      }
    }
    assertTrue(greatest > 1e-3, "the adjoint of coarse steps is off by " + greatest);
  }

  /** Numbers that a backend was asked to make room for: the pool gives out the rest again. */
  private static final class Counted {
    long numbers;
    final Backend backend;

    Counted() {
      Backend real = Backends.standard();
      backend =
          (Backend)
              Proxy.newProxyInstance(
                  Backend.class.getClassLoader(),
                  new Class<?>[] {Backend.class},
                  (proxy, method, arguments) -> {
                    if (method.getName().equals("allocate")) {
                      numbers += (Integer) arguments[0];
                    }
                    try {
                      return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                      throw thrown.getCause();
                    }
                  });
    }
  }

  private static long room(int steps, boolean adjoint) {
    Counted counted = new Counted();
    try (Tape tape = Tape.scope(counted.backend)) {
      Tensor w = Tensor.full(0.01, 16, 16).requireGradient(true);
      Tensor z0 = Tensor.ones(64, 16);
      VectorField field = VectorField.constantInTime(z -> z.matmul(w).tanh());
      Tensor times = Tensor.of(new float[] {0, 1}, 2);
      Solver solver = Solver.rk4(steps);
      Tensor states =
          adjoint
              ? new Adjoint(solver).solve(field, List.of(w), z0, times)
              : solver.solve(field, z0, times);
      tape.gradient(states.square().sum(), w);
    }
    return counted.numbers;
  }

  /** In floats, on fresh memory each time. */
  @Test
  void memoryOfTheAdjointIsConstantAndOfTheTapeLinear() {
    tape.close();
    long[] adjoint = {room(50, true), room(200, true)};
    long[] tapes = {room(50, false), room(100, false), room(200, false)};
    tape = Tape.scope();
    assertEquals(adjoint[0], adjoint[1], "numbers of the adjoint at 50 and 200 steps");
    double growth = (double) (tapes[2] - tapes[1]) / (tapes[1] - tapes[0]);
    assertEquals(2, growth, 0.1, "twice the steps more, twice the numbers more");
    assertTrue(tapes[2] > 20 * adjoint[1], tapes[2] + " against " + adjoint[1]);
  }

  /**
   * On dz/dt = −λz the way back multiplies an error by e^(λT): what is found there misses z₀ by the
   * tolerance times that, in a slope of λ that a regression finds.
   */
  @Test
  void theReverseSolveOfAContractingFlowBlowsUp() {
    Solver solver = Solver.adaptive(1e-8, 1e-8);
    double[] logMiss = new double[2];
    double[] rates = {8, 16};
    for (int i = 0; i < 2; i++) {
      double rate = rates[i];
      VectorField contracting =
          VectorField.constantInTime(z -> z.minus(z.square().times(0.1)).times(-rate));
      Tensor z0 = Tensor.ones(1, 1);
      Tensor end = solver.end(contracting, z0, Tensor.of(new double[] {0, 1}, 2));
      Tensor back = solver.end(contracting, end, Tensor.of(new double[] {1, 0}, 2));
      logMiss[i] = Math.log(Math.abs(back.toDoubles()[0] - 1));
    }
    assertTrue(logMiss[0] < Math.log(1e-3), "mild: " + Math.exp(logMiss[0]));
    assertTrue(logMiss[1] - logMiss[0] > 0.6 * 8, "grown by e^" + (logMiss[1] - logMiss[0]));
  }
}
