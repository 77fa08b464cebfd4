package elbolab.ode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import elbolab.tensor.DoubleBackend;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Beside scipy's solver, where the Debian package python3-scipy is there. */
class SolverPeerTest {
  private static final double[] TIMES = {0, 0.7, 2, 5, 10};
  private static final Map<String, VectorField> FIELDS =
      Map.of(
          "pendulum",
          (t, z) -> both(v(z), u(z).sin().negate().minus(v(z).times(0.1))),
          "lotka-volterra",
          (t, z) -> {
            Tensor meet = u(z).times(v(z));
            return both(
                u(z).times(1.1).minus(meet.times(0.4)), meet.times(0.1).minus(v(z).times(0.4)));
          },
          "van-der-pol",
          (t, z) -> {
            Tensor damped = u(z).square().negate().plus(1).times(v(z)).times(2);
            return both(v(z), damped.minus(u(z)).plus(t.cos().times(0.5)));
          });

  private static Tensor u(Tensor z) {
    return z.slice(1, 0, 1);
  }

  private static Tensor v(Tensor z) {
    return z.slice(1, 1, 2);
  }

  private static Tensor both(Tensor u, Tensor v) {
    return Tensor.concat(1, u, v);
  }

  @Test
  void threeSystemsAsScipySolvesThem() throws IOException, InterruptedException {
    assumeTrue(
        run("-c", "import scipy.integrate").isEmpty(),
        "python3-scipy is not there: apt-get install --no-install-recommends python3-scipy");
    String[] lines = run("tests/peers/ode_scipy.py").split("\n");
    assertEquals(3, lines.length);
    for (String line : lines) {
      String[] words = line.split(" ");
      double[] start = {Double.parseDouble(words[1]), Double.parseDouble(words[2])};
      try (Tape tape = Tape.scope(DoubleBackend.INSTANCE)) {
        Tensor z = Tensor.of(start, 1, 2);
        for (int k = 1; k < TIMES.length; k++) {
          Tensor span = Tensor.of(new double[] {TIMES[k - 1], TIMES[k]}, 2);
          z = Solver.adaptive(1e-13, 1e-13).end(FIELDS.get(words[0]), z, span);
          for (int i = 0; i < 2; i++) {
            double theirs = Double.parseDouble(words[1 + 2 * k + i]);
            assertEquals(theirs, z.toDoubles()[i], 1e-9, words[0] + " at " + TIMES[k]);
          }
        }
      }
    }
  }

  /** What a Python process prints, its errors included. */
  private static String run(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 2];
    command[0] = "/usr/bin/python3";
    command[1] = "-s";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    Process python = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    python.waitFor();
    return said;
  }
}
