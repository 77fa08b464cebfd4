package elbolab.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Small networks from one number to one number, y = Σₖ wₖ·max(0, vₖx + bₖ) + c, and their slope,
 * for many numbers x. What the hidden layer holds stays in registers. The chains are those of the
 * matrix products that the formula consists of, so the bits are too.
 */
public final class ScalarNetworks {
  private ScalarNetworks() {}

  /**
   * A network's weights: those of its hidden units begin at {@code at}, c stands at {@code end}.
   */
  public record Weights(float[] v, float[] b, float[] w, int at, int hidden, float[] c, int end) {}

  /** y[from + i] for i below n. */
  public static void apply(Weights net, int n, float[] x, float[] y, int from) {
    int i = VectorPath.isOn() ? Vectors.apply(net, n, x, y, from) : 0;
    for (; i < n; i++) {
      float sum = 0;
      for (int k = net.at; k < net.at + net.hidden; k++) {
        sum = Math.fma(unit(net, k, x[from + i]), net.w[k], sum);
      }
      y[from + i] = sum + net.c[net.end];
    }
  }

  private static float unit(Weights net, int k, float x) {
    float before = Math.fma(x, net.v[k], 0f) + net.b[k];
    return before < 0 ? 0 : before;
  }

  /** dx[from + i] = dy[from + i]·y'(x[from + i]) for i below n. */
  public static void gradient(Weights net, int n, float[] x, float[] dy, float[] dx, int from) {
    int i = VectorPath.isOn() ? Vectors.gradient(net, n, x, dy, dx, from) : 0;
    for (; i < n; i++) {
      float sum = 0;
      for (int k = net.at; k < net.at + net.hidden; k++) {
        float slope = Math.fma(dy[from + i], net.w[k], 0f);
        sum = Math.fma(unit(net, k, x[from + i]) > 0 ? slope : 0, net.v[k], sum);
      }
      dx[from + i] = sum;
    }
  }

  /** Whole vectors of numbers, two at a time; each method returns how many numbers it has done. */
  private static final class Vectors {
    private static final VectorSpecies<Float> SPECIES = VectorTiles.SPECIES;
    private static final int LANES = VectorTiles.LANES;

    static int apply(Weights net, int n, float[] x, float[] y, int from) {
      int i = 0;
      for (; i + 2 * LANES <= n; i += 2 * LANES) {
        apply(net.v, net.b, net.w, net.at, net.hidden, net.c[net.end], x, y, from + i);
      }
      return i;
    }

    private static void apply(
        float[] v, float[] b, float[] w, int at, int hidden, float c, float[] x, float[] y, int i) {
      FloatVector zero = FloatVector.zero(SPECIES);
      FloatVector x0 = FloatVector.fromArray(SPECIES, x, i);
      FloatVector x1 = FloatVector.fromArray(SPECIES, x, i + LANES);
      FloatVector sum0 = zero;
      FloatVector sum1 = zero;
      for (int k = at; k < at + hidden; k++) {
        FloatVector factor = FloatVector.broadcast(SPECIES, v[k]);
        FloatVector bias = FloatVector.broadcast(SPECIES, b[k]);
        FloatVector weight = FloatVector.broadcast(SPECIES, w[k]);
        FloatVector h0 = x0.fma(factor, zero).add(bias);
        FloatVector h1 = x1.fma(factor, zero).add(bias);
        sum0 = h0.blend(zero, h0.compare(VectorOperators.LT, zero)).fma(weight, sum0);
        sum1 = h1.blend(zero, h1.compare(VectorOperators.LT, zero)).fma(weight, sum1);
      }
      sum0.add(c).intoArray(y, i);
      sum1.add(c).intoArray(y, i + LANES);
    }

    static int gradient(Weights net, int n, float[] x, float[] dy, float[] dx, int from) {
      int i = 0;
      for (; i + 2 * LANES <= n; i += 2 * LANES) {
        gradient(net.v, net.b, net.w, net.at, net.hidden, x, dy, dx, from + i);
      }
      return i;
    }

    private static void gradient(
        float[] v,
        float[] b,
        float[] w,
        int at,
        int hidden,
        float[] x,
        float[] dy,
        float[] dx,
        int i) {
      FloatVector zero = FloatVector.zero(SPECIES);
      FloatVector x0 = FloatVector.fromArray(SPECIES, x, i);
      FloatVector x1 = FloatVector.fromArray(SPECIES, x, i + LANES);
      FloatVector g0 = FloatVector.fromArray(SPECIES, dy, i);
      FloatVector g1 = FloatVector.fromArray(SPECIES, dy, i + LANES);
      FloatVector sum0 = zero;
      FloatVector sum1 = zero;
      for (int k = at; k < at + hidden; k++) {
        FloatVector factor = FloatVector.broadcast(SPECIES, v[k]);
        FloatVector bias = FloatVector.broadcast(SPECIES, b[k]);
        FloatVector weight = FloatVector.broadcast(SPECIES, w[k]);
        FloatVector h0 = x0.fma(factor, zero).add(bias);
        FloatVector h1 = x1.fma(factor, zero).add(bias);
        FloatVector slope0 = g0.fma(weight, zero);
        FloatVector slope1 = g1.fma(weight, zero);
        sum0 = zero.blend(slope0, h0.compare(VectorOperators.GT, zero)).fma(factor, sum0);
        sum1 = zero.blend(slope1, h1.compare(VectorOperators.GT, zero)).fma(factor, sum1);
      }
      sum0.intoArray(dx, i);
      sum1.intoArray(dx, i + LANES);
    }
  }
}
