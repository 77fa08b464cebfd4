package elbolab.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Draws against the distributions that they claim to have; the seeds are fixed. */
class RandomStatisticsTest {
  private static final double SMALLEST_P = 1e-3;
  private static final double ERRORS = 4;

  @Test
  void aMillionGaussianFloatsAreNormal() {
    checkGaussian(floats(1_000_000));
  }

  @Test
  void tenMillionGaussianFloatsAreNormal() {
    checkGaussian(floats(10_000_000));
  }

  @Test
  void aMillionGaussianDoublesAreNormal() {
    double[] x = new double[1_000_000];
    Rng.of(21, "doubles").fillGaussian(x, 0, x.length);
    checkGaussian(x);
  }

  private static double[] floats(int n) {
    float[] x = new float[n];
    Rng.of(20, "floats").fillGaussian(x, 0, n);
    return IntStream.range(0, n).mapToDouble(i -> x[i]).toArray();
  }

  /** Moments up to the fourth, the distribution function, and correlation at small lags. */
  private static void checkGaussian(double[] x) {
    double root = Math.sqrt(x.length);
    double[] power = new double[5];
    for (double v : x) {
      for (int p = 1; p <= 4; p++) {
        power[p] += Math.pow(v, p) / x.length;
      }
    }
    assertEquals(0, power[1], ERRORS / root);
    assertEquals(1, power[2], ERRORS * Math.sqrt(2) / root);
    assertEquals(0, power[3], ERRORS * Math.sqrt(15) / root);
    assertEquals(3, power[4], ERRORS * Math.sqrt(96) / root);
    KolmogorovSmirnov fit = KolmogorovSmirnov.test(x, BellIntegral::normalCdf);
    assertTrue(fit.pValue() > SMALLEST_P, fit.toString());
    for (int lag : new int[] {1, 2, 3, 4, 7, 512, 1024}) {
      double product = 0;
      for (int i = lag; i < x.length; i++) {
        product += x[i] * x[i - lag];
      }
      assertEquals(0, product / (x.length - lag), ERRORS / root, "lag " + lag);
    }
  }

  @Test
  void uniformsFillTheirCellsEvenlyAloneAndInPairs() {
    Rng rng = Rng.of(22, "uniform");
    int n = 1_000_000;
    float[] x = new float[n];
    rng.fillUniform(x, 0, n);
    long[] alone = new long[100];
    long[] pairs = new long[400];
    for (int i = 0; i < n; i += 2) {
      alone[(int) (x[i] * 100)]++;
      pairs[(int) (x[i] * 20) * 20 + (int) (x[i + 1] * 20)]++;
    }
    assertTrue(ChiSquare.test(alone, even(100, n / 2)) > SMALLEST_P);
    assertTrue(ChiSquare.test(pairs, even(400, n / 2)) > SMALLEST_P);
  }

  private static double[] even(int cells, double total) {
    return IntStream.range(0, cells).mapToDouble(i -> total / cells).toArray();
  }

  @Test
  void childStreamsAreUncorrelated() {
    Rng parent = Rng.of(23, "parent");
    int n = 200_000;
    double product = 0;
    for (int i = 0; i < n; i++) {
      product += parent.stream("a", i).nextGaussian() * parent.stream("b", i).nextGaussian();
    }
    assertEquals(0, product / n, ERRORS / Math.sqrt(n));
  }

  @Test
  void batchesAndPathsDoNotChangeTheNumbers() {
    float[] whole = new float[1537];
    Rng.of(24, "x").fillGaussian(whole, 0, whole.length);
    VectorPath.use(false);
    float[] scalar = new float[1537];
    Rng.of(24, "x").fillGaussian(scalar, 0, scalar.length);
    VectorPath.use(true);
    assertArrayEquals(scalar, whole);
    float[] start = new float[700];
    Rng.of(24, "x").fillGaussian(start, 0, 699);
    assertArrayEquals(java.util.Arrays.copyOf(whole, 699), java.util.Arrays.copyOf(start, 699));
  }

  @Test
  void theTestsKnowWhatIsNotNormalAndNotEven() {
    double[] x = new double[100_000];
    Rng.of(25, "x").fillGaussian(x, 0, x.length);
    assertTrue(KolmogorovSmirnov.test(x, v -> BellIntegral.normalCdf(v - 0.03)).pValue() < 1e-6);
    assertEquals(0.05, ChiSquare.pValue(3.841458820694124, 1), 1e-12);
    assertEquals(0.05, ChiSquare.pValue(124.34211340400408, 100), 1e-10);
    assertEquals(Math.exp(-3), ChiSquare.pValue(6, 2), 1e-15);
    // 1.3581/√n is exceeded with a chance of 5 %, in the limit.
    int n = 10_000;
    double[] shifted = IntStream.range(0, n).mapToDouble(i -> (i + 0.5) / n + 0.013531).toArray();
    assertEquals(0.05, KolmogorovSmirnov.test(shifted, v -> Math.min(v, 1)).pValue(), 5e-4);
  }

  @Test
  void momentsAndQuantilesOfKnownSamples() {
    Moments moments = new Moments();
    for (double v : new double[] {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}) {
      moments.add(v);
    }
    assertEquals(1e9 + 10, moments.mean());
    assertEquals(30, moments.variance(), 1e-9);
    double[] sample = {4, 1, 3, 2};
    assertEquals(1.75, Quantile.of(sample, 0.25));
    assertEquals(4, Quantile.of(sample, 1));
  }
}
