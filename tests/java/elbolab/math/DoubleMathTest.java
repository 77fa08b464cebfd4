package elbolab.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every function in double against series in forty decimal digits. */
class DoubleMathTest {
  private static final MathContext DIGITS = new MathContext(40);
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  enum Subject {
    EXP(DoubleMath::exp, DoubleMathTest::exp, 300),
    EXPM1(DoubleMath::expm1, x -> exp(x).subtract(ONE), 30),
    LOG(DoubleMath::log, DoubleMathTest::log, 1e6),
    LOG1P(DoubleMath::log1p, x -> log(x.add(ONE)), 1e6),
    SOFTPLUS(DoubleMath::softplus, x -> log(exp(x).add(ONE)), 40),
    TANH(DoubleMath::tanh, DoubleMathTest::tanh, 20),
    SIGMOID(DoubleMath::sigmoid, x -> divide(ONE, exp(x.negate()).add(ONE)), 40),
    ERF(BellIntegral::erf, DoubleMathTest::erf, 6);

    final DoubleUnaryOperator function;
    final UnaryOperator<BigDecimal> truth;
    final double range;

    Subject(DoubleUnaryOperator function, UnaryOperator<BigDecimal> truth, double range) {
      this.function = function;
      this.truth = truth;
      this.range = range;
    }

    boolean accepts(double x) {
      return this == LOG ? x > 0 : this != LOG1P || x > -1;
    }
  }

  private static BigDecimal divide(BigDecimal a, BigDecimal b) {
    return a.divide(b, DIGITS);
  }

  /** The exponential series of x/2ⁿ, squared n times. */
  private static BigDecimal exp(BigDecimal x) {
    MathContext more = new MathContext(60);
    int halvings = Math.max(0, Math.getExponent(x.doubleValue()) + 4);
    BigDecimal small = x.divide(TWO.pow(halvings), more);
    BigDecimal term = ONE;
    BigDecimal sum = ONE;
    for (int n = 1; n < 60; n++) {
      term = term.multiply(small, more).divide(BigDecimal.valueOf(n), more);
      sum = sum.add(term, more);
    }
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum, more);
    }
    return sum;
  }

  /** Newton's method on exp, from the platform's logarithm; each step doubles the digits. */
  private static BigDecimal log(BigDecimal x) {
    BigDecimal y = new BigDecimal(StrictMath.log(x.doubleValue()));
    for (int i = 0; i < 3; i++) {
      BigDecimal e = exp(y);
      y = y.add(TWO.multiply(x.subtract(e)).divide(x.add(e), new MathContext(60)));
    }
    return y;
  }

  private static BigDecimal tanh(BigDecimal x) {
    BigDecimal e = exp(x.add(x));
    return divide(e.subtract(ONE), e.add(ONE));
  }

  /** 2/√π · e^(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)). */
  private static BigDecimal erf(BigDecimal x) {
    MathContext more = new MathContext(60);
    BigDecimal square = x.multiply(x, more);
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int n = 1; n < 250; n++) {
      term = term.multiply(TWO).multiply(square, more).divide(BigDecimal.valueOf(2 * n + 1), more);
      sum = sum.add(term, more);
    }
    BigDecimal pi = new BigDecimal("3.14159265358979323846264338327950288419716939937510582");
    return TWO.multiply(sum).multiply(exp(square.negate()), more).divide(pi.sqrt(more), more);
  }

  @ParameterizedTest
  @EnumSource(Subject.class)
  void isWithinTwoUlp(Subject subject) {
    Rng rng = Rng.of(3, subject.name());
    double worst = 0;
    double at = 0;
    for (int i = 0; i < 800; i++) {
      double size = subject.range * DoubleMath.exp(-20 * rng.nextDouble() * (i % 2));
      double x = i % 2 == 0 ? size * rng.nextDouble() : size;
      x = rng.nextInt() < 0 ? x : -x;
      if (!subject.accepts(x)) {
        continue;
      }
      BigDecimal truth = subject.truth.apply(new BigDecimal(x));
      double y = subject.function.applyAsDouble(x);
      double ulp = Math.ulp(truth.doubleValue());
      double error = new BigDecimal(y).subtract(truth).abs().doubleValue() / ulp;
      if (error > worst) {
        worst = error;
        at = x;
      }
    }
    assertTrue(worst < 2, subject + ": " + worst + " ulp at " + at);
  }

  @Test
  void edgesAreExact() {
    double infinity = Double.POSITIVE_INFINITY;
    assertEquals(infinity, DoubleMath.exp(infinity));
    assertEquals(infinity, DoubleMath.exp(709.79));
    assertEquals(0.0, DoubleMath.exp(-infinity));
    assertEquals(0.0, DoubleMath.exp(-745.2));
    assertEquals(Double.MIN_VALUE, DoubleMath.exp(-745.1));
    assertEquals(1.0, DoubleMath.exp(-0.0));
    assertEquals(-infinity, DoubleMath.log(-0.0));
    assertEquals(infinity, DoubleMath.log(infinity));
    assertEquals(Double.NaN, DoubleMath.log(-1));
    assertEquals(StrictMath.log(Double.MIN_VALUE), DoubleMath.log(Double.MIN_VALUE), 2e-13);
    assertEquals(-0.0, DoubleMath.log1p(-0.0));
    assertEquals(-infinity, DoubleMath.log1p(-1));
    assertEquals(Double.NaN, DoubleMath.log1p(-1.5));
    assertEquals(infinity, DoubleMath.log1p(infinity));
    assertEquals(-0.0, DoubleMath.tanh(-0.0));
    assertEquals(-1.0, DoubleMath.tanh(-infinity));
    assertEquals(0.0, DoubleMath.sigmoid(-infinity));
    assertEquals(infinity, DoubleMath.softplus(infinity));
    assertEquals(0.0, DoubleMath.softplus(-infinity));
    assertEquals(-1.0, BellIntegral.erf(-infinity));
    for (Subject subject : Subject.values()) {
      assertEquals(Double.NaN, subject.function.applyAsDouble(Double.NaN), subject.name());
    }
  }

  @Test
  void powersFollowTheRulesOfSigns() {
    float[] bases = {-2, -0.5f, -0f, 0, 0.5f, 3};
    float[] exponents = {-3, -2, -0.5f, 0, 0.5f, 1, 2, 3};
    for (float x : bases) {
      for (float p : exponents) {
        float expected = (float) Math.pow(x, p);
        float power = Unary.POWER.of(x, p, 0);
        if (Float.isFinite(expected)) {
          assertEquals(expected, power, Math.ulp(expected), x + "^" + p);
        } else {
          assertEquals(expected, power, x + "^" + p);
        }
      }
    }
  }

  @Test
  void theNormalDistributionFunctionHasItsTails() {
    assertEquals(0.5, BellIntegral.normalCdf(0));
    assertEquals(0.975, BellIntegral.normalCdf(1.959963984540054), 1e-15);
    assertEquals(9.865876450376946e-10, BellIntegral.normalCdf(-6), 1e-22);
    assertEquals(7.619853024160527e-24, BellIntegral.normalCdf(-10), 1e-36);
  }

  @Test
  void logarithmsOfTheGammaFunction() {
    assertEquals(Math.log(Math.sqrt(Math.PI)), DoubleMath.logGamma(0.5), 1e-14);
    assertEquals(Math.log(24), DoubleMath.logGamma(5), 1e-13);
  }
}
