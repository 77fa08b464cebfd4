package elbolab.ode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.tensor.DoubleBackend;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Solutions against closed forms, in double precision where nothing else is said. */
class SolverTest {
  /**
   * Logistic growth that breathes, z' = (1 + ½ cos t) z (1 − z): linear in nothing, so that every
   * tree has its term in the error, and each method is at its order with few steps.
   */
  private static final VectorField WAVE =
      (t, z) -> t.cos().times(0.5).plus(1).times(z).times(z.negate().plus(1));

  private static double wave(double start, double t) {
    return 1 / (1 + (1 / start - 1) * Math.exp(-t - 0.5 * Math.sin(t)));
  }

  private Tape tape;

  @BeforeEach
  void inDouble() {
    tape = Tape.scope(DoubleBackend.INSTANCE);
  }

  @AfterEach
  void close() {
    tape.close();
  }

  static List<Tableau> methods() {
    return Tableau.all();
  }

  static List<Tableau> adaptiveMethods() {
    return Tableau.all().stream().filter(Tableau::estimatesItsError).toList();
  }

  private static Tensor times(double... t) {
    return Tensor.of(t, t.length);
  }

  /** The slope of log error over log step by least squares is the order. */
  @ParameterizedTest
  @MethodSource("methods")
  void orderOfConvergenceByRegression(Tableau method) {
    Tensor z0 = Tensor.of(new double[] {0.1}, 1, 1);
    int[] counts = method.order() > 4 ? new int[] {24, 32, 48, 64} : new int[] {64, 128, 256, 512};
    double slope =
        slope(
            counts,
            count -> {
              Solver solver = new Solver(method, Steps.count(count));
              double end = solver.end(WAVE, z0, times(0, 6)).toDoubles()[0];
              return Math.abs(end - wave(0.1, 6));
            });
    assertEquals(method.order(), slope, 0.25);
  }

  /**
   * Between the steps the error falls with the lower of the two orders, one more for the second.
   */
  @ParameterizedTest
  @MethodSource("methods")
  void orderOfTheDenseOutput(Tableau method) {
    Tensor z0 = Tensor.of(new double[] {0.1}, 1, 1);
    double[] asked = new double[41];
    for (int k = 0; k <= 40; k++) {
      asked[k] = 6 * Math.pow(k / 40.0, 1.3);
    }
    double slope =
        slope(
            new int[] {18, 27, 39, 57, 84},
            count -> {
              Solver solver = new Solver(method, Steps.count(count));
              double[] z = solver.solve(WAVE, z0, times(asked)).toDoubles();
              double sum = 0;
              for (int k = 0; k <= 40; k++) {
                sum += Math.pow(z[k] - wave(0.1, asked[k]), 2);
              }
              return Math.sqrt(sum / 41);
            });
    assertEquals(Math.min(method.order(), method.denseOrder() + 1), slope, 0.45);
  }

