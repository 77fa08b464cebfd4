package elbolab.math;

/** Functions of one number with one or two parameters p and q, applied to each element. */
public enum ParametricMap {
  /** p·x + q, rounded once. */
  SCALE_AND_ADD,
  /** x where it is not negative, p·x elsewhere. */
  LEAKY_RELU,
  /** x where it is not negative, p·(eˣ − 1) elsewhere. */
  ELU,
  /** The nearest number to x in [p, q]. */
  CLAMP,
  /** x to the power p. */
  POWER;

  /** out[to + i] = f(in[from + i]) for i below n. */
  public void apply(int n, float p, float q, float[] in, int from, float[] out, int to) {
    int done = VectorPath.isOn() ? VectorParametricMap.apply(this, n, p, q, in, from, out, to) : 0;
    for (int i = done; i < n; i++) {
      out[to + i] = of(in[from + i], p, q);
    }
  }

  /** f(x) with parameters p and q; those that have one parameter ignore q. */
  public float of(float x, float p, float q) {
    return switch (this) {
      case SCALE_AND_ADD -> Math.fma(x, p, q);
      case LEAKY_RELU -> x < 0 ? p * x : x;
      case ELU -> x < 0 ? p * FloatMath.expm1(x) : x;
      case CLAMP -> x < p ? p : x > q ? q : x;
      case POWER -> (float) DoubleMath.pow(x, p);
    };
  }
}
