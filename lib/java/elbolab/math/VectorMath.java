package elbolab.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link FloatMath} on vectors: the same operations in the same order, so the same bits. */
final class VectorMath {
  private static final int ROUNDER_BITS = Float.floatToRawIntBits(FloatMath.ROUNDER);
  private static final int SIGN = Integer.MIN_VALUE;

  private VectorMath() {}

  static FloatVector exp(FloatVector x) {
    FloatVector bounded = above(below(x, -104), 89);
    FloatVector rounded = fma(bounded, FloatMath.LOG2_E, FloatMath.ROUNDER);
    FloatVector n = rounded.sub(FloatMath.ROUNDER);
    FloatVector r = reduced(n, bounded);
    FloatVector sum = r.add(1);
    FloatVector lost = r.sub(sum.sub(1));
    FloatVector y = sum.add(expTail(r).fma(r.mul(r), lost));
    IntVector whole = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
    IntVector half = whole.lanewise(VectorOperators.ASHR, 1);
    return y.mul(powerOfTwo(half)).mul(powerOfTwo(whole.sub(half)));
  }

  private static FloatVector reduced(FloatVector n, FloatVector x) {
    return n.fma(constant(-FloatMath.LN2_LOW), n.fma(constant(-FloatMath.LN2_HIGH), x));
  }

  private static FloatVector expTail(FloatVector r) {
    FloatVector p = fma(r, 0x1.9e0be4p-13f, 0x1.6d4366p-10f);
    p = fma(p, r, 0x1.111306p-7f);
    p = fma(p, r, 0x1.5554fp-5f);
    p = fma(p, r, 0x1.555554p-3f);
    return fma(p, r, 0.5f);
  }

  private static FloatVector powerOfTwo(IntVector n) {
    return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  static FloatVector expm1(FloatVector x) {
    FloatVector y = expm1Nonzero(above(below(x, -20), 89));
    return y.blend(x, x.abs().compare(VectorOperators.LT, 0x1p-25f));
  }

  private static FloatVector expm1Nonzero(FloatVector x) {
    FloatVector rounded = fma(x, FloatMath.LOG2_E, FloatMath.ROUNDER);
    FloatVector r = reduced(rounded.sub(FloatMath.ROUNDER), x);
    FloatVector p = expTail(r).fma(r.mul(r), r);
    FloatVector scale = powerOfTwo(rounded.reinterpretAsInts().sub(ROUNDER_BITS + 1));
    return scale.fma(p, scale.sub(0.5f)).mul(2);
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector scaled = x.blend(x.mul(0x1p25f), subnormal);
    IntVector shifted = scaled.reinterpretAsInts().sub(FloatMath.SQRT_HALF_BITS);
    FloatVector exponent =
        shifted
            .lanewise(VectorOperators.ASHR, 23)
            .add(ROUNDER_BITS)
            .reinterpretAsFloats()
            .sub(FloatMath.ROUNDER);
    exponent = exponent.blend(exponent.sub(25), subnormal);
    FloatVector m =
        shifted
            .lanewise(VectorOperators.AND, 0x7FFFFF)
            .add(FloatMath.SQRT_HALF_BITS)
            .reinterpretAsFloats();
    FloatVector y = logOf(m.sub(1), exponent);
    y = y.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NaN, x.compare(VectorOperators.GT, 0).not());
    return y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
  }

  private static FloatVector logOf(FloatVector f, FloatVector exponent) {
    FloatVector p = fma(f, -0x1.db8074p-5f, 0x1.aebd3p-4f);
    p = fma(p, f, -0x1.bc3ccap-4f);
    p = fma(p, f, 0x1.c528cp-4f);
    p = fma(p, f, -0x1.fce0cap-4f);
    p = fma(p, f, 0x1.24830ap-3f);
    p = fma(p, f, -0x1.55636ep-3f);
    p = fma(p, f, 0x1.999a82p-3f);
    p = fma(p, f, -0x1.ffffd6p-3f);
    p = fma(p, f, 0x1.555554p-2f);
    p = fma(p, f, -0.5f);
    FloatVector tail = exponent.fma(constant(FloatMath.LN2_LOW), f.mul(f).mul(p)).add(f);
    return exponent.fma(constant(FloatMath.LN2_HIGH), tail);
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector t = expm1Nonzero(above(size, 10).mul(2));
    FloatVector far = t.div(t.add(2));
    VectorMask<Float> near = size.compare(VectorOperators.LT, FloatMath.TANH_SPLIT);
    return copySign(far.blend(tanhNear(size), near), x);
  }

  private static FloatVector tanhNear(FloatVector x) {
    FloatVector z = x.mul(x);
    FloatVector p = fma(z, -0x1.9a79bap-8f, 0x1.5918a4p-6f);
    p = fma(p, z, -0x1.b92358p-5f);
    p = fma(p, z, 0x1.110dp-3f);
    p = fma(p, z, -0x1.55554ap-2f);
    return x.mul(z).fma(p, x);
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    FloatVector one = constant(1);
    FloatVector above = one.blend(e, x.compare(VectorOperators.LT, 0));
    FloatVector below = e.add(1);
    FloatVector lost = e.sub(below.sub(1));
    FloatVector inverse = one.div(below);
    FloatVector y = above.mul(inverse);
    FloatVector minus = y.neg();
    return minus.fma(lost, minus.fma(below, above)).fma(inverse, y);
  }

  static FloatVector softplus(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    VectorMask<Float> halved = e.compare(VectorOperators.GT, FloatMath.SQRT_2_LESS_1);
    FloatVector f = e.blend(fma(e, 0.5f, -0.5f), halved);
    FloatVector y = logOf(f, constant(0).blend(1, halved));
    return x.blend(0, x.compare(VectorOperators.LT, 0)).add(y);
  }

