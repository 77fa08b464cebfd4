package elbolab.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of the vector matrix product: a tile of the result stays in registers while the
 * sum runs. Each element is its own chain of fused multiply-adds. The tile begins with the numbers
 * at {@code s}: zeros, a bias or the result so far.
 */
final class VectorTiles {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  private VectorTiles() {}

  /** Copies rows of {@code vectors} vectors, {@code fs} apart, to rows that follow one another. */
  static void pack(int rows, int vectors, float[] from, int fo, int fs, float[] to) {
    if (vectors == 1) {
      for (int p = 0; p < rows; p++) {
        FloatVector.fromArray(SPECIES, from, fo + p * fs).intoArray(to, p * LANES);
      }
    } else {
      for (int p = 0; p < rows; p++) {
        FloatVector.fromArray(SPECIES, from, fo + p * fs).intoArray(to, 2 * p * LANES);
        FloatVector.fromArray(SPECIES, from, fo + p * fs + LANES)
            .intoArray(to, (2 * p + 1) * LANES);
      }
    }
  }

  /** Four rows of two vectors. */
  static void fourByTwo(
      int k,
      float[] a,
      int ao,
      int ar,
      int ac,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int sr,
      float[] c,
      int co,
      int cs) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c01 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + sr);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, so + sr + LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, so + 2 * sr);
    FloatVector c21 = FloatVector.fromArray(SPECIES, s, so + 2 * sr + LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, so + 3 * sr);
    FloatVector c31 = FloatVector.fromArray(SPECIES, s, so + 3 * sr + LANES);
    int a1 = ar;
    int a2 = 2 * ar;
    int a3 = 3 * ar;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[ao + a1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[ao + a2]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[ao + a3]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      bo += bs;
      ao += ac;
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c10.intoArray(c, co + cs);
    c11.intoArray(c, co + cs + LANES);
    c20.intoArray(c, co + 2 * cs);
    c21.intoArray(c, co + 2 * cs + LANES);
    c30.intoArray(c, co + 3 * cs);
    c31.intoArray(c, co + 3 * cs + LANES);
  }

  /** Eight rows of one vector. */
  static void eightByOne(
      int k,
      float[] a,
      int ao,
      int ar,
      int ac,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int sr,
      float[] c,
      int co,
      int cs) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c1 = FloatVector.fromArray(SPECIES, s, so + 1 * sr);
    FloatVector c2 = FloatVector.fromArray(SPECIES, s, so + 2 * sr);
    FloatVector c3 = FloatVector.fromArray(SPECIES, s, so + 3 * sr);
    FloatVector c4 = FloatVector.fromArray(SPECIES, s, so + 4 * sr);
    FloatVector c5 = FloatVector.fromArray(SPECIES, s, so + 5 * sr);
    FloatVector c6 = FloatVector.fromArray(SPECIES, s, so + 6 * sr);
    FloatVector c7 = FloatVector.fromArray(SPECIES, s, so + 7 * sr);
    int a1 = 1 * ar;
    int a2 = 2 * ar;
    int a3 = 3 * ar;
    int a4 = 4 * ar;
    int a5 = 5 * ar;
    int a6 = 6 * ar;
    int a7 = 7 * ar;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo);
      c0 = FloatVector.broadcast(SPECIES, a[ao]).fma(b0, c0);
      c1 = FloatVector.broadcast(SPECIES, a[ao + a1]).fma(b0, c1);
      c2 = FloatVector.broadcast(SPECIES, a[ao + a2]).fma(b0, c2);
      c3 = FloatVector.broadcast(SPECIES, a[ao + a3]).fma(b0, c3);
      c4 = FloatVector.broadcast(SPECIES, a[ao + a4]).fma(b0, c4);
      c5 = FloatVector.broadcast(SPECIES, a[ao + a5]).fma(b0, c5);
      c6 = FloatVector.broadcast(SPECIES, a[ao + a6]).fma(b0, c6);
      c7 = FloatVector.broadcast(SPECIES, a[ao + a7]).fma(b0, c7);
      bo += bs;
      ao += ac;
    }
    c0.intoArray(c, co);
    c1.intoArray(c, co + 1 * cs);
    c2.intoArray(c, co + 2 * cs);
    c3.intoArray(c, co + 3 * cs);
    c4.intoArray(c, co + 4 * cs);
    c5.intoArray(c, co + 5 * cs);
    c6.intoArray(c, co + 6 * cs);
    c7.intoArray(c, co + 7 * cs);
  }

  /** One row of two vectors. */
  static void oneByTwo(
      int k,
      float[] a,
      int ao,
      int ac,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      float[] c,
      int co) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c1 = FloatVector.fromArray(SPECIES, s, so + LANES);
    for (int p = 0; p < k; p++) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao]);
      c0 = x.fma(FloatVector.fromArray(SPECIES, b, bo), c0);
      c1 = x.fma(FloatVector.fromArray(SPECIES, b, bo + LANES), c1);
      bo += bs;
      ao += ac;
    }
    c0.intoArray(c, co);
    c1.intoArray(c, co + LANES);
  }

  /** One row of one vector. */
  static void oneByOne(
      int k,
      float[] a,
      int ao,
      int ac,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      float[] c,
      int co) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, s, so);
    for (int p = 0; p < k; p++) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao]);
      c0 = x.fma(FloatVector.fromArray(SPECIES, b, bo), c0);
      bo += bs;
      ao += ac;
    }
    c0.intoArray(c, co);
  }
}
