package elbolab.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link FloatMath} on vectors: constants, and the shorter functions that loops share. Vector and
 * scalar do the same operations in the same order, so the same bits come out.
 */
final class VectorMath {
  static final int ROUNDER_BITS = Float.floatToRawIntBits(FloatMath.ROUNDER);

  // Constants are vectors that the compiler knows: broadcasting each number where it is used makes
  // the longer functions too long to be compiled without objects.
  static final FloatVector EXP_0 = constant(FloatMath.EXP[0]);
  static final FloatVector EXP_1 = constant(FloatMath.EXP[1]);
  static final FloatVector EXP_2 = constant(FloatMath.EXP[2]);
  static final FloatVector EXP_3 = constant(FloatMath.EXP[3]);
  static final FloatVector EXP_4 = constant(FloatMath.EXP[4]);
  static final FloatVector EXP_5 = constant(FloatMath.EXP[5]);
  static final FloatVector LOG_0 = constant(FloatMath.LOG[0]);
  static final FloatVector LOG_1 = constant(FloatMath.LOG[1]);
  static final FloatVector LOG_2 = constant(FloatMath.LOG[2]);
  static final FloatVector LOG_3 = constant(FloatMath.LOG[3]);
  static final FloatVector LOG_4 = constant(FloatMath.LOG[4]);
  static final FloatVector LOG_5 = constant(FloatMath.LOG[5]);
  static final FloatVector LOG_6 = constant(FloatMath.LOG[6]);
  static final FloatVector LOG_7 = constant(FloatMath.LOG[7]);
  static final FloatVector LOG_8 = constant(FloatMath.LOG[8]);
  static final FloatVector LOG_9 = constant(FloatMath.LOG[9]);
  static final FloatVector LOG_10 = constant(FloatMath.LOG[10]);
  private static final FloatVector TANH_0 = constant(FloatMath.TANH[0]);
  private static final FloatVector TANH_1 = constant(FloatMath.TANH[1]);
  private static final FloatVector TANH_2 = constant(FloatMath.TANH[2]);
  private static final FloatVector TANH_3 = constant(FloatMath.TANH[3]);
  private static final FloatVector TANH_4 = constant(FloatMath.TANH[4]);
  static final FloatVector SIN_0 = constant(FloatMath.SIN[0]);
  static final FloatVector SIN_1 = constant(FloatMath.SIN[1]);
  static final FloatVector SIN_2 = constant(FloatMath.SIN[2]);
  static final FloatVector SIN_3 = constant(FloatMath.SIN[3]);
  static final FloatVector COS_0 = constant(FloatMath.COS[0]);
  static final FloatVector COS_1 = constant(FloatMath.COS[1]);
  static final FloatVector COS_2 = constant(FloatMath.COS[2]);
  static final FloatVector COS_3 = constant(FloatMath.COS[3]);
  static final FloatVector MINUS_LN2_LOW = constant(-FloatMath.LN2_LOW);
  static final FloatVector MINUS_LN2_HIGH = constant(-FloatMath.LN2_HIGH);
  static final FloatVector LN2_LOW = constant(FloatMath.LN2_LOW);
  static final FloatVector LN2_HIGH = constant(FloatMath.LN2_HIGH);
  private static final FloatVector MINUS_HALF_PI_HIGH = constant(-FloatMath.HALF_PI_HIGH);
  private static final FloatVector MINUS_HALF_PI_MIDDLE = constant(-FloatMath.HALF_PI_MIDDLE);
  private static final FloatVector MINUS_HALF_PI_LOW = constant(-FloatMath.HALF_PI_LOW);
  static final FloatVector MINUS_QUARTER = constant(-0.25f);
  static final FloatVector ONE = constant(1);
  static final FloatVector LOG2_E = constant(FloatMath.LOG2_E);
  static final FloatVector ROUNDER = constant(FloatMath.ROUNDER);
  private static final FloatVector TWO_OVER_PI = constant(FloatMath.TWO_OVER_PI);
  static final FloatVector FOUR = constant(4);
  static final FloatVector HALF = constant(0.5f);
  static final FloatVector MINUS_HALF = constant(-0.5f);

