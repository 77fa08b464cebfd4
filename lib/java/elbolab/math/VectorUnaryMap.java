package elbolab.math;

import java.util.EnumMap;
import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link UnaryMap} on vectors. Each function has a loop of its own: a vector that leaves a loop's
 * branches or passes through an interface becomes an object. The loops are reached through an
 * interface, so that the compiler does not put many into one method: in a method that has become
 * too long it forgets that a vector is one, and makes objects.
 */
final class VectorUnaryMap {
  private static final VectorSpecies<Float> SPECIES = VectorTiles.SPECIES;
  private static final int LANES = VectorTiles.LANES;

  private interface Loop {
    void run(int n, float[] in, int from, float[] out, int to);
  }

  /** All but the longest, ERF and GELU. */
  private static final Map<UnaryMap, Loop> LOOPS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(UnaryMap.NEGATE, VectorUnaryMap::negate),
              Map.entry(UnaryMap.ABSOLUTE, VectorUnaryMap::absolute),
              Map.entry(UnaryMap.SQUARE, VectorUnaryMap::square),
              Map.entry(UnaryMap.RECIPROCAL, VectorUnaryMap::reciprocal),
              Map.entry(UnaryMap.SQUARE_ROOT, VectorUnaryMap::squareRoot),
              Map.entry(UnaryMap.RELU, VectorUnaryMap::relu),
              Map.entry(UnaryMap.EXP, VectorLongLoops::exp),
              Map.entry(UnaryMap.EXPM1, VectorLongLoops::expm1),
              Map.entry(UnaryMap.LOG, VectorSteps::log),
              Map.entry(UnaryMap.TANH, VectorSteps::tanh),
              Map.entry(UnaryMap.SIGMOID, VectorSteps::sigmoid),
              Map.entry(UnaryMap.SOFTPLUS, VectorSteps::softplus),
              Map.entry(UnaryMap.SIN, VectorUnaryMap::sine),
              Map.entry(UnaryMap.COS, VectorUnaryMap::cosine)));

  private VectorUnaryMap() {}

  /** Maps as many whole vectors as n holds; returns how many numbers that was. */
  static int apply(UnaryMap map, int n, float[] in, int from, float[] out, int to) {
    int end = SPECIES.loopBound(n);
    Loop loop = LOOPS.get(map);
    if (loop == null) {
      return 0;
    }
    loop.run(end, in, from, out, to);
    return end;
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
