package elbolab.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link GaussianPairs} on vectors. */
final class VectorGaussians {
  private static final VectorSpecies<Float> SPECIES = VectorTiles.SPECIES;

  private VectorGaussians() {}

  /** Computes as many whole vectors as the pairs fill; returns how many pairs that was. */
  static int compute(int pairs, GaussianPairs batch) {
    int end = SPECIES.loopBound(pairs);
    VectorUnary.apply(Unary.LOG, end, 0, 0, batch.radius, 0, batch.radius, 0);
    radii(end, batch.radius);
    turn(end, batch.radius, batch.turns, batch.cosine, batch.sine);
    return end;
  }

  private static void radii(int end, float[] v) {
    for (int i = 0; i < end; i += VectorTiles.LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, i);
      x.mul(-2).sqrt().intoArray(v, i);
    }
  }

  /**
   * r·cos 2πu and r·sin 2πu from one reduction. Flat for the reason that {@link VectorFunctions}
   * gives.
   */
  private static void turn(int end, float[] radius, float[] turns, float[] cosine, float[] sine) {
    for (int i = 0; i < end; i += VectorTiles.LANES) {
      FloatVector u = FloatVector.fromArray(SPECIES, turns, i);
      FloatVector rounded = u.fma(VectorMath.FOUR, VectorMath.ROUNDER);
      FloatVector quarters = rounded.sub(VectorMath.ROUNDER);
      FloatVector angle = quarters.fma(VectorMath.MINUS_QUARTER, u).mul(FloatMath.TWO_PI);
      FloatVector z = angle.mul(angle);
      FloatVector s1 = z.fma(VectorMath.SIN_0, VectorMath.SIN_1);
      FloatVector s2 = s1.fma(z, VectorMath.SIN_2);
      FloatVector s3 = s2.fma(z, VectorMath.SIN_3);
      FloatVector s = angle.mul(z).fma(s3, angle);
      FloatVector c1 = z.fma(VectorMath.COS_0, VectorMath.COS_1);
      FloatVector c2 = c1.fma(z, VectorMath.COS_2);
      FloatVector c3 = c2.fma(z, VectorMath.COS_3);
      FloatVector c = c3.fma(z, VectorMath.ONE);
      IntVector quarter = rounded.reinterpretAsInts();
      IntVector next = quarter.add(1);
      IntVector parity = quarter.lanewise(VectorOperators.LSHL, 31);
      VectorMask<Float> odd = parity.compare(VectorOperators.LT, 0).cast(SPECIES);
      IntVector sineBits = s.blend(c, odd).reinterpretAsInts();
      IntVector cosineBits = c.blend(s, odd).reinterpretAsInts();
      IntVector sineSign = quarter.lanewise(VectorOperators.LSHL, 30);
      IntVector cosineSign = next.lanewise(VectorOperators.LSHL, 30);
      IntVector sineFlip = sineSign.lanewise(VectorOperators.AND, VectorMath.SIGN);
      IntVector cosineFlip = cosineSign.lanewise(VectorOperators.AND, VectorMath.SIGN);
      FloatVector y = sineBits.lanewise(VectorOperators.XOR, sineFlip).reinterpretAsFloats();
      FloatVector x = cosineBits.lanewise(VectorOperators.XOR, cosineFlip).reinterpretAsFloats();
      FloatVector r = FloatVector.fromArray(SPECIES, radius, i);
      r.mul(x).intoArray(cosine, i);
      r.mul(y).intoArray(sine, i);
    }
  }
}
