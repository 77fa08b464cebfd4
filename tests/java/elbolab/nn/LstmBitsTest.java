package elbolab.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import elbolab.math.VectorPath;
import elbolab.math.Workers;
import elbolab.tensor.Gradients;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A network large enough to be shared by threads: the bits do not depend on how. */
class LstmBitsTest {
  private static final int STEPS = 7;
  private static final int BATCH = 75;
  private static final int UNITS = 48;

  private final Parameters parameters = Parameters.seeded(1);
  private final Lstm lstm = Lstm.of(parameters, 5, UNITS);
  private final Tensor x = Tensor.gaussian(Rng.of(1, "x"), STEPS, BATCH, 5);
  private final int threads = Workers.threads();

  @AfterEach
  void back() {
    Workers.useThreads(threads);
    VectorPath.use(true);
  }

  @Test
  void threadsAndVectorsChangeNoBit() {
    assertTrue(VectorPath.isAvailable(), "the tests run with the vector module");
    Set<Integer> hashes = new HashSet<>();
    for (int count : new int[] {1, 2, 3}) {
      for (boolean vectors : new boolean[] {true, false}) {
        Workers.useThreads(count);
        VectorPath.use(vectors);
        hashes.add(hash());
      }
    }
    assertEquals(1, hashes.size());
  }

  private int hash() {
    try (Tape tape = Tape.scope()) {
      Tensor y = lstm.apply(x).hidden();
      Gradients gradients = tape.gradients(y.square().sum());
      int hash = Arrays.hashCode(y.toArray());
      for (Tensor parameter : parameters.learned()) {
        hash = 31 * hash + Arrays.hashCode(gradients.of(parameter).toArray());
      }
      return hash;
    }
  }

  /** Rows are independent: some alone have the states and input gradients that they have in all. */
  @Test
  void rowsDoNotDependOnEachOther() {
    float[][] all = outputAndSlope(x);
    float[][] some = outputAndSlope(x.slice(1, 30, 70));
    for (int i = 0; i < 2; i++) {
      int width = i == 0 ? UNITS : 5;
      for (int t = 0; t < STEPS; t++) {
        int from = (t * BATCH + 30) * width;
        assertArrayEquals(
            Arrays.copyOfRange(some[i], t * 40 * width, (t + 1) * 40 * width),
            Arrays.copyOfRange(all[i], from, from + 40 * width));
      }
    }
  }

  private float[][] outputAndSlope(Tensor input) {
    input.requireGradient(true);
    try (Tape tape = Tape.scope()) {
      Tensor y = lstm.apply(input).hidden();
      return new float[][] {y.toArray(), tape.gradient(y.square().sum(), input).toArray()};
    }
  }
}
