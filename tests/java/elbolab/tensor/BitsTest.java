package elbolab.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.math.VectorPath;
import elbolab.math.Workers;
import elbolab.tensor.OperationCase.Input;
import elbolab.tensor.OperationCase.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients have the same bits again, on one and two threads, on both paths. */
class BitsTest {
  private final int threads = Workers.threads();

  @AfterEach
  void restore() {
    Workers.useThreads(threads);
    VectorPath.use(true);
  }

  static List<OperationCase> cases() {
    List<OperationCase> cases = new ArrayList<>(OperationCases.all().toList());
    addLarge(cases);
    return cases;
  }

  /** Shapes that are large enough to be cut into blocks for several threads. */
  private static void addLarge(List<OperationCase> cases) {
    Input long1 = new Input(0.1, 2, 70_001);
    Input rows = new Input(0.1, 2, 500, 130);
    Input row = new Input(0.1, 2, 130);
    Input column = new Input(0.1, 2, 500, 1);
    cases.add(
        new OperationCase("long maps", x -> x.get(0).log().tanh().plus(x.get(0).sqrt()), long1));
    cases.add(new OperationCase("rows", x -> x.get(0).times(x.get(1)), rows, row));
    cases.add(new OperationCase("columns", x -> x.get(0).over(x.get(1)), rows, column));
    cases.add(new OperationCase("softmax", x -> x.get(0).softmax(1).square(), rows));
    cases.add(new OperationCase("sums", x -> x.get(0).sum(0).plus(x.get(0).mean()), rows));
    cases.add(new OperationCase("transposed", x -> x.get(0).transpose().exp(), rows));
    cases.add(
        new OperationCase(
            "layers",
            x -> x.get(0).linear(x.get(1), x.get(2), Activation.TANH),
            rows,
            new Input(-1, 1, 130, 200),
            new Input(-1, 1, 200)));
    cases.add(
        new OperationCase(
            "images",
            x -> Convolutions.maxPool(Convolutions.conv2d(x.get(0), x.get(1), null, 1, 2), 2, 2, 0),
            new Input(-1, 1, 37, 3, 14, 13),
            new Input(-1, 1, 8, 3, 5, 5)));
    cases.add(
        new OperationCase(
            "normalised",
            x -> Normalisation.batch(x.get(0), 1e-5).value(),
            new Input(-1, 1, 40, 8, 15, 15)));
    cases.add(new OperationCase("normalised rows", x -> Normalisation.layer(x.get(0), 1e-5), rows));
    cases.add(new OperationCase("long sums", x -> x.get(0).sum().square(), long1));
    cases.add(
        new OperationCase("many rows", x -> x.get(0).sum(0).square(), new Input(-1, 1, 70_000, 3)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void same(OperationCase operation) {
    List<float[]> values = operation.values(13);
    Workers.useThreads(1);
    VectorPath.use(true);
    Result first = operation.run(new CpuBackend(), values);
    assertSame(first, operation.run(new CpuBackend(), values), "again");
    Workers.useThreads(2);
    assertSame(first, operation.run(new CpuBackend(), values), "two threads");
    VectorPath.use(false);
    assertSame(first, operation.run(new CpuBackend(), values), "two threads, scalar");
    Workers.useThreads(1);
    assertSame(first, operation.run(new CpuBackend(), values), "scalar");
  }

  private static void assertSame(Result expected, Result obtained, String how) {
    assertArrayEquals(bits(expected.value()), bits(obtained.value()), how);
    for (int i = 0; i < expected.gradients().size(); i++) {
      assertArrayEquals(
          bits(expected.gradients().get(i)), bits(obtained.gradients().get(i)), how + ", gradient");
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToRawIntBits(values[i]);
    return bits;
  }

  @Test
  void randomNumbersOfABackendAreThoseOfTheStream() {
    float[] expected = new float[37];
    Rng.of(4, "numbers").fillGaussian(expected, 0, 37);
    assertArrayEquals(expected, Tensor.gaussian(Rng.of(4, "numbers"), 37).toArray());
  }

  @Test
  void productsKeepTheSignOfZero() {
    Tensor zeros = Tensor.of(new float[] {-0f, 0f, -0f, 0f}, 2, 2);
    Tensor two = Tensor.scalar(2);
    Tensor row = Tensor.of(new float[] {2, -2}, 2);
    Tensor column = Tensor.of(new float[] {2, -2}, 2, 1);
    for (boolean vectors : new boolean[] {true, false}) {
      VectorPath.use(vectors);
      assertZeros(zeros.times(two), "-0.0 0.0 -0.0 0.0");
      assertZeros(two.times(zeros), "-0.0 0.0 -0.0 0.0");
      assertZeros(zeros.times(2), "-0.0 0.0 -0.0 0.0");
      assertZeros(zeros.over(2), "-0.0 0.0 -0.0 0.0");
      assertZeros(zeros.negate(), "0.0 -0.0 0.0 -0.0");
      assertZeros(zeros.times(row), "-0.0 -0.0 -0.0 -0.0");
      assertZeros(zeros.times(column), "-0.0 0.0 0.0 -0.0");
    }
  }

  private static void assertZeros(Tensor x, String expected) {
    float[] v = x.toArray();
    assertEquals(expected, v[0] + " " + v[1] + " " + v[2] + " " + v[3]);
  }

  /** A mean a million times the deviation's square costs no digits. */
  @Test
  void normalisationOfNumbersFarFromZero() {
    int count = 5000;
    float[] x = new float[count];
    for (int i = 0; i < count; i++) x[i] = 1000 + i % 17 * 0.125f;
    float[] y = Normalisation.layer(Tensor.of(x, 1, count), 0).toArray();
    double mean = 0;
    for (float v : x) mean += v / (double) count;
    double variance = 0;
    for (float v : x) variance += (v - mean) * (v - mean) / count;
    for (int i = 0; i < count; i++) assertEquals((x[i] - mean) / Math.sqrt(variance), y[i], 5e-7);
  }
}
