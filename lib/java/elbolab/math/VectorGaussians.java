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
    radii(end, batch.radius);
    for (int i = 0; i < end; i += VectorTiles.LANES) {
      FloatVector u = FloatVector.fromArray(SPECIES, batch.turns, i);
      FloatVector r = FloatVector.fromArray(SPECIES, batch.radius, i);
      r.mul(VectorMath.turnedSine(u, 1)).intoArray(batch.cosine, i);
      r.mul(VectorMath.turnedSine(u, 0)).intoArray(batch.sine, i);
    }
    return end;
  }

  private static void radii(int end, float[] v) {
    for (int i = 0; i < end; i += VectorTiles.LANES) {
      FloatVector x = VectorMath.log(FloatVector.fromArray(SPECIES, v, i));
      x.mul(-2).sqrt().intoArray(v, i);
    }
  }
}
