package elbolab.deepdive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import elbolab.OtherJava;
import elbolab.math.VectorPath;
import elbolab.math.Workers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Interleaved training ends with one hash, whatever runs it. */
class SameTrainingTest {
  @AfterEach
  void restore() {
    VectorPath.use(true);
    Workers.useThreads(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void oneAndTwoThreadsWithAndWithoutVectors() {
    Set<String> hashes = new HashSet<>();
    for (int threads = 1; threads <= 2; threads++) {
      for (boolean vectors : new boolean[] {false, true}) {
        Workers.useThreads(threads);
        VectorPath.use(vectors);
        hashes.add(TrainedDeepDive.hash());
      }
    }
    assertEquals(1, hashes.size(), hashes.toString());
  }

  @Test
  void otherVersionsOfJava() throws Exception {
    List<OtherJava> others = OtherJava.installed();
    assumeTrue(!others.isEmpty(), "no other Java of version 17 or later in /usr/lib/jvm");
    String here = TrainedDeepDive.hash();
    for (OtherJava other : others) {
      assertEquals(List.of(here), other.linesOf(TrainedDeepDive.class), other.toString());
    }
  }
}
