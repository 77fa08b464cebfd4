package elbolab.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every function against a reference in double, over the whole range of floats. */
class FloatMathTest {
  /** What is tested, its reference, and where a tiny argument has a closed form good to 2⁻⁴⁰. */
  enum Subject {
    EXP(Unary.EXP, StrictMath::exp, x -> 1 + x),
    EXPM1(Unary.EXPM1, StrictMath::expm1, x -> x + x * x / 2),
    LOG(Unary.LOG, StrictMath::log, null),
    TANH(Unary.TANH, StrictMath::tanh, x -> x),
    SIGMOID(Unary.SIGMOID, x -> 1 / (1 + StrictMath.exp(-x)), x -> 0.5 + x / 4),
    SOFTPLUS(Unary.SOFTPLUS, FloatMathTest::softplus, x -> Math.log(2) + x / 2),
    ERF(Unary.ERF, ErrorFunction::erf, x -> 2 / Math.sqrt(Math.PI) * x),
    SIN(Unary.SIN, StrictMath::sin, x -> x),
    COS(Unary.COS, StrictMath::cos, x -> 1);

    final Unary map;
    final DoubleUnaryOperator reference;
    final DoubleUnaryOperator tiny;

    Subject(Unary map, DoubleUnaryOperator reference, DoubleUnaryOperator tiny) {
      this.map = map;
      this.reference = reference;
      this.tiny = tiny;
    }

    double truth(float x) {
      return tiny != null && Math.abs(x) < 0x1p-22f
          ? tiny.applyAsDouble(x)
          : reference.applyAsDouble(x);
    }
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  @ParameterizedTest
  @EnumSource(Subject.class)
  void isWithinTwoUlpOnASample(Subject subject) {
    Worst worst = sweep(subject, 3989);

    assertTrue(worst.error < 2, subject + ": " + worst);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource(Subject.class)
  void isWithinTwoUlpOnEveryFloat(Subject subject) {
    Worst worst = sweep(subject, 1);
    System.out.println("greatest error over all floats of " + subject + ": " + worst);
    assertTrue(worst.error < 2, subject + ": " + worst);
  }

  private record Worst(double error, float at) {
    @Override
    public String toString() {
      return "%.3f ulp at %s = %s".formatted(error, at, Float.toHexString(at));
    }
  }

  private static Worst sweep(Subject subject, int step) {
    int block = 1 << 16;
    float[] x = new float[block];
    float[] y = new float[block];
    Worst worst = new Worst(0, 0);
    long bits = 0;
    while (bits < 1L << 32) {
      int n = 0;
      for (; n < block && bits < 1L << 32; n++, bits += step) {
        x[n] = Float.intBitsToFloat((int) bits);
      }
      subject.map.apply(n, x, 0, y, 0);
      for (int i = 0; i < n; i++) {
        double error = ulps(y[i], subject.truth(x[i]));
        if (error > worst.error) {
          worst = new Worst(error, x[i]);
        }
      }
    }
    return worst;
  }

  /** Distance in units of the last place of the float nearest to the truth. */
  private static double ulps(float y, double truth) {
    float nearest = (float) truth;
    if (Float.isNaN(nearest) || Float.isInfinite(nearest) || Float.isNaN(y)) {
      return Float.compare(y, nearest) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(y - truth) / Math.ulp(nearest);
  }

  @Test
  void edgesAreExact() {
    for (Subject subject : Subject.values()) {
      for (float x : new float[] {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL}) {
        if (subject == Subject.LOG && x < 0) {
          continue;
        }
        float expected = (float) subject.reference.applyAsDouble(x);
        assertEquals(expected, subject.map.of(x), subject + " at " + x);
      }
    }
    assertEquals(Float.POSITIVE_INFINITY, FloatMath.exp(Float.POSITIVE_INFINITY));
    assertEquals(0f, FloatMath.exp(Float.NEGATIVE_INFINITY));
    assertEquals(Float.NEGATIVE_INFINITY, FloatMath.log(-0f));
    assertEquals(Float.POSITIVE_INFINITY, FloatMath.log(Float.POSITIVE_INFINITY));
    assertEquals(Float.NaN, FloatMath.log(-Float.MIN_VALUE));
    assertEquals(-1f, FloatMath.tanh(Float.NEGATIVE_INFINITY));
    assertEquals(0f, FloatMath.sigmoid(Float.NEGATIVE_INFINITY));
    assertEquals(1f, FloatMath.sigmoid(Float.POSITIVE_INFINITY));
    assertEquals(Float.POSITIVE_INFINITY, FloatMath.softplus(Float.POSITIVE_INFINITY));
    assertEquals(0f, FloatMath.softplus(Float.NEGATIVE_INFINITY));
    assertEquals(-1f, FloatMath.erf(Float.NEGATIVE_INFINITY));
    assertEquals(Float.NaN, FloatMath.sin(Float.POSITIVE_INFINITY));
    for (Subject subject : Subject.values()) {
      assertEquals(Float.NaN, subject.map.of(Float.NaN), subject.name());
    }
  }

  /** x·Φ(x): the error relative to x, because 1 + erf cancels for negative x. */
  @Test
  void geluIsWithinTwoUlpOfItsArgument() {
    for (float x = -12; x < 12; x += 0.00037f) {
      double truth = 0.5 * x * ErrorFunction.erfc(-x / Math.sqrt(2));
      assertEquals(truth, FloatMath.gelu(x), 2 * Math.ulp(x), "at " + x);
    }
  }

  /** 2/π from Machin's π = 16 arctan 1/5 − 4 arctan 1/239, in whole numbers. */
  @Test
  void theBitsOfTwoOverPi() {
    int bits = 300;
    BigInteger one = BigInteger.ONE.shiftLeft(bits);
    BigInteger sixteen = arcTangentOfInverse(5, one).shiftLeft(4);
    BigInteger pi = sixteen.subtract(arcTangentOfInverse(239, one).shiftLeft(2));
    BigInteger expected = one.shiftLeft(1 + 224).divide(pi);
    BigInteger table = BigInteger.ZERO;
    for (int word : FloatMath.TWO_OVER_PI_BITS) {
      table = table.shiftLeft(32).or(BigInteger.valueOf(word & 0xFFFFFFFFL));
    }
    assertEquals(expected, table);
  }

  private static BigInteger arcTangentOfInverse(int x, BigInteger one) {
    BigInteger power = one.divide(BigInteger.valueOf(x));
    BigInteger sum = power;
    for (int k = 3; power.signum() != 0; k += 2) {
      power = power.divide(BigInteger.valueOf(-x * x));
      sum = sum.add(power.divide(BigInteger.valueOf(k)));
    }
    return sum;
  }

  /** Floats that lie nearest to a quarter turn, where the reduction cancels most. */
  @Test
  void greatAnglesNearQuarterTurns() {
    for (long bits = 0x47000001L; bits < 0x7F800000L; bits += 7) {
      float x = Float.intBitsToFloat((int) bits);
      double truth = StrictMath.cos(x);
      if (Math.abs(truth) < 1e-6) {
        assertTrue(ulps(FloatMath.cos(x), truth) < 2, "cos " + x);
        assertTrue(ulps(FloatMath.cos(-x), truth) < 2, "cos " + -x);
      }
    }
    assertEquals(-FloatMath.sin(1e30f), FloatMath.sin(-1e30f));
    assertEquals(Float.NaN, FloatMath.cos(Float.NEGATIVE_INFINITY));
  }
}
