package elbolab.tensor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import elbolab.math.Activation;
import elbolab.math.Rng;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A training step that opens a tape allocates next to nothing once the pool is warm. */
class StepMemoryTest {
  private static final int LIMIT = 64 * 1024;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Rng rng = Rng.of(1, "step");
  private final Tensor w1 = weight(13, 256);
  private final Tensor b1 = weight(256);
  private final Tensor w2 = weight(256, 13);
  private final Tensor recurrent = weight(64, 256);
  private final Tensor input = weight(8, 256);

  private Tensor weight(int... shape) {
    return Tensor.gaussian(rng, shape).times(0.1).requireGradient(true);
  }

  private void denseStep() {
    try (Tape tape = Tape.scope()) {
      Tensor x = Tensor.gaussian(rng, 100, 13);
      Tensor z = x.linear(w1, b1, Activation.RELU).linear(w2, null);
      Tensor loss = z.minus(x).square().sum(1).mean().plus(z.softmax(1).log().mean());
      learn(tape.gradients(loss), w1, b1, w2);
    }
  }

  private void recurrentStep() {
    try (Tape tape = Tape.scope()) {
      Tensor x = Tensor.gaussian(rng, 40, 64, 8);
      Tensor rest = Tensor.zeros(64, 64);
      Tensor hidden = Recurrence.lstm(x.linear(input, null), recurrent, rest, rest).hidden();
      learn(tape.gradients(hidden.square().sum()), input, recurrent);
    }
  }

  private static void learn(Gradients gradients, Tensor... weights) {
    for (Tensor w : List.of(weights)) {
      w.backend().add(-1e-6, gradients.of(w).storage(), w.storage(), w.size());
    }
  }

  private long allocatedBy(Runnable step, int times) {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < times; i++) step.run();
    return (threads.getCurrentThreadAllocatedBytes() - before) / times;
  }

  @Test
  void aStepAllocatesLittle() {
    assertSettles(this::denseStep, 100);
    assertSettles(this::recurrentStep, 20);
  }

  /**
   * The kernels box their vectors until they are compiled, and a compilation that was wrong is made
   * again: what is asked is two rounds in a row, within a time that a loaded machine needs.
   */
  private void assertSettles(Runnable step, int times) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    int quiet = 0;
    long bytes = 0;
    while (quiet < 2 && System.nanoTime() < end) {
      bytes = allocatedBy(step, times);
      quiet = bytes < LIMIT ? quiet + 1 : 0;
    }
    assertTrue(quiet == 2, bytes + " bytes per step");
  }

  @Test
  void memoryStaysFlatOverTenThousandSteps() {
    for (int i = 0; i < 500; i++) smallStep();
    long before = used();
    for (int i = 0; i < 10_000; i++) smallStep();
    long grown = used() - before;
    assertTrue(grown < 1 << 20, "grown by " + grown + " bytes");
  }

  private void smallStep() {
    try (Tape tape = Tape.scope()) {
      Tensor x = Tensor.gaussian(rng, 10, 13);
      Tensor z = x.linear(w1, b1, Activation.TANH).linear(w2, null);
      learn(tape.gradients(z.minus(x).square().mean()), w1, b1, w2);
    }
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
