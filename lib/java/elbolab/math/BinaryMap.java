package elbolab.math;

/**
 * Functions of two numbers, applied element by element. Those called gradients take the value y
 * that the function had, or its argument x, and the gradient g of what follows, and return the
 * gradient of what went in.
 */
public enum BinaryMap {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  MAXIMUM,
  MINIMUM,
  /** (y, g) → g where y &gt; 0, else 0. */
  RELU_GRADIENT,
  /** (y, g) → g·(1 − y²). */
  TANH_GRADIENT,
  /** (y, g) → g·y·(1 − y). */
  SIGMOID_GRADIENT,
  /** (y, g) → g·(1 − e⁻ʸ), which is g·sigmoid(x). */
  SOFTPLUS_GRADIENT,
  /** (x, g) → g·(Φ(x) + x·φ(x)). */
  GELU_GRADIENT;

  /** out[to + i] = f(a[ao + i], b[bo + i]) for i below n. */
  public void apply(int n, float[] a, int ao, float[] b, int bo, float[] out, int to) {
    int done = VectorPath.isOn() ? VectorBinaryMap.apply(this, n, a, ao, b, bo, out, to) : 0;
    for (int i = done; i < n; i++) {
      out[to + i] = of(a[ao + i], b[bo + i]);
    }
  }

  /** f(a, b). */
  public float of(float a, float b) {
    return switch (this) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MAXIMUM -> Math.max(a, b);
      case MINIMUM -> Math.min(a, b);
      case RELU_GRADIENT -> a > 0 ? b : 0;
      case TANH_GRADIENT -> b * Math.fma(-a, a, 1);
      case SIGMOID_GRADIENT -> b * (a * (1 - a));
      case SOFTPLUS_GRADIENT -> -b * FloatMath.expm1(-a);
      case GELU_GRADIENT -> b * FloatMath.geluSlope(a);
    };
  }
}