  static final FloatVector GREATEST_TANH = constant(10);
  static final FloatVector TANH_SPLIT = constant(FloatMath.TANH_SPLIT);
  static final FloatVector GREATEST_EXP = constant(89);
  static final FloatVector SMALLEST_EXP = constant(-104);
  static final FloatVector SMALLEST_EXPM1 = constant(-20);

  static final int SIGN = Integer.MIN_VALUE;

  private VectorMath() {}

  static FloatVector logOf(FloatVector f, FloatVector exponent) {
    FloatVector p = f.fma(LOG_0, LOG_1);
    p = p.fma(f, LOG_2);
    p = p.fma(f, LOG_3);
    p = p.fma(f, LOG_4);
    p = p.fma(f, LOG_5);
    p = p.fma(f, LOG_6);
    p = p.fma(f, LOG_7);
    p = p.fma(f, LOG_8);
    p = p.fma(f, LOG_9);
    p = p.fma(f, LOG_10);
    FloatVector tail = exponent.fma(LN2_LOW, f.mul(f).mul(p)).add(f);
    return exponent.fma(LN2_HIGH, tail);
  }

  static FloatVector tanhNear(FloatVector x) {
    FloatVector z = x.mul(x);
    FloatVector p = z.fma(TANH_0, TANH_1);
    p = p.fma(z, TANH_2);
    p = p.fma(z, TANH_3);
    p = p.fma(z, TANH_4);
    return x.mul(z).fma(p, x);
  }

  /** Whether {@link #sine} is defined for all of x. */
  static boolean reducible(FloatVector x) {
    return !x.abs().compare(VectorOperators.GT, FloatMath.LARGEST_ANGLE).anyTrue();
  }

  /** Sine where shift is 0, cosine where it is 1, of angles up to the largest. */
  static FloatVector sine(FloatVector x, int shift) {
    FloatVector rounded = x.fma(TWO_OVER_PI, ROUNDER);
    FloatVector n = rounded.sub(ROUNDER);
    FloatVector r = n.fma(MINUS_HALF_PI_HIGH, x);
    r = n.fma(MINUS_HALF_PI_MIDDLE, r);
    r = n.fma(MINUS_HALF_PI_LOW, r);
    return quarterSine(r, rounded.reinterpretAsInts().add(shift));
  }

  private static FloatVector quarterSine(FloatVector r, IntVector quarter) {
    FloatVector z = r.mul(r);
    FloatVector s = z.fma(SIN_0, SIN_1);
    s = s.fma(z, SIN_2);
    s = s.fma(z, SIN_3);
    s = r.mul(z).fma(s, r);
    FloatVector c = z.fma(COS_0, COS_1);
    c = c.fma(z, COS_2);
    c = c.fma(z, COS_3);
    c = c.fma(z, ONE);
    IntVector odd = quarter.lanewise(VectorOperators.LSHL, 31);
    FloatVector y = s.blend(c, odd.compare(VectorOperators.LT, 0).cast(s.species()));
    IntVector sign = quarter.lanewise(VectorOperators.LSHL, 30).lanewise(VectorOperators.AND, SIGN);
    return y.reinterpretAsInts().lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
  }

  static FloatVector copySign(FloatVector size, FloatVector sign) {
    IntVector bit = sign.reinterpretAsInts().lanewise(VectorOperators.AND, SIGN);
    IntVector rest = size.reinterpretAsInts().lanewise(VectorOperators.AND, ~SIGN);
    return rest.lanewise(VectorOperators.OR, bit).reinterpretAsFloats();
  }

  /** x, and the limit where x is greater; NaN stays. */
  static FloatVector above(FloatVector x, FloatVector limit) {
    return x.blend(limit, x.compare(VectorOperators.GT, limit));
  }

  private static FloatVector constant(float c) {
    return FloatVector.broadcast(VectorTiles.SPECIES, c);
  }
}
