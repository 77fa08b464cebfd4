package elbolab.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The longer functions. Polynomials that they share are flat loops: in a method whose graph has
 * grown beyond some 18,000 nodes, with all that is inlined into it, the compiler may forget that a
 * vector is one and make objects. {@link #exp} and {@link #positiveLog} stay methods of their own:
 * no method of more than 325 bytecodes is inlined. The other functions put a short loop before one
 * of these and a short loop after it, block by block, so that what they hand over stays in the
 * nearest cache.
 */
final class VectorFunctions {
  private static final VectorSpecies<Float> SPECIES = VectorTiles.SPECIES;
  private static final int LANES = VectorTiles.LANES;
  private static final int BLOCK = 1024;

  /** What one step hands to the next; the second half holds a negated argument. */
  private static final ThreadLocal<float[]> BETWEEN =
      ThreadLocal.withInitial(() -> new float[2 * BLOCK]);

  private VectorFunctions() {}

  /** exp x. */
  static void exp(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      VectorMask<Float> tooSmall = x.compare(VectorOperators.LT, VectorMath.SMALLEST_EXP);
      FloatVector atLeast = x.blend(VectorMath.SMALLEST_EXP, tooSmall);
      VectorMask<Float> tooGreat = atLeast.compare(VectorOperators.GT, VectorMath.GREATEST_EXP);
      FloatVector bounded = atLeast.blend(VectorMath.GREATEST_EXP, tooGreat);
      FloatVector rounded = bounded.fma(VectorMath.LOG2_E, VectorMath.ROUNDER);
      FloatVector wholes = rounded.sub(VectorMath.ROUNDER);
      FloatVector nearly = wholes.fma(VectorMath.MINUS_LN2_HIGH, bounded);
      FloatVector r = wholes.fma(VectorMath.MINUS_LN2_LOW, nearly);
      FloatVector sum = r.add(VectorMath.ONE);
      FloatVector kept = sum.sub(VectorMath.ONE);
      FloatVector lost = r.sub(kept);
      FloatVector p1 = r.fma(VectorMath.EXP_0, VectorMath.EXP_1);
      FloatVector p2 = p1.fma(r, VectorMath.EXP_2);
      FloatVector p3 = p2.fma(r, VectorMath.EXP_3);
      FloatVector p4 = p3.fma(r, VectorMath.EXP_4);
      FloatVector p5 = p4.fma(r, VectorMath.EXP_5);
      FloatVector square = r.mul(r);
      FloatVector tail = p5.fma(square, lost);
      FloatVector y = sum.add(tail);
      IntVector power = rounded.reinterpretAsInts().sub(VectorMath.ROUNDER_BITS);
      IntVector half = power.lanewise(VectorOperators.ASHR, 1);
      IntVector rest = power.sub(half);
      FloatVector first = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector second = rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector once = y.mul(first);
      FloatVector twice = once.mul(second);
      twice.intoArray(out, to + i);
    }
  }

  /** exp x − 1. */
  static void expm1(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      VectorMask<Float> tooSmall = x.compare(VectorOperators.LT, VectorMath.SMALLEST_EXPM1);
      FloatVector atLeast = x.blend(VectorMath.SMALLEST_EXPM1, tooSmall);
      VectorMask<Float> tooGreat = atLeast.compare(VectorOperators.GT, VectorMath.GREATEST_EXP);
      FloatVector bounded = atLeast.blend(VectorMath.GREATEST_EXP, tooGreat);
      FloatVector rounded = bounded.fma(VectorMath.LOG2_E, VectorMath.ROUNDER);
      FloatVector wholes = rounded.sub(VectorMath.ROUNDER);
      FloatVector nearly = wholes.fma(VectorMath.MINUS_LN2_HIGH, bounded);
      FloatVector r = wholes.fma(VectorMath.MINUS_LN2_LOW, nearly);
      FloatVector p1 = r.fma(VectorMath.EXP_0, VectorMath.EXP_1);
      FloatVector p2 = p1.fma(r, VectorMath.EXP_2);
      FloatVector p3 = p2.fma(r, VectorMath.EXP_3);
      FloatVector p4 = p3.fma(r, VectorMath.EXP_4);
      FloatVector p5 = p4.fma(r, VectorMath.EXP_5);
      FloatVector square = r.mul(r);
      FloatVector p = p5.fma(square, r);
      IntVector bits = rounded.reinterpretAsInts();
      IntVector power = bits.sub(VectorMath.ROUNDER_BITS + 1);
      IntVector biased = power.add(127);
      IntVector exponent = biased.lanewise(VectorOperators.LSHL, 23);
      FloatVector scale = exponent.reinterpretAsFloats();
      FloatVector base = scale.sub(VectorMath.HALF);
      FloatVector halved = scale.fma(p, base);
      FloatVector y = halved.mul(2);
      FloatVector size = x.abs();
      VectorMask<Float> tiny = size.compare(VectorOperators.LT, 0x1p-25f);
      FloatVector z = y.blend(x, tiny);
      z.intoArray(out, to + i);
    }
  }

  /** log x for x above 0; what stands elsewhere means nothing. */
  private static void positiveLog(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
      FloatVector scaled = x.blend(x.mul(0x1p25f), subnormal);
      IntVector shifted = scaled.reinterpretAsInts().sub(FloatMath.SQRT_HALF_BITS);
      IntVector power = shifted.lanewise(VectorOperators.ASHR, 23);
      IntVector rounder = power.add(VectorMath.ROUNDER_BITS);
      FloatVector ofScaled = rounder.reinterpretAsFloats().sub(VectorMath.ROUNDER);
      FloatVector exponent = ofScaled.blend(ofScaled.sub(25), subnormal);
      IntVector fraction = shifted.lanewise(VectorOperators.AND, 0x7FFFFF);
      IntVector mantissa = fraction.add(FloatMath.SQRT_HALF_BITS);
      FloatVector f = mantissa.reinterpretAsFloats().sub(1);
      FloatVector p1 = f.fma(VectorMath.LOG_0, VectorMath.LOG_1);
      FloatVector p2 = p1.fma(f, VectorMath.LOG_2);
      FloatVector p3 = p2.fma(f, VectorMath.LOG_3);
      FloatVector p4 = p3.fma(f, VectorMath.LOG_4);
      FloatVector p5 = p4.fma(f, VectorMath.LOG_5);
      FloatVector p6 = p5.fma(f, VectorMath.LOG_6);
      FloatVector p7 = p6.fma(f, VectorMath.LOG_7);
      FloatVector p8 = p7.fma(f, VectorMath.LOG_8);
      FloatVector p9 = p8.fma(f, VectorMath.LOG_9);
      FloatVector p10 = p9.fma(f, VectorMath.LOG_10);
      FloatVector square = f.mul(f).mul(p10);
      FloatVector tail = exponent.fma(VectorMath.LN2_LOW, square).add(f);
      FloatVector y = exponent.fma(VectorMath.LN2_HIGH, tail);
      y.intoArray(out, to + i);
    }
  }

  static void log(int n, float[] in, int from, float[] out, int to) {
    float[] y = BETWEEN.get();
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      positiveLog(count, in, from + start, y, 0);
      logElsewhere(count, in, from + start, y, out, to + start);
    }
  }

  private static void logElsewhere(int n, float[] in, int from, float[] log, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      FloatVector y = FloatVector.fromArray(SPECIES, log, i);
      y = y.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
      y = y.blend(Float.NaN, x.compare(VectorOperators.GT, 0).not());
      y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0)).intoArray(out, to + i);
    }
  }

  static void tanh(int n, float[] in, int from, float[] out, int to) {
    float[] t = BETWEEN.get();
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      doubled(count, in, from + start, t);
      expm1(count, t, 0, t, 0);
      tanhOf(count, in, from + start, t, out, to + start);
    }
  }

  private static void doubled(int n, float[] in, int from, float[] out) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      VectorMath.above(x.abs(), VectorMath.GREATEST_TANH).mul(2).intoArray(out, i);
    }
  }

  private static void tanhOf(int n, float[] in, int from, float[] expm1, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      FloatVector t = FloatVector.fromArray(SPECIES, expm1, i);
      FloatVector size = x.abs();
      FloatVector far = t.div(t.add(2));
      VectorMask<Float> near = size.compare(VectorOperators.LT, VectorMath.TANH_SPLIT);
      VectorMath.copySign(far.blend(VectorMath.tanhNear(size), near), x).intoArray(out, to + i);
    }
  }

  static void sigmoid(int n, float[] in, int from, float[] out, int to) {
    float[] e = BETWEEN.get();
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      minusSize(count, in, from + start, e);
      exp(count, e, 0, e, 0);
      sigmoidOf(count, in, from + start, e, out, to + start);
    }
  }

  private static void minusSize(int n, float[] in, int from, float[] out) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector.fromArray(SPECIES, in, from + i).abs().neg().intoArray(out, i);
    }
  }

  private static void sigmoidOf(int n, float[] in, int from, float[] exp, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      FloatVector e = FloatVector.fromArray(SPECIES, exp, i);
      FloatVector above = VectorMath.ONE.blend(e, x.compare(VectorOperators.LT, 0));
      FloatVector below = e.add(VectorMath.ONE);
      FloatVector lost = e.sub(below.sub(VectorMath.ONE));
      FloatVector inverse = VectorMath.ONE.div(below);
      FloatVector y = above.mul(inverse);
      FloatVector minus = y.neg();
      minus.fma(lost, minus.fma(below, above)).fma(inverse, y).intoArray(out, to + i);
    }
  }

  static void softplus(int n, float[] in, int from, float[] out, int to) {
    float[] e = BETWEEN.get();
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      minusSize(count, in, from + start, e);
      exp(count, e, 0, e, 0);
      softplusOf(count, in, from + start, e, out, to + start);
    }
  }

  private static void softplusOf(int n, float[] in, int from, float[] exp, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      FloatVector e = FloatVector.fromArray(SPECIES, exp, i);
      VectorMask<Float> halved = e.compare(VectorOperators.GT, FloatMath.SQRT_2_LESS_1);
      FloatVector f = e.blend(e.fma(VectorMath.HALF, VectorMath.MINUS_HALF), halved);
      FloatVector exponent = FloatVector.zero(SPECIES).blend(VectorMath.ONE, halved);
      FloatVector positive = x.blend(0, x.compare(VectorOperators.LT, 0));
      positive.add(VectorMath.logOf(f, exponent)).intoArray(out, to + i);
    }
  }

  static void elu(int n, float p, float[] in, int from, float[] out, int to) {
    float[] y = BETWEEN.get();
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      expm1(count, in, from + start, y, 0);
      eluOf(count, p, in, from + start, y, out, to + start);
    }
  }

  private static void eluOf(
      int n, float p, float[] in, int from, float[] expm1, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      FloatVector y = FloatVector.fromArray(SPECIES, expm1, i);
      x.blend(y.mul(p), x.compare(VectorOperators.LT, 0)).intoArray(out, to + i);
    }
  }

  /** y·(1 − e^−x), which is y·sigmoid(u) at x = softplus(u). */
  static void softplusGradient(int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    float[] y = BETWEEN.get();
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      minus(count, a, ao + start, y, BLOCK);
      expm1(count, y, BLOCK, y, 0);
      minusProduct(count, y, b, bo + start, out, to + start);
    }
  }

  private static void minus(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector.fromArray(SPECIES, in, from + i).neg().intoArray(out, to + i);
    }
  }

  private static void minusProduct(int n, float[] a, float[] b, int bo, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bo + i);
      y.neg().mul(x).intoArray(out, to + i);
    }
  }
}
