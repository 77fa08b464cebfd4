package elbolab.math;

/** Functions of one number, applied to each element of an array; in place if the arrays agree. */
public enum UnaryMap {
  NEGATE,
  ABSOLUTE,
  SQUARE,
  RECIPROCAL,
  SQUARE_ROOT,
  RELU,
  EXP,
  EXPM1,
  LOG,
  TANH,
  SIGMOID,
  SOFTPLUS,
  ERF,
  GELU,
  SIN,
  COS;

  /** out[to + i] = f(in[from + i]) for i below n. */
  public void apply(int n, float[] in, int from, float[] out, int to) {
    int done = VectorPath.isOn() ? VectorUnaryMap.apply(this, n, in, from, out, to) : 0;
    for (int i = done; i < n; i++) {
      out[to + i] = of(in[from + i]);
    }
  }

  /** f(x). */
  public float of(float x) {
    return switch (this) {
      case NEGATE -> -x;
      case ABSOLUTE -> Math.abs(x);
      case SQUARE -> x * x;
      case RECIPROCAL -> 1 / x;
      case SQUARE_ROOT -> (float) Math.sqrt(x);
      case RELU -> x < 0 ? 0 : x;
      case EXP -> FloatMath.exp(x);
      case EXPM1 -> FloatMath.expm1(x);
      case LOG -> FloatMath.log(x);
      case TANH -> FloatMath.tanh(x);
      case SIGMOID -> FloatMath.sigmoid(x);
      case SOFTPLUS -> FloatMath.softplus(x);
      case ERF -> FloatMath.erf(x);
      case GELU -> FloatMath.gelu(x);
      case SIN -> FloatMath.sin(x);
      case COS -> FloatMath.cos(x);
    };
  }
}
