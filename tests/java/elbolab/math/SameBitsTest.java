package elbolab.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import elbolab.OtherJava;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every kernel gives the same bits whatever runs it. */
class SameBitsTest {
  @AfterEach
  void restore() {
    VectorPath.use(true);
    Workers.useThreads(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void oneAndMoreThreadsWithAndWithoutVectors() {
    VectorPath.use(false);
    Workers.useThreads(1);
    String expected = KernelBits.line();
    for (int threads = 1; threads <= 3; threads++) {
      for (boolean vector : new boolean[] {false, true}) {
        Workers.useThreads(threads);
        VectorPath.use(vector);
        assertEquals(expected, KernelBits.line(), threads + " threads, vectors " + vector);
      }
    }
  }

  @Test
  void thisJavaWithoutTheModule() throws Exception {
    assertEquals(
        List.of("vector=false", "bits=" + KernelBits.line()),
        OtherJava.thisOneWithoutVectors().linesOf(KernelBits.class));
  }

  @Test
  void otherVersionsOfJava() throws Exception {
    List<OtherJava> others = OtherJava.installed();
    assumeTrue(!others.isEmpty(), "no other Java of version 17 or later in /usr/lib/jvm");
    String expected = "bits=" + KernelBits.line();
    for (OtherJava other : others) {
      assertEquals(
          List.of("vector=" + other.vectorModule(), expected),
          other.linesOf(KernelBits.class),
          other.toString());
    }
  }
}
