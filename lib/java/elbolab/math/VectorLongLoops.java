package elbolab.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The polynomials that the longer functions share, each a flat loop. In a method whose graph has
 * grown beyond some 18,000 nodes, with all that is inlined into it, the compiler may forget that a
 * vector is one and make objects. {@link #exp} and {@link #log} stay methods of their own: no
 * method of more than 325 bytecodes is inlined. {@link VectorFunctions} puts functions together
 * from them.
 */
final class VectorLongLoops {
  private static final VectorSpecies<Float> SPECIES = VectorTiles.SPECIES;
  private static final int LANES = VectorTiles.LANES;

  private VectorLongLoops() {}

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
  static void log(int n, float[] in, int from, float[] out, int to) {
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
}
