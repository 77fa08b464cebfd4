package elbolab.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link ParametricMap} on vectors, a loop for each function. */
final class VectorParametricMap {
  private static final VectorSpecies<Float> SPECIES = VectorTiles.SPECIES;
  private static final int LANES = VectorTiles.LANES;

  private VectorParametricMap() {}

  /** Maps as many whole vectors as n holds; returns how many numbers that was. */
  static int apply(
      ParametricMap map, int n, float p, float q, float[] in, int from, float[] out, int to) {
    int end = SPECIES.loopBound(n);
    switch (map) {
      case SCALE_AND_ADD -> scaleAndAdd(end, p, q, in, from, out, to);
      case LEAKY_RELU -> leakyRelu(end, p, in, from, out, to);
      case ELU -> VectorSteps.elu(end, p, in, from, out, to);
      case CLAMP -> clamp(end, p, q, in, from, out, to);
      case POWER -> {
        return 0;
      }
    }
    return end;
  }

  private static void scaleAndAdd(
      int n, float p, float q, float[] in, int from, float[] out, int to) {
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
}
