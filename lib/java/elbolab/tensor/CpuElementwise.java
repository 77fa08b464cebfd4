package elbolab.tensor;

import elbolab.math.BinaryMap;
import elbolab.math.FloatMath;
import elbolab.math.ParametricMap;
import elbolab.math.UnaryMap;
import elbolab.math.Workers;

/**
 * Maps of arrays of floats and their derivatives; long ones are cut into blocks for the workers.
 */
final class CpuElementwise {
  static final int BLOCK = 1 << 14;
  private static final float TWO_OVER_SQRT_PI = (float) (2 / Math.sqrt(Math.PI));

  private CpuElementwise() {}

  static void map(Unary f, float p, float q, float[] x, float[] y, int count) {
    if (count < 2 * BLOCK) {
      mapBlock(f, p, q, x, y, 0, count);
    } else {
      Workers.run(blocks(count), b -> mapBlock(f, p, q, x, y, b * BLOCK, length(b, count)));
    }
  }

  static int blocks(int count) {
    return (count + BLOCK - 1) / BLOCK;
  }

  static int length(int block, int count) {
    return Math.min(BLOCK, count - block * BLOCK);
  }

  private static void mapBlock(
      Unary f, float p, float q, float[] x, float[] y, int from, int count) {
    UnaryMap plain = plain(f);
    if (plain != null) {
      plain.apply(count, x, from, y, from);
      return;
    }
    switch (f) {
      case AFFINE -> ParametricMap.SCALE_AND_ADD.apply(count, p, q, x, from, y, from);
      case LEAKY_RELU -> ParametricMap.LEAKY_RELU.apply(count, p, q, x, from, y, from);
      case ELU -> ParametricMap.ELU.apply(count, p, q, x, from, y, from);
      case CLAMP -> ParametricMap.CLAMP.apply(count, p, q, x, from, y, from);
      case POWER -> ParametricMap.POWER.apply(count, p, q, x, from, y, from);
      case POSITIVE -> {
        for (int i = from; i < from + count; i++) y[i] = x[i] > 0 ? 1 : 0;
      }
      default -> throw new AssertionError(f);
    }
  }

  private static UnaryMap plain(Unary f) {
    return switch (f) {
      case EXP -> UnaryMap.EXP;
      case LOG -> UnaryMap.LOG;
      case SQRT -> UnaryMap.SQUARE_ROOT;
      case ABS -> UnaryMap.ABSOLUTE;
      case SIN -> UnaryMap.SIN;
      case COS -> UnaryMap.COS;
      case TANH -> UnaryMap.TANH;
      case SIGMOID -> UnaryMap.SIGMOID;
      case SOFTPLUS -> UnaryMap.SOFTPLUS;
      case RELU -> UnaryMap.RELU;
      case GELU -> UnaryMap.GELU;
      case ERF -> UnaryMap.ERF;
      case SQUARE -> UnaryMap.SQUARE;
      case RECIPROCAL -> UnaryMap.RECIPROCAL;
      case AFFINE, LEAKY_RELU, ELU, CLAMP, POSITIVE, POWER -> null;
    };
  }

  static void mapGradient(
      Unary f, float p, float q, float[] x, float[] y, float[] dy, float[] dx, int count) {
    if (count < 2 * BLOCK) {
      slopeBlock(f, p, q, x, y, dy, dx, 0, count);
    } else {
      Workers.run(
          blocks(count), b -> slopeBlock(f, p, q, x, y, dy, dx, b * BLOCK, length(b, count)));
    }
  }

  private static void slopeBlock(
      Unary f, float p, float q, float[] x, float[] y, float[] dy, float[] dx, int at, int n) {
    switch (f) {
      case AFFINE -> ParametricMap.SCALE_AND_ADD.apply(n, p, 0, dy, at, dx, at);
      case EXP -> BinaryMap.MULTIPLY.apply(n, y, at, dy, at, dx, at);
      case LOG -> BinaryMap.DIVIDE.apply(n, dy, at, x, at, dx, at);
      case TANH -> BinaryMap.TANH_GRADIENT.apply(n, y, at, dy, at, dx, at);
      case SIGMOID -> BinaryMap.SIGMOID_GRADIENT.apply(n, y, at, dy, at, dx, at);
      case SOFTPLUS -> BinaryMap.SOFTPLUS_GRADIENT.apply(n, y, at, dy, at, dx, at);
      case RELU -> BinaryMap.RELU_GRADIENT.apply(n, y, at, dy, at, dx, at);
      case GELU -> BinaryMap.GELU_GRADIENT.apply(n, x, at, dy, at, dx, at);
      case SQUARE -> {
        for (int i = at; i < at + n; i++) dx[i] = 2 * x[i] * dy[i];
      }
      case SQRT -> {
        for (int i = at; i < at + n; i++) dx[i] = 0.5f * dy[i] / y[i];
      }
      case RECIPROCAL -> {
        for (int i = at; i < at + n; i++) dx[i] = -(y[i] * y[i]) * dy[i];
      }
      default -> {
        for (int i = at; i < at + n; i++) dx[i] = dy[i] * slope(f, p, q, x[i], y[i]);
      }
    }
  }

  private static float slope(Unary f, float p, float q, float x, float y) {
    return switch (f) {
      case ABS -> Math.signum(x);
      case SIN -> FloatMath.cos(x);
      case COS -> -FloatMath.sin(x);
      case LEAKY_RELU -> x < 0 ? p : 1;
      case ELU -> x < 0 ? y + p : 1;
      case ERF -> TWO_OVER_SQRT_PI * FloatMath.exp(-(x * x));
      case CLAMP -> x < p || x > q ? 0 : 1;
      case POSITIVE -> 0;
      case POWER -> p * ParametricMap.POWER.of(x, p - 1, 0);
      default -> throw new AssertionError(f);
    };
  }

  /** to += scale · x. */
  static void add(float scale, float[] x, float[] to, int count) {
    if (count < 2 * BLOCK) {
      addBlock(scale, x, to, 0, count);
    } else {
      Workers.run(blocks(count), b -> addBlock(scale, x, to, b * BLOCK, length(b, count)));
    }
  }

  private static void addBlock(float scale, float[] x, float[] to, int at, int count) {
    for (int i = at; i < at + count; i++) to[i] = Math.fma(scale, x[i], to[i]);
  }
}
