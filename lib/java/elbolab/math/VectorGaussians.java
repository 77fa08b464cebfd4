package elbolab.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link GaussianPairs} on vectors. */
final class VectorGaussians {
  private static final VectorSpecies<Float> SPECIES = VectorTiles.SPECIES;

  private VectorGaussians() {}

  /** Computes as many whole vectors as the pairs fill; returns how many pairs that was. */
  static int compute(int pairs, GaussianPairs batch) {
    int end = SPECIES.loopBound(pairs);
    VectorUnaryMap.apply(UnaryMap.LOG, end, batch.radius, 0, batch.radius, 0);
    radii(end, batch.radius);
    turn(end, batch.radius, batch.turns, 1, batch.cosine);
    turn(end, batch.radius, batch.turns, 0, batch.sine);
    return end;
  }

  private static void radii(int end, float[] v) {
    for (int i = 0; i < end; i += VectorTiles.LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, i);
      x.mul(-2).sqrt().intoArray(v, i);
    }
  }

  private static void turn(int end, float[] radius, float[] turns, int shift, float[] out) {
    for (int i = 0; i < end; i += VectorTiles.LANES) {
      FloatVector u = FloatVector.fromArray(SPECIES, turns, i);
      FloatVector r = FloatVector.fromArray(SPECIES, radius, i);
      r.mul(VectorMath.turnedSine(u, shift)).intoArray(out, i);
    }
  }
}
