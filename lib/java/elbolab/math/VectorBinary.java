package elbolab.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link Binary} on vectors, a loop for each function. */
final class VectorBinary {
  private static final VectorSpecies<Float> SPECIES = VectorTiles.SPECIES;
  private static final int LANES = VectorTiles.LANES;

  private VectorBinary() {}

  /** Maps as many whole vectors as n holds; returns how many numbers that was. */
  static int apply(Binary map, int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    int end = SPECIES.loopBound(n);
    switch (map) {
      case PLUS -> add(end, a, ao, b, bo, out, to);
      case MINUS -> subtract(end, a, ao, b, bo, out, to);
      case TIMES -> multiply(end, a, ao, b, bo, out, to);
      case OVER -> divide(end, a, ao, b, bo, out, to);
      case MAXIMUM -> maximum(end, a, ao, b, bo, out, to);
      case MINIMUM -> minimum(end, a, ao, b, bo, out, to);
      default -> {
        return 0;
      }
    }
    return end;
  }

  private static void add(int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bo + i);
      x.add(y).intoArray(out, to + i);
    }
  }

  private static void subtract(int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bo + i);
      x.sub(y).intoArray(out, to + i);
    }
  }

  private static void multiply(int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bo + i);
      x.mul(y).intoArray(out, to + i);
    }
  }

  private static void divide(int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bo + i);
      x.div(y).intoArray(out, to + i);
    }
  }

  private static void maximum(int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bo + i);
      x.max(y).intoArray(out, to + i);
    }
  }

  private static void minimum(int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bo + i);
      x.min(y).intoArray(out, to + i);
    }
  }
}
