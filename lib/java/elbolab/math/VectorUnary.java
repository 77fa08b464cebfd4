package elbolab.math;

import java.util.EnumMap;
import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Unary} on vectors. Each function has a loop of its own: a vector that leaves a loop's
 * branches or passes through an interface becomes an object. The loops are reached through an
 * interface, so that the compiler does not put many into one method: in a method that has become
 * too long it forgets that a vector is one, and makes objects.
 */
final class VectorUnary {
  private static final VectorSpecies<Float> SPECIES = VectorTiles.SPECIES;
  private static final int LANES = VectorTiles.LANES;

  private interface Loop {
    void run(int n, float[] in, int from, float[] out, int to);
  }

  /** The functions without parameters, but for the longest, ERF and GELU. */
  private static final Map<Unary, Loop> LOOPS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(Unary.ABS, VectorUnary::absolute),
              Map.entry(Unary.SQUARE, VectorUnary::square),
              Map.entry(Unary.RECIPROCAL, VectorUnary::reciprocal),
              Map.entry(Unary.SQRT, VectorUnary::squareRoot),
              Map.entry(Unary.RELU, VectorUnary::relu),
              Map.entry(Unary.EXP, VectorFunctions::exp),
              Map.entry(Unary.EXPM1, VectorFunctions::expm1),
              Map.entry(Unary.LOG, VectorFunctions::log),
              Map.entry(Unary.TANH, VectorFunctions::tanh),
              Map.entry(Unary.SIGMOID, VectorFunctions::sigmoid),
              Map.entry(Unary.SOFTPLUS, VectorFunctions::softplus),
              Map.entry(Unary.SIN, VectorUnary::sine),
              Map.entry(Unary.COS, VectorUnary::cosine)));

  private VectorUnary() {}

  /** Maps as many whole vectors as n holds; returns how many numbers that was. */
  static int apply(Unary map, int n, float p, float q, float[] in, int from, float[] out, int to) {
    int end = SPECIES.loopBound(n);
    switch (map) {
      case AFFINE -> affine(end, p, q, in, from, out, to);
      case LEAKY_RELU -> leakyRelu(end, p, in, from, out, to);
      case ELU -> VectorFunctions.elu(end, p, in, from, out, to);
      case CLAMP -> clamp(end, p, q, in, from, out, to);
      case POSITIVE, POWER, ERF, GELU -> {
        return 0;
      }
      default -> LOOPS.get(map).run(end, in, from, out, to);
    }
    return end;
  }

  private static void affine(int n, float p, float q, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      x.fma(p, q).intoArray(out, to + i);
    }
  }

  private static void leakyRelu(int n, float p, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      x.blend(x.mul(p), x.compare(VectorOperators.LT, 0)).intoArray(out, to + i);
    }
  }

  private static void clamp(int n, float p, float q, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      x.blend(q, x.compare(VectorOperators.GT, q))
          .blend(p, x.compare(VectorOperators.LT, p))
          .intoArray(out, to + i);
    }
  }

  private static void absolute(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      x.abs().intoArray(out, to + i);
    }
  }

  private static void square(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      x.mul(x).intoArray(out, to + i);
    }
  }

  private static void reciprocal(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      FloatVector.broadcast(SPECIES, 1).div(x).intoArray(out, to + i);
    }
  }

  private static void squareRoot(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      x.sqrt().intoArray(out, to + i);
    }
  }

  private static void relu(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      x.blend(0, x.compare(VectorOperators.LT, 0)).intoArray(out, to + i);
    }
  }

  private static void sine(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      if (VectorMath.reducible(x)) {
        VectorMath.sine(x, 0).blend(x, x.compare(VectorOperators.EQ, 0)).intoArray(out, to + i);
      } else {
        one(Unary.SIN, in, from + i, out, to + i);
      }
    }
  }

  private static void cosine(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      if (VectorMath.reducible(x)) {
        VectorMath.sine(x, 1).intoArray(out, to + i);
      } else {
        one(Unary.COS, in, from + i, out, to + i);
      }
    }
  }

  /** The numbers of one vector, each by itself. */
  private static void one(Unary map, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < LANES; i++) {
      out[to + i] = map.of(in[from + i]);
    }
  }

  /** out = g·f'(x) from y = f(x), for as many whole vectors as n holds. */
  static int gradient(Unary map, int n, float[] y, int yo, float[] g, int go, float[] out, int to) {
    int end = SPECIES.loopBound(n);
    switch (map) {
      case RELU -> reluGradient(end, y, yo, g, go, out, to);
      case TANH -> tanhGradient(end, y, yo, g, go, out, to);
      case SIGMOID -> sigmoidGradient(end, y, yo, g, go, out, to);
      case SOFTPLUS -> VectorFunctions.softplusGradient(end, y, yo, g, go, out, to);
      default -> {
        return 0;
      }
    }
    return end;
  }

  private static void reluGradient(
      int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bo + i);
      FloatVector.zero(SPECIES).blend(y, x.compare(VectorOperators.GT, 0)).intoArray(out, to + i);
    }
  }

  private static void tanhGradient(
      int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bo + i);
      y.mul(x.neg().fma(x, FloatVector.broadcast(SPECIES, 1))).intoArray(out, to + i);
    }
  }

  private static void sigmoidGradient(
      int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bo + i);
      y.mul(x.mul(FloatVector.broadcast(SPECIES, 1).sub(x))).intoArray(out, to + i);
    }
  }
}
