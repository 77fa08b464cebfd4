package elbolab.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of the vector matrix product: a tile of the result stays in registers while the
 * sum runs. Each element is its own chain of fused multiply-adds. The tile begins with the numbers
 * at {@code s}: zeros, a bias or the result so far.
 *
 * <p>Rows of A lie {@link #STRIDE} apart and rows of a packed panel of B follow one another: with
 * distances that the compiler knows, no bound is checked and no offset is added within the sum.
 */
final class VectorTiles {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();
  static final int WIDTH = 2 * LANES;

  /**
   * Whether there are 32 vector registers (AVX-512, NEON) and not 16 (AVX2). The compiler loads the
   * factors of all rows of a tile first, so that a tile of r rows and v vectors needs rv + r + v
   * registers; where it has not, accumulators go through memory and the tile takes twice as long.
   */
  static final boolean MANY_REGISTERS =
      LANES == 16 || System.getProperty("os.arch").equals("aarch64");

  /** The sum is cut into parts of at most this length, so that a panel stays in the caches. */
  static final int DEPTH = 256;

  /** The rows of a part of A: an odd number of cache lines apart, so that they do not collide. */
  static final int STRIDE = DEPTH + 16;

  private VectorTiles() {}

  /** Copies rows of {@code vectors} vectors, {@code fs} apart, to rows {@code ts} apart. */
  static void copy(
      int rows, int vectors, float[] from, int fo, int fs, float[] to, int at, int ts) {
    if (vectors == 2) {
      for (int r = 0; r < rows; r++) {
        FloatVector x = FloatVector.fromArray(SPECIES, from, fo + r * fs);
        FloatVector y = FloatVector.fromArray(SPECIES, from, fo + r * fs + LANES);
        x.intoArray(to, at + r * ts);
        y.intoArray(to, at + r * ts + LANES);
      }
    } else if (vectors == 1) {
      for (int r = 0; r < rows; r++) {
        FloatVector.fromArray(SPECIES, from, fo + r * fs).intoArray(to, at + r * ts);
      }
    } else {
      for (int r = 0; r < rows; r++) {
        copyRow(vectors, from, fo + r * fs, to, at + r * ts);
      }
    }
  }

  private static void copyRow(int vectors, float[] from, int fo, float[] to, int at) {
    int v = 0;
    for (; v + 4 <= vectors; v += 4) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, from, fo + v * LANES);
      FloatVector x1 = FloatVector.fromArray(SPECIES, from, fo + v * LANES + LANES);
      FloatVector x2 = FloatVector.fromArray(SPECIES, from, fo + v * LANES + 2 * LANES);
      FloatVector x3 = FloatVector.fromArray(SPECIES, from, fo + v * LANES + 3 * LANES);
      x0.intoArray(to, at + v * LANES);
      x1.intoArray(to, at + v * LANES + LANES);
      x2.intoArray(to, at + v * LANES + 2 * LANES);
      x3.intoArray(to, at + v * LANES + 3 * LANES);
    }
    for (; v < vectors; v++) {
      FloatVector.fromArray(SPECIES, from, fo + v * LANES).intoArray(to, at + v * LANES);
    }
  }

  /** Eight rows of two vectors, from packed rows and a packed panel. */
  static void eightByTwo(
      int k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] s,
      int so,
      int sr,
      float[] c,
      int co,
      int cs) {
    FloatVector c0a = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c0b = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c1a = FloatVector.fromArray(SPECIES, s, so + sr);
    FloatVector c1b = FloatVector.fromArray(SPECIES, s, so + sr + LANES);
    FloatVector c2a = FloatVector.fromArray(SPECIES, s, so + 2 * sr);
    FloatVector c2b = FloatVector.fromArray(SPECIES, s, so + 2 * sr + LANES);
    FloatVector c3a = FloatVector.fromArray(SPECIES, s, so + 3 * sr);
    FloatVector c3b = FloatVector.fromArray(SPECIES, s, so + 3 * sr + LANES);
    FloatVector c4a = FloatVector.fromArray(SPECIES, s, so + 4 * sr);
    FloatVector c4b = FloatVector.fromArray(SPECIES, s, so + 4 * sr + LANES);
    FloatVector c5a = FloatVector.fromArray(SPECIES, s, so + 5 * sr);
    FloatVector c5b = FloatVector.fromArray(SPECIES, s, so + 5 * sr + LANES);
    FloatVector c6a = FloatVector.fromArray(SPECIES, s, so + 6 * sr);
    FloatVector c6b = FloatVector.fromArray(SPECIES, s, so + 6 * sr + LANES);
    FloatVector c7a = FloatVector.fromArray(SPECIES, s, so + 7 * sr);
    FloatVector c7b = FloatVector.fromArray(SPECIES, s, so + 7 * sr + LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * WIDTH);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + p * WIDTH + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + p]);
      c0a = x.fma(b0, c0a);
      c0b = x.fma(b1, c0b);
      x = FloatVector.broadcast(SPECIES, a[ao + p + STRIDE]);
      c1a = x.fma(b0, c1a);
      c1b = x.fma(b1, c1b);
      x = FloatVector.broadcast(SPECIES, a[ao + p + 2 * STRIDE]);
      c2a = x.fma(b0, c2a);
      c2b = x.fma(b1, c2b);
      x = FloatVector.broadcast(SPECIES, a[ao + p + 3 * STRIDE]);
      c3a = x.fma(b0, c3a);
      c3b = x.fma(b1, c3b);
      x = FloatVector.broadcast(SPECIES, a[ao + p + 4 * STRIDE]);
      c4a = x.fma(b0, c4a);
      c4b = x.fma(b1, c4b);
      x = FloatVector.broadcast(SPECIES, a[ao + p + 5 * STRIDE]);
      c5a = x.fma(b0, c5a);
      c5b = x.fma(b1, c5b);
      x = FloatVector.broadcast(SPECIES, a[ao + p + 6 * STRIDE]);
      c6a = x.fma(b0, c6a);
      c6b = x.fma(b1, c6b);
      x = FloatVector.broadcast(SPECIES, a[ao + p + 7 * STRIDE]);
      c7a = x.fma(b0, c7a);
      c7b = x.fma(b1, c7b);
    }
    c0a.intoArray(c, co);
    c0b.intoArray(c, co + LANES);
    c1a.intoArray(c, co + cs);
    c1b.intoArray(c, co + cs + LANES);
    c2a.intoArray(c, co + 2 * cs);
    c2b.intoArray(c, co + 2 * cs + LANES);
    c3a.intoArray(c, co + 3 * cs);
    c3b.intoArray(c, co + 3 * cs + LANES);
    c4a.intoArray(c, co + 4 * cs);
    c4b.intoArray(c, co + 4 * cs + LANES);
    c5a.intoArray(c, co + 5 * cs);
    c5b.intoArray(c, co + 5 * cs + LANES);
    c6a.intoArray(c, co + 6 * cs);
    c6b.intoArray(c, co + 6 * cs + LANES);
    c7a.intoArray(c, co + 7 * cs);
    c7b.intoArray(c, co + 7 * cs + LANES);
  }

  /** Six rows of two vectors, from packed rows and a packed panel. */
  static void sixByTwo(
      int k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] s,
      int so,
      int sr,
      float[] c,
      int co,
      int cs) {
    FloatVector c0a = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c0b = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c1a = FloatVector.fromArray(SPECIES, s, so + sr);
    FloatVector c1b = FloatVector.fromArray(SPECIES, s, so + sr + LANES);
    FloatVector c2a = FloatVector.fromArray(SPECIES, s, so + 2 * sr);
    FloatVector c2b = FloatVector.fromArray(SPECIES, s, so + 2 * sr + LANES);
    FloatVector c3a = FloatVector.fromArray(SPECIES, s, so + 3 * sr);
    FloatVector c3b = FloatVector.fromArray(SPECIES, s, so + 3 * sr + LANES);
    FloatVector c4a = FloatVector.fromArray(SPECIES, s, so + 4 * sr);
    FloatVector c4b = FloatVector.fromArray(SPECIES, s, so + 4 * sr + LANES);
    FloatVector c5a = FloatVector.fromArray(SPECIES, s, so + 5 * sr);
    FloatVector c5b = FloatVector.fromArray(SPECIES, s, so + 5 * sr + LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * WIDTH);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + p * WIDTH + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + p]);
      c0a = x.fma(b0, c0a);
      c0b = x.fma(b1, c0b);
      x = FloatVector.broadcast(SPECIES, a[ao + p + STRIDE]);
      c1a = x.fma(b0, c1a);
      c1b = x.fma(b1, c1b);
      x = FloatVector.broadcast(SPECIES, a[ao + p + 2 * STRIDE]);
      c2a = x.fma(b0, c2a);
      c2b = x.fma(b1, c2b);
      x = FloatVector.broadcast(SPECIES, a[ao + p + 3 * STRIDE]);
      c3a = x.fma(b0, c3a);
      c3b = x.fma(b1, c3b);
      x = FloatVector.broadcast(SPECIES, a[ao + p + 4 * STRIDE]);
      c4a = x.fma(b0, c4a);
      c4b = x.fma(b1, c4b);
      x = FloatVector.broadcast(SPECIES, a[ao + p + 5 * STRIDE]);
      c5a = x.fma(b0, c5a);
      c5b = x.fma(b1, c5b);
    }
    c0a.intoArray(c, co);
    c0b.intoArray(c, co + LANES);
    c1a.intoArray(c, co + cs);
    c1b.intoArray(c, co + cs + LANES);
    c2a.intoArray(c, co + 2 * cs);
    c2b.intoArray(c, co + 2 * cs + LANES);
    c3a.intoArray(c, co + 3 * cs);
    c3b.intoArray(c, co + 3 * cs + LANES);
    c4a.intoArray(c, co + 4 * cs);
    c4b.intoArray(c, co + 4 * cs + LANES);
    c5a.intoArray(c, co + 5 * cs);
    c5b.intoArray(c, co + 5 * cs + LANES);
  }

  /** Four rows of two vectors, from packed rows and a packed panel. */
  static void fourByTwo(
      int k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] s,
      int so,
      int sr,
      float[] c,
      int co,
      int cs) {
    FloatVector c0a = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c0b = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c1a = FloatVector.fromArray(SPECIES, s, so + sr);
    FloatVector c1b = FloatVector.fromArray(SPECIES, s, so + sr + LANES);
    FloatVector c2a = FloatVector.fromArray(SPECIES, s, so + 2 * sr);
    FloatVector c2b = FloatVector.fromArray(SPECIES, s, so + 2 * sr + LANES);
    FloatVector c3a = FloatVector.fromArray(SPECIES, s, so + 3 * sr);
    FloatVector c3b = FloatVector.fromArray(SPECIES, s, so + 3 * sr + LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * WIDTH);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + p * WIDTH + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + p]);
      c0a = x.fma(b0, c0a);
      c0b = x.fma(b1, c0b);
      x = FloatVector.broadcast(SPECIES, a[ao + p + STRIDE]);
      c1a = x.fma(b0, c1a);
      c1b = x.fma(b1, c1b);
      x = FloatVector.broadcast(SPECIES, a[ao + p + 2 * STRIDE]);
      c2a = x.fma(b0, c2a);
      c2b = x.fma(b1, c2b);
      x = FloatVector.broadcast(SPECIES, a[ao + p + 3 * STRIDE]);
      c3a = x.fma(b0, c3a);
      c3b = x.fma(b1, c3b);
    }
    c0a.intoArray(c, co);
    c0b.intoArray(c, co + LANES);
    c1a.intoArray(c, co + cs);
    c1b.intoArray(c, co + cs + LANES);
    c2a.intoArray(c, co + 2 * cs);
    c2b.intoArray(c, co + 2 * cs + LANES);
    c3a.intoArray(c, co + 3 * cs);
    c3b.intoArray(c, co + 3 * cs + LANES);
  }

  /** Eight rows of one vector, from a packed panel. */
  static void eightByOne(
      int k,
      float[] a,
      int ao,
      int ar,
      float[] b,
      int bo,
      float[] s,
      int so,
      int sr,
      float[] c,
      int co,
      int cs) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c1 = FloatVector.fromArray(SPECIES, s, so + sr);
    FloatVector c2 = FloatVector.fromArray(SPECIES, s, so + 2 * sr);
    FloatVector c3 = FloatVector.fromArray(SPECIES, s, so + 3 * sr);
    FloatVector c4 = FloatVector.fromArray(SPECIES, s, so + 4 * sr);
    FloatVector c5 = FloatVector.fromArray(SPECIES, s, so + 5 * sr);
    FloatVector c6 = FloatVector.fromArray(SPECIES, s, so + 6 * sr);
    FloatVector c7 = FloatVector.fromArray(SPECIES, s, so + 7 * sr);
    int a1 = ao + ar;
    int a2 = ao + 2 * ar;
    int a3 = ao + 3 * ar;
    int a4 = ao + 4 * ar;
    int a5 = ao + 5 * ar;
    int a6 = ao + 6 * ar;
    int a7 = ao + 7 * ar;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + p]);
      c0 = x.fma(b0, c0);
      x = FloatVector.broadcast(SPECIES, a[a1 + p]);
      c1 = x.fma(b0, c1);
      x = FloatVector.broadcast(SPECIES, a[a2 + p]);
      c2 = x.fma(b0, c2);
      x = FloatVector.broadcast(SPECIES, a[a3 + p]);
      c3 = x.fma(b0, c3);
      x = FloatVector.broadcast(SPECIES, a[a4 + p]);
      c4 = x.fma(b0, c4);
      x = FloatVector.broadcast(SPECIES, a[a5 + p]);
      c5 = x.fma(b0, c5);
      x = FloatVector.broadcast(SPECIES, a[a6 + p]);
      c6 = x.fma(b0, c6);
      x = FloatVector.broadcast(SPECIES, a[a7 + p]);
      c7 = x.fma(b0, c7);
    }
    c0.intoArray(c, co);
    c1.intoArray(c, co + cs);
    c2.intoArray(c, co + 2 * cs);
    c3.intoArray(c, co + 3 * cs);
    c4.intoArray(c, co + 4 * cs);
    c5.intoArray(c, co + 5 * cs);
    c6.intoArray(c, co + 6 * cs);
    c7.intoArray(c, co + 7 * cs);
  }

  /** Six rows of one vector, from a packed panel. */
  static void sixByOne(
      int k,
      float[] a,
      int ao,
      int ar,
      float[] b,
      int bo,
      float[] s,
      int so,
      int sr,
      float[] c,
      int co,
      int cs) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c1 = FloatVector.fromArray(SPECIES, s, so + sr);
    FloatVector c2 = FloatVector.fromArray(SPECIES, s, so + 2 * sr);
    FloatVector c3 = FloatVector.fromArray(SPECIES, s, so + 3 * sr);
    FloatVector c4 = FloatVector.fromArray(SPECIES, s, so + 4 * sr);
    FloatVector c5 = FloatVector.fromArray(SPECIES, s, so + 5 * sr);
    int a1 = ao + ar;
    int a2 = ao + 2 * ar;
    int a3 = ao + 3 * ar;
    int a4 = ao + 4 * ar;
    int a5 = ao + 5 * ar;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + p]);
      c0 = x.fma(b0, c0);
      x = FloatVector.broadcast(SPECIES, a[a1 + p]);
      c1 = x.fma(b0, c1);
      x = FloatVector.broadcast(SPECIES, a[a2 + p]);
      c2 = x.fma(b0, c2);
      x = FloatVector.broadcast(SPECIES, a[a3 + p]);
      c3 = x.fma(b0, c3);
      x = FloatVector.broadcast(SPECIES, a[a4 + p]);
      c4 = x.fma(b0, c4);
      x = FloatVector.broadcast(SPECIES, a[a5 + p]);
      c5 = x.fma(b0, c5);
    }
    c0.intoArray(c, co);
    c1.intoArray(c, co + cs);
    c2.intoArray(c, co + 2 * cs);
    c3.intoArray(c, co + 3 * cs);
    c4.intoArray(c, co + 4 * cs);
    c5.intoArray(c, co + 5 * cs);
  }

  /** Four rows of two vectors; rows of B are {@code bs} apart. */
  static void fourByTwo(
      int k,
      float[] a,
      int ao,
      int ar,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int sr,
      float[] c,
      int co,
      int cs) {
    FloatVector c0a = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c0b = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c1a = FloatVector.fromArray(SPECIES, s, so + sr);
    FloatVector c1b = FloatVector.fromArray(SPECIES, s, so + sr + LANES);
    FloatVector c2a = FloatVector.fromArray(SPECIES, s, so + 2 * sr);
    FloatVector c2b = FloatVector.fromArray(SPECIES, s, so + 2 * sr + LANES);
    FloatVector c3a = FloatVector.fromArray(SPECIES, s, so + 3 * sr);
    FloatVector c3b = FloatVector.fromArray(SPECIES, s, so + 3 * sr + LANES);
    int a1 = ao + ar;
    int a2 = ao + 2 * ar;
    int a3 = ao + 3 * ar;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + p]);
      c0a = x.fma(b0, c0a);
      c0b = x.fma(b1, c0b);
      x = FloatVector.broadcast(SPECIES, a[a1 + p]);
      c1a = x.fma(b0, c1a);
      c1b = x.fma(b1, c1b);
      x = FloatVector.broadcast(SPECIES, a[a2 + p]);
      c2a = x.fma(b0, c2a);
      c2b = x.fma(b1, c2b);
      x = FloatVector.broadcast(SPECIES, a[a3 + p]);
      c3a = x.fma(b0, c3a);
      c3b = x.fma(b1, c3b);
      bo += bs;
    }
    c0a.intoArray(c, co);
    c0b.intoArray(c, co + LANES);
    c1a.intoArray(c, co + cs);
    c1b.intoArray(c, co + cs + LANES);
    c2a.intoArray(c, co + 2 * cs);
    c2b.intoArray(c, co + 2 * cs + LANES);
    c3a.intoArray(c, co + 3 * cs);
    c3b.intoArray(c, co + 3 * cs + LANES);
  }

  /** One row of two vectors; rows of B are {@code bs} apart. */
  static void oneByTwo(
      int k, float[] a, int ao, float[] b, int bo, int bs, float[] s, int so, float[] c, int co) {
    FloatVector c0a = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c0b = FloatVector.fromArray(SPECIES, s, so + LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + p]);
      c0a = x.fma(b0, c0a);
      c0b = x.fma(b1, c0b);
      bo += bs;
    }
    c0a.intoArray(c, co);
    c0b.intoArray(c, co + LANES);
  }
}