  private static double slope(int[] counts, java.util.function.IntToDoubleFunction error) {
    double[] x = new double[counts.length];
    double[] y = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      x[i] = -Math.log(counts[i]);
      y[i] = Math.log(error.applyAsDouble(counts[i]));
    }
    double mx = Arrays.stream(x).average().orElseThrow();
    double my = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mx) * (y[i] - my);
      xx += (x[i] - mx) * (x[i] - mx);
    }
    return xy / xx;
  }

  /** Each row to an end of its own: (22) and (23). */
  @ParameterizedTest
  @MethodSource("adaptiveMethods")
  void theCircleWithEachRowsOwnEnd(Tableau method) {
    VectorField circle =
        VectorField.constantInTime(
            z -> Tensor.concat(1, z.slice(1, 1, 2).negate(), z.slice(1, 0, 1)));
    double[] ends = {0.3, 2 * Math.PI, 4, 0, -1.5};
    double[] pairs = new double[10];
    double[] starts = new double[10];
    for (int i = 0; i < 5; i++) {
      pairs[2 * i + 1] = ends[i];
      starts[2 * i] = 1;
    }
    Solver solver = new Solver(method, Steps.adaptive(1e-10, 1e-10));
    double[] z = solver.end(circle, Tensor.of(starts, 5, 2), Tensor.of(pairs, 5, 2)).toDoubles();
    for (int i = 0; i < 5; i++) {
      assertEquals(Math.cos(ends[i]), z[2 * i], 2e-8, "x of row " + i);
      assertEquals(Math.sin(ends[i]), z[2 * i + 1], 2e-8, "y of row " + i);
    }
  }

  /** z' = z(1 − z): z = 1/(1 + (1/z₀ − 1)e^(−t)), at times between the steps. */
  @ParameterizedTest
  @MethodSource("adaptiveMethods")
  void logisticGrowthInClosedForm(Tableau method) {
    VectorField growth = VectorField.constantInTime(z -> z.times(z.negate().plus(1)));
    double[] asked = {0, 0.1, 0.11, 1, 2.5, 2.5, 6};
    double[] starts = {0.1, 0.5, 1.7};
    Solver solver = new Solver(method, Steps.adaptive(1e-9, 1e-9));
    double[] z = solver.solve(growth, Tensor.of(starts, 3, 1), times(asked)).toDoubles();
    for (int k = 0; k < asked.length; k++) {
      for (int i = 0; i < 3; i++) {
        double exact = 1 / (1 + (1 / starts[i] - 1) * Math.exp(-asked[k]));
        assertEquals(exact, z[3 * k + i], 3e-7, "row " + i + " at " + asked[k]);
      }
    }
  }

  /** z' = Az: z = e^(At) z₀, the exponential by its series after halving. */
  @Test
  void aLinearSystemIsTheMatrixExponential() {
    double[][] a = {{-0.3, 1.2, 0}, {-1.1, 0.1, 0.4}, {0.7, 0, -0.5}};
    double[] flat = Arrays.stream(a).flatMapToDouble(Arrays::stream).toArray();
    Tensor transposed = Tensor.of(flat, 3, 3).transpose();
    Solver solver = Solver.adaptive(1e-12, 1e-12);
    double[] z =
        solver
            .end(
                VectorField.constantInTime(x -> x.matmul(transposed)),
                Tensor.of(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3),
                times(0.5, 4))
            .toDoubles();
    double[][] exact = exponential(a, 3.5);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertEquals(exact[j][i], z[3 * i + j], 1e-9);
      }
    }
  }

  private static double[][] exponential(double[][] a, double t) {
    int halvings = 10;
    double[][] small = new double[3][3];
    double[][] sum = new double[3][3];
    double[][] term = new double[3][3];
    for (int i = 0; i < 3; i++) {
      sum[i][i] = 1;
      term[i][i] = 1;
      for (int j = 0; j < 3; j++) {
        small[i][j] = a[i][j] * t / (1 << halvings);
      }
    }
    for (int k = 1; k < 20; k++) {
      term = product(term, small, 1.0 / k);
      for (int i = 0; i < 9; i++) {
        sum[i / 3][i % 3] += term[i / 3][i % 3];
      }
    }
    for (int k = 0; k < halvings; k++) {
      sum = product(sum, sum, 1);
    }
    return sum;
  }

  private static double[][] product(double[][] a, double[][] b, double scale) {
    double[][] c = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          c[i][j] += scale * a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }

  /** (20) is Euler's method of (21) with steps of size 1, to the bit. */
  @Test
  void aResidualNetworkIsEuler() {
    Mlp layer = Mlp.of(Parameters.seeded(1), Activation.TANH, 2, 5, 2);
    Tensor z0 = Tensor.gaussian(Rng.of(2, "z"), 4, 2);
    Tensor z = z0;
    for (int t = 0; t < 6; t++) {
      z = z.plus(layer.apply(z));
    }
    Tensor solved =
        new Solver(Tableau.EULER, Steps.count(6))
            .end(VectorField.constantInTime(layer), z0, times(0, 6));
    assertArrayEquals(z.toDoubles(), solved.toDoubles());
  }

  /** A row takes its own steps: it has the same bits alone as in company. */
  @ParameterizedTest
  @MethodSource("adaptiveMethods")
  void aRowAloneHasTheBitsThatItHasInCompany(Tableau method) {
    VectorField pendulum =
        VectorField.constantInTime(
            z -> Tensor.concat(1, z.slice(1, 1, 2), z.slice(1, 0, 1).sin().negate()));
    double[] starts = {0.1, 0, 3.1, 0, -2, 2.5};
    double[] asked = {0, 1, 9, 0, 0.2, 0.4, 0, 3, 6};
    Solver solver = new Solver(method, Steps.adaptive(1e-6, 1e-6));
    double[] all =
        solver.solve(pendulum, Tensor.of(starts, 3, 2), Tensor.of(asked, 3, 3)).toDoubles();
    for (int i = 0; i < 3; i++) {
      double[] alone =
          solver
              .solve(
                  pendulum,
                  Tensor.of(Arrays.copyOfRange(starts, 2 * i, 2 * i + 2), 1, 2),
                  Tensor.of(Arrays.copyOfRange(asked, 3 * i, 3 * i + 3), 3))
              .toDoubles();
      for (int k = 0; k < 3; k++) {
        assertEquals(all[(3 * k + i) * 2], alone[2 * k]);
        assertEquals(all[(3 * k + i) * 2 + 1], alone[2 * k + 1]);
      }
    }
  }

  /** Tighter tolerances cost more evaluations and leave a smaller error, in proportion. */
  @ParameterizedTest
  @MethodSource("adaptiveMethods")
  void theErrorFollowsTheTolerance(Tableau method) {
    Tensor z0 = Tensor.of(new double[] {0.1}, 1, 1);
    int before = 0;
    for (double tolerance : new double[] {1e-4, 1e-6, 1e-8}) {
      int[] calls = {0};
      VectorField counted =
          (t, z) -> {
            calls[0]++;
            return WAVE.at(t, z);
          };
      Solver solver = new Solver(method, Steps.adaptive(tolerance, tolerance));
      double error = Math.abs(solver.end(counted, z0, times(0, 10)).toDoubles()[0] - wave(0.1, 10));
      assertTrue(error < 50 * tolerance, error + " at " + tolerance);
      assertTrue(calls[0] > before, calls[0] + " evaluations at " + tolerance);
      before = calls[0];
    }
  }

  @Test
  void backFromTheEndToTheStart() {
    Tensor z0 = Tensor.of(new double[] {0.1, 0.7, 2}, 3, 1);
    Solver solver = Solver.adaptive(1e-11, 1e-11);
    Tensor end = solver.end(WAVE, z0, times(0.5, 3));
    assertArrayEquals(z0.toDoubles(), solver.end(WAVE, end, times(3, 0.5)).toDoubles(), 1e-9);
  }

  /** z' = z² from 1 has its pole at t = 1: the solver stops before it and says in which row. */
  @Test
  void aPoleOnTheWayIsNamed() {
    VectorField square = VectorField.constantInTime(Tensor::square);
    Steps few = new Steps.Adaptive(1e-6, 1e-6, 500);
    var stopped =
        assertThrows(
            IllegalStateException.class,
            () ->
                new Solver(Tableau.DORMAND_PRINCE, few)
                    .end(square, Tensor.of(new double[] {0.1, 1}, 2, 1), times(0, 2)));
    assertTrue(
        stopped.getMessage().matches("row 1 is (0\\.9999|1\\.0000).* of 2\\.0 on its way.*"),
        stopped.getMessage());
  }

  @Test
  void whatCannotBeSolvedIsRefused() {
    Tensor z0 = Tensor.ones(2, 1);
    Solver solver = Solver.rk4(2);
    message("RK4 does not estimate", () -> new Solver(Tableau.RK4, Steps.adaptive(1e-3, 1e-3)));
    message("from 2.0 to 1.0 at place 2", () -> solver.solve(WAVE, z0, times(0, 2, 1, 3)));
    message("times of 3 rows for 2", () -> solver.end(WAVE, z0, Tensor.ones(3, 2)));
    message("two times at least", () -> solver.end(WAVE, z0, times(1)));
    message("steps = 0", () -> Steps.count(0));
    message("step size -1.0", () -> Steps.atMost(-1));
    message("absolute 0.0", () -> Steps.adaptive(1e-3, 0));
  }

  private static void message(String part, org.junit.jupiter.api.function.Executable call) {
    String said = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(said.contains(part), said);
  }

  /** Steps of at most 0.3 over 1.0 are four, over 0.9 three: shown by the bits. */
  @Test
  void asFewStepsAsKeepBelowTheSize() {
    Tensor z0 = Tensor.full(0.5, 1, 1);
    for (int count : new int[] {3, 4}) {
      Tensor span = times(0, count == 3 ? 0.9 : 1.0);
      assertArrayEquals(
          new Solver(Tableau.HEUN, Steps.count(count)).end(WAVE, z0, span).toDoubles(),
          new Solver(Tableau.HEUN, Steps.atMost(0.3)).end(WAVE, z0, span).toDoubles());
    }
  }
}
