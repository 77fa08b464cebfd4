package elbolab.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions in steps: a short loop before one of {@link VectorLongLoops} and a short loop after it,
 * block by block, so that what they hand over stays in the nearest cache.
 */
final class VectorFunctions {
  private static final VectorSpecies<Float> SPECIES = VectorTiles.SPECIES;
  private static final int LANES = VectorTiles.LANES;
  private static final int BLOCK = 1024;

  /** What one step hands to the next; the second half holds a negated argument. */
  private static final ThreadLocal<float[]> BETWEEN =
      ThreadLocal.withInitial(() -> new float[2 * BLOCK]);

  private VectorFunctions() {}

  static void log(int n, float[] in, int from, float[] out, int to) {
    float[] y = BETWEEN.get();
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      VectorLongLoops.log(count, in, from + start, y, 0);
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
      VectorLongLoops.expm1(count, t, 0, t, 0);
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
      VectorLongLoops.exp(count, e, 0, e, 0);
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
      VectorLongLoops.exp(count, e, 0, e, 0);
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
      VectorLongLoops.expm1(count, in, from + start, y, 0);
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
      VectorLongLoops.expm1(count, y, BLOCK, y, 0);
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
