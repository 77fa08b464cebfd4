package elbolab.math;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link UnaryMap} on vectors. Each function has a loop of its own: a vector that leaves a loop's
 * branches or passes through an interface becomes an object.
 *
 * <p>The loops are called through method handles that are no constants to the compiler, so that it
 * compiles each by itself. From a switch it would put several loops into one method, reach the size
 * at which it stops to inline (NodeCountInliningCutoff) in the midst of one of them, and make
 * objects of that one's vectors for good: five times slower.
 */
final class VectorUnaryMap {
  private static final VectorSpecies<Float> SPECIES = VectorTiles.SPECIES;
  private static final int LANES = VectorTiles.LANES;
  private static final MethodHandle[] LOOPS = loops();

  private VectorUnaryMap() {}

  /** Maps as many whole vectors as n holds; returns how many numbers that was. */
  static int apply(UnaryMap map, int n, float[] in, int from, float[] out, int to) {
    MethodHandle loop = LOOPS[map.ordinal()];
    if (loop == null) {
      return 0;
    }
    int end = SPECIES.loopBound(n);
    try {
      loop.invokeExact(end, in, from, out, to);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(map + " throws a checked exception", e);
    }
    return end;
  }

  private static MethodHandle[] loops() {
    MethodHandle[] loops = new MethodHandle[UnaryMap.values().length];
    for (UnaryMap map : UnaryMap.values()) {
      String name =
          switch (map) {
            case NEGATE -> "negate";
            case ABSOLUTE -> "absolute";
            case SQUARE -> "square";
            case RECIPROCAL -> "reciprocal";
            case SQUARE_ROOT -> "squareRoot";
            case RELU -> "relu";
            case EXP -> "exp";
            case EXPM1 -> "expm1";
            case LOG -> "log";
            case TANH -> "tanh";
            case SIGMOID -> "sigmoid";
            case SOFTPLUS -> "softplus";
            case ERF, GELU -> null; // too long for one loop: the compiler would make objects
            case SIN -> "sine";
            case COS -> "cosine";
          };
      loops[map.ordinal()] = name == null ? null : loop(name);
    }
    return loops;
  }

  private static MethodHandle loop(String name) {
    MethodType type =
        MethodType.methodType(
            void.class, int.class, float[].class, int.class, float[].class, int.class);
    try {
      return MethodHandles.lookup().findStatic(VectorUnaryMap.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("VectorUnaryMap." + name, e);
    }
  }

  private static void negate(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      x.neg().intoArray(out, to + i);
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

  private static void exp(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      VectorMath.exp(x).intoArray(out, to + i);
    }
  }

  private static void expm1(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      VectorMath.expm1(x).intoArray(out, to + i);
    }
  }

  private static void log(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      VectorMath.log(x).intoArray(out, to + i);
    }
  }

  private static void tanh(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      FloatVector size = x.abs();
      FloatVector t =
          VectorMath.expm1Nonzero(VectorMath.above(size, VectorMath.GREATEST_TANH).mul(2));
      FloatVector far = t.div(t.add(2));
      VectorMask<Float> near = size.compare(VectorOperators.LT, VectorMath.TANH_SPLIT);
      VectorMath.copySign(far.blend(VectorMath.tanhNear(size), near), x).intoArray(out, to + i);
    }
  }

  private static void sigmoid(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      VectorMath.sigmoid(x).intoArray(out, to + i);
    }
  }

  private static void softplus(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      FloatVector e = VectorMath.exp(x.abs().neg());
      VectorMask<Float> halved = e.compare(VectorOperators.GT, FloatMath.SQRT_2_LESS_1);
      FloatVector f = e.blend(e.fma(VectorMath.HALF, VectorMath.MINUS_HALF), halved);
      FloatVector exponent = FloatVector.zero(SPECIES).blend(VectorMath.ONE, halved);
      FloatVector positive = x.blend(0, x.compare(VectorOperators.LT, 0));
      positive.add(VectorMath.logOf(f, exponent)).intoArray(out, to + i);
    }
  }

  private static void sine(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      if (VectorMath.reducible(x)) {
        VectorMath.sine(x, 0).blend(x, x.compare(VectorOperators.EQ, 0)).intoArray(out, to + i);
      } else {
        one(UnaryMap.SIN, in, from + i, out, to + i);
      }
    }
  }

  private static void cosine(int n, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
      if (VectorMath.reducible(x)) {
        VectorMath.sine(x, 1).intoArray(out, to + i);
      } else {
        one(UnaryMap.COS, in, from + i, out, to + i);
      }
    }
  }

  /** The numbers of one vector, each by itself. */
  private static void one(UnaryMap map, float[] in, int from, float[] out, int to) {
    for (int i = 0; i < LANES; i++) {
      out[to + i] = map.of(in[from + i]);
    }
  }
}
