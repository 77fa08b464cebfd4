package elbolab.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import elbolab.math.Rng;
import elbolab.math.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plain recurrence against the single operations that it stands for. */
class RecurrenceTest {
  private static final int STEPS = 37;
  private static final int ROWS = 101;
  private static final int UNITS = 25;

  private final int threads = Workers.threads();
  private final Tensor inputs = of("inputs", 1, STEPS, ROWS, UNITS).requireGradient(true);
  private final Tensor weight = of("weight", 0.2, UNITS, UNITS).requireGradient(true);
  private final Tensor first = of("first", 1, ROWS, UNITS).requireGradient(true);
  private final Tensor slopes = of("slopes", 1, STEPS, ROWS, UNITS);

  /** Which states go on into what is differentiated. */
  private enum Used {
    HIDDEN,
    LAST,
    BOTH
  }

  private static Tensor of(String name, double scale, int... shape) {
    return Tensor.gaussian(Rng.of(1, name), shape).times(scale);
  }

  @AfterEach
  void threadsAsBefore() {
    Workers.useThreads(threads);
  }

  /** The states and all gradients, one after the other. */
  private float[][] numbers(boolean fused, Used used) {
    try (Tape tape = Tape.scope()) {
      Recurrence.Plain out =
          fused
              ? Recurrence.plain(inputs, weight, first)
              : Recurrence.composed(inputs, weight, first);
      Tensor root = Tensor.scalar(0);
      if (used != Used.LAST) root = root.plus(out.hidden().times(slopes).sum());
      if (used != Used.HIDDEN) root = root.plus(out.last().square().sum());
      Gradients gradients = tape.gradients(root);
      return new float[][] {
        out.hidden().toArray(),
        out.last().toArray(),
        gradients.of(inputs).toArray(),
        gradients.of(weight).toArray(),
        gradients.of(first).toArray()
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasTheBitsOfItsSingleOperations(Used used) {
    float[][] expected = numbers(false, used);
    for (int count = 1; count <= 2; count++) {
      Workers.useThreads(count);
      float[][] found = numbers(true, used);
      for (int i = 0; i < expected.length; i++) {
        assertArrayEquals(expected[i], found[i], "part " + i + " with " + count + " threads");
      }
    }
  }

  /** A first state that nobody asks a gradient of gets none, and the others are the same. */
  @Test
  void aConstantStartChangesNothingElse() {
    float[] expected = numbers(true, Used.BOTH)[3];
    try (Tape tape = Tape.scope()) {
      Recurrence.Plain out = Recurrence.plain(inputs, weight, of("first", 1, ROWS, UNITS));
      Tensor root = out.hidden().times(slopes).sum().plus(out.last().square().sum());
      assertArrayEquals(expected, tape.gradient(root, weight).toArray());
    }
  }
}
