package elbolab.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import elbolab.math.Rng;
import elbolab.math.VectorPath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerceptronsTest {
  /** The value and the slope of networks whose weights are constants. */
  private record Both(float[] value, float[] slope) {}

  private static Tensor gaussian(String name, int... shape) {
    return Tensor.gaussian(Rng.of(1, name), shape).keep();
  }

  /** Networks of one number as one kernel, and as the five operations that they stand for. */
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 7, 5", "2, 16, 32", "4, 33, 32", "13, 125, 32"})
  void oneKernelHasTheBitsOfItsParts(int networks, int rows, int hidden) {
    Tensor x = gaussian("x", networks, rows, 1);
    Tensor v = gaussian("v", networks, 1, hidden);
    Tensor b = gaussian("b", networks, 1, hidden);
    Tensor w = gaussian("w", networks, hidden, 1);
    Tensor c = gaussian("c", networks, 1, 1);
    Both parts = both(x, true, v, b, w, c);
    boolean vectors = VectorPath.isOn();
    try {
      for (boolean path : new boolean[] {vectors, false}) {
        VectorPath.use(path);
        Both kernel = both(x, false, v, b, w, c);
        assertArrayEquals(parts.value, kernel.value);
        assertArrayEquals(parts.slope, kernel.slope);
      }
    } finally {
      VectorPath.use(vectors);
    }
  }

  private static Both both(Tensor at, boolean inParts, Tensor... net) {
    Tensor x = at.copy().keep().requireGradient(true);
    try (Tape tape = Tape.scope()) {
      Tensor y =
          inParts
              ? x.matmul(net[0]).plus(net[1]).relu().matmul(net[2]).plus(net[3])
              : x.perceptrons(net[0], net[1], net[2], net[3]);
      Tensor weighted = y.times(y.plus(1));
      return new Both(y.toArray(), tape.gradient(weighted, x).toArray());
    }
  }
}
