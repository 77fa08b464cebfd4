package elbolab.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link BinaryMap} on vectors, a loop for each function. */
final class VectorBinaryMap {
  private static final VectorSpecies<Float> SPECIES = VectorTiles.SPECIES;
  private static final int LANES = VectorTiles.LANES;

  private VectorBinaryMap() {}

  /** Maps as many whole vectors as n holds; returns how many numbers that was. */
  static int apply(
      BinaryMap map, int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    int end = SPECIES.loopBound(n);
    switch (map) {
      case ADD -> add(end, a, ao, b, bo, out, to);
      case SUBTRACT -> subtract(end, a, ao, b, bo, out, to);
      case MULTIPLY -> multiply(end, a, ao, b, bo, out, to);
      case DIVIDE -> divide(end, a, ao, b, bo, out, to);
      case MAXIMUM -> maximum(end, a, ao, b, bo, out, to);
      case MINIMUM -> minimum(end, a, ao, b, bo, out, to);
      case RELU_GRADIENT -> reluGradient(end, a, ao, b, bo, out, to);
      case TANH_GRADIENT -> tanhGradient(end, a, ao, b, bo, out, to);
      case SIGMOID_GRADIENT -> sigmoidGradient(end, a, ao, b, bo, out, to);
      case SOFTPLUS_GRADIENT -> VectorSteps.softplusGradient(end, a, ao, b, bo, out, to);
      case GELU_GRADIENT -> {
        return 0; // as its function
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

  private static void reluGradient(
      int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bo + i);
      FloatVector.zero(SPECIES).blend(y, x.compare(VectorOperators.GT, 0)).intoArray(out, to + i);
    }
  }

  private static void tanhGradient(
      int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bo + i);
      y.mul(x.neg().fma(x, FloatVector.broadcast(SPECIES, 1))).intoArray(out, to + i);
    }
  }

  private static void sigmoidGradient(
      int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bo + i);
      y.mul(x.mul(FloatVector.broadcast(SPECIES, 1).sub(x))).intoArray(out, to + i);
    }
  }
}
