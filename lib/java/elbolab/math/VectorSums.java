package elbolab.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sixteen lanes of {@link Reductions} on vectors of sixteen, eight or four: one, two or four
 * vectors hold them, so the sums are the same. All counts are multiples of sixteen.
 */
final class VectorSums {
  private static final VectorSpecies<Float> SPECIES = VectorTiles.SPECIES;
  private static final int LANES = VectorTiles.LANES;

  private VectorSums() {}

  static void sum(int n, float[] x, int from, float[] lanes) {
    if (LANES == 16) {
      sumOfOne(n, x, from, lanes);
    } else {
      for (int l = 0; l < Reductions.LANES; l += 2 * LANES) {
        sumOfTwo(n, x, from + l, lanes, l);
      }
    }
  }

  private static void sumOfOne(int n, float[] x, int from, float[] lanes) {
    FloatVector s = FloatVector.zero(SPECIES);
    for (int i = 0; i < n; i += Reductions.LANES) {
      s = s.add(FloatVector.fromArray(SPECIES, x, from + i));
    }
    s.intoArray(lanes, 0);
  }

  private static void sumOfTwo(int n, float[] x, int from, float[] lanes, int at) {
    FloatVector s = FloatVector.zero(SPECIES);
    FloatVector t = FloatVector.zero(SPECIES);
    for (int i = 0; i < n; i += Reductions.LANES) {
      s = s.add(FloatVector.fromArray(SPECIES, x, from + i));
      t = t.add(FloatVector.fromArray(SPECIES, x, from + i + LANES));
    }
    s.intoArray(lanes, at);
    t.intoArray(lanes, at + LANES);
  }

  /** Sums down the rows, two vectors of columns at a time; false if there are too few columns. */
  static boolean columns(
      int rows, int columns, float[] x, int from, int stride, float[] out, int to) {
    int last = columns - LANES;
    if (last < 0) {
      return false;
    }
    for (int j = 0; j < columns; j += 2 * LANES) {
      // What lies beyond the end is summed once more with its neighbours.
      int first = Math.min(j, last);
      int second = Math.min(j + LANES, last);
      twoColumns(rows, x, from + first, from + second, stride, out, to + first, to + second);
    }
    return true;
  }

  private static void twoColumns(
      int rows, float[] x, int first, int second, int stride, float[] out, int to, int toSecond) {
    FloatVector s = FloatVector.zero(SPECIES);
    FloatVector t = FloatVector.zero(SPECIES);
    for (int i = 0; i < rows; i++) {
      s = s.add(FloatVector.fromArray(SPECIES, x, first + i * stride));
      t = t.add(FloatVector.fromArray(SPECIES, x, second + i * stride));
    }
    s.intoArray(out, to);
    t.intoArray(out, toSecond);
  }

  static void dot(int n, float[] a, int ao, float[] b, int bo, float[] lanes) {
    if (LANES == 16) {
      dotOfOne(n, a, ao, b, bo, lanes);
    } else {
      for (int l = 0; l < Reductions.LANES; l += 2 * LANES) {
        dotOfTwo(n, a, ao + l, b, bo + l, lanes, l);
      }
    }
  }

  private static void dotOfOne(int n, float[] a, int ao, float[] b, int bo, float[] lanes) {
    FloatVector s = FloatVector.zero(SPECIES);
    for (int i = 0; i < n; i += Reductions.LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
      s = x.fma(FloatVector.fromArray(SPECIES, b, bo + i), s);
    }
    s.intoArray(lanes, 0);
  }

  private static void dotOfTwo(int n, float[] a, int ao, float[] b, int bo, float[] lanes, int at) {
    FloatVector s = FloatVector.zero(SPECIES);
    FloatVector t = FloatVector.zero(SPECIES);
    for (int i = 0; i < n; i += Reductions.LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
      s = x.fma(FloatVector.fromArray(SPECIES, b, bo + i), s);
      x = FloatVector.fromArray(SPECIES, a, ao + i + LANES);
      t = x.fma(FloatVector.fromArray(SPECIES, b, bo + i + LANES), t);
    }
    s.intoArray(lanes, at);
    t.intoArray(lanes, at + LANES);
  }

  /** The greatest number; its order does not matter, so the lanes need not be sixteen. */
  static float max(int n, float[] x, int from) {
    FloatVector s = FloatVector.fromArray(SPECIES, x, from);
    for (int i = LANES; i < n; i += LANES) {
      s = s.max(FloatVector.fromArray(SPECIES, x, from + i));
    }
    return s.reduceLanes(VectorOperators.MAX);
  }
}
