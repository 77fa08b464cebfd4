package elbolab.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionsTest {
  private static final int FROM = 3;

  private final float[] x = new float[70_010];
  private final float[] y = new float[70_010];

  ReductionsTest() {
    Rng rng = Rng.of(4, "reductions");
    rng.fillGaussian(x, 0, x.length);
    rng.fillGaussian(y, 0, y.length);
  }

  @AfterEach
  void vectors() {
    VectorPath.use(true);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 15, 16, 17, 31, 32, 100, 256, 1000, 4096, 4097, 8192, 70_000})
  void agreeWithDoublesAndWithTheScalarPath(int n) {
    double sum = 0;
    double dot = 0;
    double size = 0;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      double a = x[FROM + i];
      sum += a;
      dot += a * y[i];
      size += Math.abs(a) * Math.max(1, Math.abs(y[i]));
      max = Math.max(max, a);
    }
    double exponentials = 0;
    for (int i = 0; i < n; i++) {
      exponentials += Math.exp(x[FROM + i] - max);
    }
    double bound = (Math.min(n / 16.0, 256) + 10) * 0x1p-24 * size;
    assertEquals(sum, Reductions.sum(n, x, FROM), bound);
    assertEquals(dot, Reductions.dot(n, x, FROM, y, 0), bound);
    assertEquals((float) max, Reductions.max(n, x, FROM));
    double logSum = n == 0 ? max : max + Math.log(exponentials);
    assertEquals(logSum, Reductions.logSumExp(n, x, FROM), 1e-6 * (1 + Math.abs(max)));
    float[] fast = all(n);
    VectorPath.use(false);
    assertArrayEquals(all(n), fast);
  }

  private float[] all(int n) {
    float[] out = new float[4 + 2 * n];
    out[0] = Reductions.sum(n, x, FROM);
    out[1] = Reductions.dot(n, x, FROM, y, 0);
    out[2] = Reductions.max(n, x, FROM);
    out[3] = Reductions.logSumExp(n, x, FROM);
    Reductions.softmax(n, x, FROM, out, 4);
    Reductions.logSoftmax(n, x, FROM, out, 4 + n);
    return out;
  }

  @Test
  void softmaxSurvivesGreatNumbersAndSumsToOne() {
    float[] a = {1000, 1001, -1000, 999.5f};
    float[] p = new float[4];
    Reductions.softmax(4, a, 0, p, 0);
    double total = Math.exp(-1) + 1 + Math.exp(-1.5);
    assertEquals(Math.exp(-1) / total, p[0], 1e-7);
    assertEquals(1 / total, p[1], 1e-7);
    assertEquals(0, p[2]);
    Reductions.logSoftmax(4, a, 0, p, 0);
    assertEquals(-2001 - Math.log(total), p[2], 2e-4);
    float[] none = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
    assertEquals(Float.NEGATIVE_INFINITY, Reductions.logSumExp(2, none, 0));
    assertEquals(Float.NaN, Reductions.max(2, new float[] {Float.NaN, 1}, 0));
  }

  @Test
  void argMaxIsTheFirstGreatest() {
    assertEquals(1, Reductions.argMax(4, new double[] {9, 1, 3, 3, 2}, 1));
    assertEquals(2, Reductions.argMax(4, new double[] {1, 3, Double.NaN, 5}, 0));
    assertEquals(0, Reductions.argMax(1, new double[] {Double.NEGATIVE_INFINITY}, 0));
    assertThrows(IllegalArgumentException.class, () -> Reductions.argMax(0, new double[1], 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 16, 19, 32, 45, 513})
  void columnsAreReducedDownTheRows(int columns) {
    int stride = columns + 2;
    float[] sums = new float[columns + 2];
    float[] greatest = new float[columns + 2];
    Reductions.sumColumns(50, columns, x, 1, stride, sums, 1);
    Reductions.maxColumns(50, columns, x, 1, stride, greatest, 1);
    for (int j = 0; j < columns; j++) {
      float sum = 0;
      float max = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < 50; i++) {
        sum += x[1 + i * stride + j];
        max = Math.max(max, x[1 + i * stride + j]);
      }
      assertEquals(sum, sums[1 + j]);
      assertEquals(max, greatest[1 + j]);
    }
    assertEquals(0, sums[0], "before the first");
    assertEquals(0, sums[columns + 1], "after the last");
  }

  /** A sum of two zeros below 0 is 0, as that of sixteen lanes is. */
  @Test
  void aPairIsSummedAsTheLanesAre() {
    for (float[] pair : new float[][] {{-0f, -0f}, {0.1f, 3e7f}, {-1, 1}}) {
      assertEquals(defined(2, pair, 0), Reductions.sum(2, pair, 0));
    }
  }

  /** The definition once more, number by number. */
  private static float defined(int n, float[] x, int from) {
    if (n > 4096) {
      float[] sums = new float[(n + 4095) / 4096];
      for (int b = 0; b < sums.length; b++) {
        sums[b] = defined(Math.min(4096, n - 4096 * b), x, from + 4096 * b);
      }
      return defined(sums.length, sums, 0);
    }
    float[] lanes = new float[16];
    for (int i = 0; i < n; i++) {
      lanes[i % 16] += x[from + i];
    }
    for (int half = 8; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        lanes[l] += lanes[l + half];
      }
    }
    return lanes[0];
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 4096, 4097, 12_345, 392_000, 20_000_000})
  void longSumsAreSumsOfBlocks(int n) {
    float[] numbers = new float[n];
    Rng.of(5, "long").fillUniform(numbers, 0, n);
    double truth = 0;
    for (float v : numbers) {
      truth += v;
    }
    float expected = defined(n, numbers, 0);
    assertEquals(expected, Reductions.sum(n, numbers, 0));
    VectorPath.use(false);
    assertEquals(expected, Reductions.sum(n, numbers, 0));
    assertEquals(truth, expected, 40 * 0x1p-24 * truth);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 1025, 3000, 1_100_000})
  void manyRowsAreAddedInBlocks(int rows) {
    float[] numbers = new float[3 * rows];
    Rng.of(6, "rows").fillUniform(numbers, 0, numbers.length);
    float[] sums = new float[3];
    Reductions.sumColumns(rows, 3, numbers, 0, 3, sums, 0);
    float[] scalar = new float[3];
    VectorPath.use(false);
    Reductions.sumColumns(rows, 3, numbers, 0, 3, scalar, 0);
    assertArrayEquals(scalar, sums);
    for (int j = 0; j < 3; j++) {
      float[] column = new float[rows];
      double truth = 0;
      for (int i = 0; i < rows; i++) {
        column[i] = numbers[3 * i + j];
        truth += column[i];
      }
      assertEquals(inRows(column), sums[j]);
      assertEquals(truth, sums[j], 60 * 0x1p-24 * truth);
    }
  }

  private static float inRows(float[] column) {
    float[] terms = column;
    if (column.length > 1024) {
      terms = new float[(column.length + 1023) / 1024];
      for (int b = 0; b < terms.length; b++) {
        int end = Math.min(column.length, 1024 * (b + 1));
        terms[b] = inRows(Arrays.copyOfRange(column, 1024 * b, end));
      }
      return inRows(terms);
    }
    float sum = 0;
    for (float term : terms) {
      sum += term;
    }
    return sum;
  }
}