  static FloatVector erf(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector far = constant(1).sub(exp(logErfc(above(size, 4))));
    VectorMask<Float> near = size.compare(VectorOperators.LT, FloatMath.ERF_SPLIT);
    return copySign(far.blend(erfNear(size), near), x);
  }

  private static FloatVector erfNear(FloatVector x) {
    FloatVector z = x.mul(x);
    FloatVector p = fma(z, -0x1.0ee978p-12f, 0x1.ca808p-11f);
    p = fma(p, z, -0x1.d37e2cp-10f);
    p = fma(p, z, 0x1.7c87b2p-8f);
    p = fma(p, z, -0x1.bb6334p-6f);
    p = fma(p, z, 0x1.ce52c6p-4f);
    p = fma(p, z, -0x1.8127f6p-2f);
    p = fma(p, z, FloatMath.ERF_SLOPE_LOW);
    return x.fma(constant(FloatMath.ERF_SLOPE), x.mul(p));
  }

  private static FloatVector logErfc(FloatVector x) {
    FloatVector p = fma(x, -0x1.f033fp-28f, 0x1.de91d4p-20f);
    p = fma(p, x, -0x1.8ca79p-15f);
    p = fma(p, x, 0x1.3bcd7ep-11f);
    p = fma(p, x, -0x1.38da02p-8f);
    p = fma(p, x, 0x1.b130d8p-6f);
    p = fma(p, x, -0x1.c2e984p-4f);
    p = fma(p, x, -0x1.4380cep-1f);
    p = fma(p, x, -0x1.2155aap0f);
    return fma(p, x, 0x1.482742p-12f);
  }

  static FloatVector gelu(FloatVector x) {
    FloatVector half = x.mul(0.5f);
    return half.fma(erf(x.mul(FloatMath.SQRT_HALF)), half);
  }

  static FloatVector geluSlope(FloatVector x) {
    FloatVector density = exp(x.mul(x).mul(-0.5f)).mul(FloatMath.INVERSE_SQRT_TWO_PI);
    FloatVector distribution = fma(erf(x.mul(FloatMath.SQRT_HALF)), 0.5f, 0.5f);
    return x.fma(density, distribution);
  }

  /** Whether {@link #sine} is defined for all of x. */
  static boolean reducible(FloatVector x) {
    return !x.abs().compare(VectorOperators.GT, FloatMath.LARGEST_ANGLE).anyTrue();
  }

  /** Sine where shift is 0, cosine where it is 1, of angles up to the largest. */
  static FloatVector sine(FloatVector x, int shift) {
    FloatVector rounded = fma(x, FloatMath.TWO_OVER_PI, FloatMath.ROUNDER);
    FloatVector n = rounded.sub(FloatMath.ROUNDER);
    FloatVector r = n.fma(constant(-FloatMath.HALF_PI_HIGH), x);
    r = n.fma(constant(-FloatMath.HALF_PI_MIDDLE), r);
    r = n.fma(constant(-FloatMath.HALF_PI_LOW), r);
    return quarterSine(r, rounded.reinterpretAsInts().add(shift));
  }

  /** sin or cos of 2πu. */
  static FloatVector turnedSine(FloatVector u, int shift) {
    FloatVector rounded = fma(u, 4, FloatMath.ROUNDER);
    FloatVector r = rounded.sub(FloatMath.ROUNDER).fma(constant(-0.25f), u);
    return quarterSine(r.mul(FloatMath.TWO_PI), rounded.reinterpretAsInts().add(shift));
  }

  private static FloatVector quarterSine(FloatVector r, IntVector quarter) {
    FloatVector z = r.mul(r);
    FloatVector s = fma(z, 0x1.77c182p-19f, -0x1.a04824p-13f);
    s = fma(s, z, 0x1.111164p-7f);
    s = fma(s, z, -0x1.555556p-3f);
    s = r.mul(z).fma(s, r);
    FloatVector c = fma(z, 0x1.99e334p-16f, -0x1.6c0c1ep-10f);
    c = fma(c, z, 0x1.55554ap-5f);
    c = fma(c, z, -0.5f);
    c = fma(c, z, 1);
    IntVector odd = quarter.lanewise(VectorOperators.LSHL, 31);
    FloatVector y = s.blend(c, odd.compare(VectorOperators.LT, 0).cast(s.species()));
    IntVector sign = quarter.lanewise(VectorOperators.LSHL, 30).lanewise(VectorOperators.AND, SIGN);
    return y.reinterpretAsInts().lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
  }

  private static FloatVector copySign(FloatVector size, FloatVector sign) {
    IntVector bit = sign.reinterpretAsInts().lanewise(VectorOperators.AND, SIGN);
    IntVector rest = size.reinterpretAsInts().lanewise(VectorOperators.AND, ~SIGN);
    return rest.lanewise(VectorOperators.OR, bit).reinterpretAsFloats();
  }

  /** x, and the limit where x is greater; NaN stays. */
  private static FloatVector above(FloatVector x, float limit) {
    return x.blend(limit, x.compare(VectorOperators.GT, limit));
  }

  /** x, and the limit where x is less; NaN stays. */
  private static FloatVector below(FloatVector x, float limit) {
    return x.blend(limit, x.compare(VectorOperators.LT, limit));
  }

  private static FloatVector constant(float c) {
    return FloatVector.broadcast(VectorTiles.SPECIES, c);
  }

  private static FloatVector fma(FloatVector a, FloatVector b, float c) {
    return a.fma(b, constant(c));
  }

  private static FloatVector fma(FloatVector a, float b, float c) {
    return a.fma(constant(b), constant(c));
  }
}
