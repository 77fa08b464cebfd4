package elbolab.math;

/**
 * Functions of one number, applied to each element of an array, and their derivatives. Some have
 * one or two parameters p and q, which the others ignore.
 */
public enum Unary {
  /** p·x + q, rounded once; with q = −0 it is the product, the sign of a zero included. */
  AFFINE,
  EXP,
  /** exp(x) − 1. */
  EXPM1,
  LOG,
  SQRT,
  ABS,
  SIN,
  COS,
  TANH,
  /** 1 / (1 + exp(−x)). */
  SIGMOID,
  /** log(1 + exp(x)). */
  SOFTPLUS,
  RELU,
  /** x where it is not negative, p·x elsewhere. */
  LEAKY_RELU,
  /** x where it is not negative, p·(exp(x) − 1) elsewhere. */
  ELU,
  /** x·Φ(x) with the normal distribution function Φ. */
  GELU,
  ERF,
  /** The nearest number to x in [p, q]; the derivative at a bound is 1. */
  CLAMP,
  SQUARE,
  RECIPROCAL,
  /** 1 where x &gt; 0, else 0. */
  POSITIVE,
  /** x to the power p. */
  POWER;

  private static final float TWO_OVER_SQRT_PI = (float) (2 / Math.sqrt(Math.PI));

  /** out[to + i] = f(in[from + i]) for i below n; in place if the arrays and places agree. */
  public void apply(int n, float p, float q, float[] in, int from, float[] out, int to) {
    int done = VectorPath.isOn() ? VectorUnary.apply(this, n, p, q, in, from, out, to) : 0;
    for (int i = done; i < n; i++) {
      out[to + i] = of(in[from + i], p, q);
    }
  }

  /** As the other one, of a function without parameters. */
  public void apply(int n, float[] in, int from, float[] out, int to) {
    apply(n, 0, 0, in, from, out, to);
  }

  /** f(x) of a function without parameters. */
  public float of(float x) {
    return of(x, 0, 0);
  }

  /** f(x). */
  public float of(float x, float p, float q) {
    return switch (this) {
      case AFFINE -> Math.fma(x, p, q);
      case EXP -> FloatMath.exp(x);
      case EXPM1 -> FloatMath.expm1(x);
      case LOG -> FloatMath.log(x);
      case SQRT -> (float) Math.sqrt(x);
      case ABS -> Math.abs(x);
      case SIN -> FloatMath.sin(x);
      case COS -> FloatMath.cos(x);
      case TANH -> FloatMath.tanh(x);
      case SIGMOID -> FloatMath.sigmoid(x);
      case SOFTPLUS -> FloatMath.softplus(x);
      case RELU -> x < 0 ? 0 : x;
      case LEAKY_RELU -> x < 0 ? p * x : x;
      case ELU -> x < 0 ? p * FloatMath.expm1(x) : x;
      case GELU -> FloatMath.gelu(x);
      case ERF -> FloatMath.erf(x);
      case CLAMP -> x < p ? p : x > q ? q : x;
      case SQUARE -> x * x;
      case RECIPROCAL -> 1 / x;
      case POSITIVE -> x > 0 ? 1 : 0;
      case POWER -> (float) DoubleMath.pow(x, p);
    };
  }

  /**
   * out = g·f'(x) with y = f(x), for n elements; out may be g. The functions of {@link Activation}
   * take the derivative from y, and x may be null.
   */
  public void gradient(
      int n, float p, float q, float[] x, float[] y, float[] g, float[] out, int at) {
    int done = VectorPath.isOn() ? VectorUnary.gradient(this, n, y, at, g, at, out, at) : 0;
    int first = at + done;
    int end = at + n;
    switch (this) {
      case AFFINE -> AFFINE.apply(n, p, -0f, g, at, out, at);
      case EXP -> Binary.TIMES.apply(n, y, at, g, at, out, at);
      case LOG -> Binary.OVER.apply(n, g, at, x, at, out, at);
      case TANH, SIGMOID, SOFTPLUS, RELU -> {
        for (int i = first; i < end; i++) out[i] = gradientByValue(y[i], g[i]);
      }
      case SQUARE -> {
        for (int i = first; i < end; i++) out[i] = 2 * x[i] * g[i];
      }
      case SQRT -> {
        for (int i = first; i < end; i++) out[i] = 0.5f * g[i] / y[i];
      }
      case RECIPROCAL -> {
        for (int i = first; i < end; i++) out[i] = -(y[i] * y[i]) * g[i];
      }
      default -> {
        for (int i = first; i < end; i++) out[i] = g[i] * slope(p, q, x[i], y[i]);
      }
    }
  }

  /** g·f'(x) from y = f(x), for the functions of {@link Activation}. */
  float gradientByValue(float y, float g) {
    return switch (this) {
      case RELU -> y > 0 ? g : 0;
      case TANH -> g * Math.fma(-y, y, 1);
      case SIGMOID -> g * (y * (1 - y));
      case SOFTPLUS -> -g * FloatMath.expm1(-y);
      default -> throw new IllegalArgumentException(this + " is no activation");
    };
  }

  private float slope(float p, float q, float x, float y) {
    return switch (this) {
      case EXPM1 -> y + 1;
      case ABS -> Math.signum(x);
      case SIN -> FloatMath.cos(x);
      case COS -> -FloatMath.sin(x);
      case LEAKY_RELU -> x < 0 ? p : 1;
      case ELU -> x < 0 ? y + p : 1;
      case GELU -> FloatMath.geluSlope(x);
      case ERF -> TWO_OVER_SQRT_PI * FloatMath.exp(-(x * x));
      case CLAMP -> x < p || x > q ? 0 : 1;
      case POSITIVE -> 0;
      case POWER -> p * POWER.of(x, p - 1, 0);
      default -> throw new AssertionError(this);
    };
  }
}
