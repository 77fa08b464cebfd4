package elbolab.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import elbolab.math.Binary;
import elbolab.math.Rng;
import elbolab.math.Unary;
import elbolab.tensor.Backend;
import elbolab.tensor.Backends;
import elbolab.tensor.Reduction;
import elbolab.tensor.Storage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions, sums and random numbers have the processor's bits over the whole range of floats. */
class FunctionBitsTest {
  private static final int COUNT = 1 << 20;
  private static final float[] EDGES = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    32768f,
    32769f,
    1e10f,
    -1e10f,
    88.72284f,
    -103.98f,
    0.41421357f,
    0.55f,
    0.9f,
    1e-40f,
    -1e-40f
  };

  private static DeviceBackend there;
  private static Backend here;

  /** Every pair of edges, then all kinds of bits, every other number of ordinary size. */
  private static float[] x;

  private static float[] y;

  @BeforeAll
  static void numbers() {
    there = TestDevice.backend();
    here = Backends.of("cpu");
    x = bits("x");
    y = bits("y");
    for (int i = 0; i < EDGES.length * EDGES.length; i++) {
      x[i] = EDGES[i / EDGES.length];
      y[i] = EDGES[i % EDGES.length];
    }
  }

  private static float[] bits(String name) {
    Rng rng = Rng.of(7, name);
    float[] numbers = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      float any = Float.intBitsToFloat(rng.nextInt());
      numbers[i] = i % 2 == 0 ? any : 40 * rng.nextFloat() - 20;
    }
    return numbers;
  }

  private static Storage stored(Backend backend, float[] numbers) {
    Storage storage = backend.allocate(numbers.length);
    backend.write(storage, numbers, numbers.length);
    return storage;
  }

  /** What it computes from x and y, `count` numbers. */
  private interface Computation {
    void run(Backend backend, Storage x, Storage y, Storage result);
  }

  private static void assertSame(int count, Computation computation) {
    float[] wanted = run(here, count, computation);
    float[] got = run(there, count, computation);
    for (int i = 0; i < count; i++) {
      if (Float.floatToIntBits(wanted[i]) != Float.floatToIntBits(got[i])) {
        assertEquals(
            wanted[i], got[i], "number " + i + ", of " + x[i % COUNT] + ", " + y[i % COUNT]);
        assertEquals(Float.floatToIntBits(wanted[i]), Float.floatToIntBits(got[i]), "bits " + i);
      }
    }
  }

  private static float[] run(Backend backend, int count, Computation computation) {
    Storage result = backend.allocate(Math.max(count, COUNT));
    Storage first = stored(backend, x);
    Storage second = stored(backend, y);
    computation.run(backend, first, second, result);
    float[] numbers = new float[count];
    backend.read(result, numbers, count);
    for (Storage storage : new Storage[] {result, first, second}) backend.release(storage);
    return numbers;
  }

  @ParameterizedTest
  @EnumSource(Unary.class)
  void functionsAndTheirDerivatives(Unary f) {
    double p = f == Unary.POWER ? 2.5 : f == Unary.CLAMP ? -1 : 0.3;
    double q = f == Unary.CLAMP ? 2 : 0.7;
    assertSame(COUNT, (k, a, b, to) -> k.map(f, p, q, a, to, COUNT));
    assertSame(
        COUNT,
        (k, a, b, to) -> {
          k.map(f, p, q, a, to, COUNT);
          k.mapGradient(f, p, q, a, to, b, to, COUNT);
        });
  }

  @ParameterizedTest
  @EnumSource(Binary.class)
  void functionsOfTwo(Binary f) {
    assertSame(COUNT, (k, a, b, to) -> k.zip(f, a, b, to, COUNT));
  }

  @Test
  void scaledSums() {
    assertSame(
        COUNT,
        (k, a, b, to) -> {
          k.map(Unary.AFFINE, 1, -0.0, b, to, COUNT);
          k.add(0.7, a, to, COUNT);
        });
  }

  /** Long rows and columns are cut into blocks; the first rows hold the edges. */
  @ParameterizedTest
  @CsvSource({
    "1, 1048576, 1",
    "2, 4097, 1",
    "1024, 1024, 1",
    "65536, 16, 1",
    "1, 1024, 1024",
    "4, 512, 512",
    "1, 1025, 7",
    "1, 3, 7",
    "1, 20000, 52",
    "3, 0, 5",
    "0, 4, 1"
  })
  void sums(int outer, int count, int inner) {
    for (Reduction f : Reduction.values()) {
      assertSame(outer * inner, (k, a, b, to) -> k.reduce(f, a, to, outer, count, inner));
      assertSame(
          outer * inner,
          (k, a, b, to) -> {
            k.gaussian(a, COUNT, Rng.of(1, "terms"));
            k.reduce(f, a, to, outer, count, inner);
          });
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 10000, 1", "200, 50, 1", "3, 2100, 7"})
  void softmax(int outer, int count, int inner) {
    int size = outer * count * inner;
    for (boolean log : new boolean[] {false, true}) {
      assertSame(
          size,
          (k, a, b, to) -> {
            k.gaussian(a, COUNT, Rng.of(2, "logits"));
            k.softmax(log, a, to, outer, count, inner);
          });
      assertSame(
          size,
          (k, a, b, to) -> {
            k.gaussian(a, COUNT, Rng.of(2, "logits"));
            k.gaussian(b, COUNT, Rng.of(3, "slopes"));
            k.softmax(log, a, a, outer, count, inner);
            k.softmaxGradient(log, a, b, to, outer, count, inner);
          });
    }
  }

  /** As many numbers as asked for, and the stream stands where it would. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 1001, COUNT})
  void randomNumbers(int count) {
    for (boolean normal : new boolean[] {true, false}) {
      Rng[] streams = {Rng.of(9, "numbers"), Rng.of(9, "numbers")};
      int[] which = {0};
      assertSame(
          count,
          (k, a, b, to) -> {
            Rng rng = streams[which[0]++];
            rng.nextInt();
            if (normal) k.gaussian(to, count, rng);
            else k.uniform(to, count, rng);
          });
      assertEquals(streams[0].nextInt(), streams[1].nextInt());
    }
  }
}
