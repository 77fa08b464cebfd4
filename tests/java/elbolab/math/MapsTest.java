package elbolab.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Vector loops give the bits of the scalar functions, at edges, in tails and in place. */
class MapsTest {
  private static final float[] EDGES = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    88.72283f,
    88.72284f,
    -103.97f,
    -103.98f,
    32768f,
    32769f,
    1e10f,
    0.41421357f,
    0.55f,
    0.9f,
    10f
  };

  private final float[] x = numbers("x");
  private final float[] y = numbers("y");

  /** The edges, numbers of every size, and numbers near 1. */
  private static float[] numbers(String name) {
    Rng rng = Rng.of(2, name);
    float[] x = new float[200_003];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 2 == 0 ? Float.intBitsToFloat(rng.nextInt()) : (float) (4 * rng.nextGaussian());
    }
    for (int i = 0; i < 1000; i++) {
      x[i] = EDGES[rng.nextInt(EDGES.length)];
    }
    return x;
  }

  @BeforeEach
  @AfterEach
  void vectors() {
    VectorPath.use(true);
  }

  private interface Expected {
    float at(int i);
  }

  private static void assertBits(float[] actual, int from, int n, Expected expected, Object name) {
    for (int i = 0; i < n; i++) {
      int wanted = Float.floatToIntBits(expected.at(i));
      int got = Float.floatToIntBits(actual[from + i]);
      int index = i;
      assertEquals(wanted, got, () -> name + " at element " + index);
    }
  }

  @ParameterizedTest
  @EnumSource(Unary.class)
  void unaryVectorsGiveTheScalarBits(Unary map) {
    float[] out = new float[x.length];
    map.apply(x.length, -0.3f, 1.7f, x, 0, out, 0);
    assertBits(out, 0, x.length, i -> map.of(x[i], -0.3f, 1.7f), map);
    float[] inPlace = x.clone();
    map.apply(37, -0.3f, 1.7f, inPlace, 3, inPlace, 3);
    assertBits(inPlace, 3, 37, i -> map.of(x[3 + i], -0.3f, 1.7f), map);
    assertBits(inPlace, 40, 20, i -> x[40 + i], map);
  }

  @ParameterizedTest
  @EnumSource(Binary.class)
  void binaryVectorsGiveTheScalarBits(Binary map) {
    float[] out = new float[x.length];
    map.apply(x.length, x, 0, y, 0, out, 0);
    assertBits(out, 0, x.length, i -> map.of(x[i], y[i]), map);
    map.apply(41, x, 5, y, 7, out, 2);
    assertBits(out, 2, 41, i -> map.of(x[5 + i], y[7 + i]), map);
  }

  @ParameterizedTest
  @EnumSource(Unary.class)
  void gradientsOnVectorsHaveTheScalarBits(Unary map) {
    float[] values = new float[x.length];
    map.apply(x.length, -0.3f, 1.7f, x, 0, values, 0);
    float[] vectors = new float[x.length];
    map.gradient(x.length, -0.3f, 1.7f, x, values, y, vectors, 0);
    VectorPath.use(false);
    float[] scalars = new float[x.length];
    map.gradient(x.length, -0.3f, 1.7f, x, values, y, scalars, 0);
    assertBits(vectors, 0, x.length, i -> scalars[i], map);
    float[] inPlace = y.clone();
    VectorPath.use(true);
    map.gradient(37, -0.3f, 1.7f, x, values, inPlace, inPlace, 3);
    assertBits(inPlace, 3, 37, i -> scalars[3 + i], map);
    assertBits(inPlace, 40, 20, i -> y[40 + i], map);
  }

  /** A vector that the compiler cannot keep in a register becomes an object: that is slow. */
  @ParameterizedTest
  @EnumSource(Unary.class)
  void compiledLoopsAllocateNothing(Unary map) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] in = new float[256];
    Rng.of(3, "in").fillGaussian(in, 0, in.length);
    float[] out = new float[in.length];
    long least = Long.MAX_VALUE;
    // As long as the compiler may need on a busy machine.
    long end = System.nanoTime() + 20_000_000_000L;
    while (least >= 1000 && System.nanoTime() < end) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1000; i++) {
        map.apply(in.length, 0.5f, 1.5f, in, 0, out, 0);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertTrue(least < 1000, map + " allocates " + least / 1000 + " bytes in a call");
  }
}
