package elbolab.math;

/** Functions of two numbers, applied element by element. */
public enum Binary {
  PLUS,
  MINUS,
  TIMES,
  OVER,
  POWER,
  MAXIMUM,
  MINIMUM,
  /** 1 where a &gt; b, ½ where they are equal, 0 elsewhere: the derivative of the maximum by a. */
  STEP,
  /** b·a^(b−1): the derivative of a^b by a. */
  POWER_BY_BASE,
  /** a^b·log a, and 0 where a is 0: the derivative of a^b by b. */
  POWER_BY_EXPONENT;

  /** out[to + i] = f(a[ao + i], b[bo + i]) for i below n. */
  public void apply(int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    int done = VectorPath.isOn() ? VectorBinary.apply(this, n, a, ao, b, bo, out, to) : 0;
    for (int i = done; i < n; i++) {
      out[to + i] = of(a[ao + i], b[bo + i]);
    }
  }

  /** f(a, b). */
  public float of(float a, float b) {
    return switch (this) {
      case PLUS -> a + b;
      case MINUS -> a - b;
      case TIMES -> a * b;
      case OVER -> a / b;
      case POWER -> power(a, b);
      case MAXIMUM -> Math.max(a, b);
      case MINIMUM -> Math.min(a, b);
      case STEP -> a > b ? 1 : a == b ? 0.5f : 0;
      case POWER_BY_BASE -> b * power(a, b - 1);
      case POWER_BY_EXPONENT -> a == 0 ? 0 : power(a, b) * FloatMath.log(a);
    };
  }

  private static float power(float a, float b) {
    return (float) DoubleMath.pow(a, b);
  }
}
