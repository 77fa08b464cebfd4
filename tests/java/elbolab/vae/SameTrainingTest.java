package elbolab.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import elbolab.OtherJava;
import elbolab.math.VectorPath;
import elbolab.math.Workers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two hundred steps of training end with one hash, whatever runs them. */
class SameTrainingTest {
  /** As it came out when this test was written; it may change only with the arithmetic itself. */
  private static final String HASH =
      "09930a35fc853f7733d1d1ce10623b0622b69b98c2e94c53c6ba08f438fcb88f";

  @AfterEach
  void restore() {
    VectorPath.use(true);
    Workers.useThreads(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void oneAndTwoThreadsWithAndWithoutVectors() {
    for (int threads = 1; threads <= 2; threads++) {
      for (boolean vectors : new boolean[] {false, true}) {
        Workers.useThreads(threads);
        VectorPath.use(vectors);
        assertEquals(HASH, TrainedVae.hash(), threads + " threads, vectors " + vectors);
      }
    }
  }

  @Test
  void otherVersionsOfJava() throws Exception {
    List<OtherJava> others = OtherJava.installed();
    assumeTrue(!others.isEmpty(), "no other Java of version 17 or later in /usr/lib/jvm");
    for (OtherJava other : others) {
      assertEquals(List.of(HASH), other.linesOf(TrainedVae.class), other.toString());
    }
  }
}
