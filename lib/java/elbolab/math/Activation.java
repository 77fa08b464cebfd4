package elbolab.math;

/** The functions that {@link MatrixProduct#affine} can apply to its result. */
public enum Activation {
  IDENTITY(null, null),
  RELU(UnaryMap.RELU, BinaryMap.RELU_GRADIENT),
  TANH(UnaryMap.TANH, BinaryMap.TANH_GRADIENT),
  SIGMOID(UnaryMap.SIGMOID, BinaryMap.SIGMOID_GRADIENT),
  SOFTPLUS(UnaryMap.SOFTPLUS, BinaryMap.SOFTPLUS_GRADIENT);

  private final UnaryMap forward;
  private final BinaryMap gradient;

  Activation(UnaryMap forward, BinaryMap gradient) {
    this.forward = forward;
    this.gradient = gradient;
  }

  /** Replaces n numbers by the function's values. */
  public void apply(int n, float[] values, int from) {
    if (forward != null) {
      forward.apply(n, values, from, values, from);
    }
  }

  /** in = gradient of the argument, from the function's values y and the gradient g behind it. */
  public void gradient(int n, float[] y, int yo, float[] g, int go, float[] in, int to) {
    if (gradient != null) {
      gradient.apply(n, y, yo, g, go, in, to);
    } else {
      System.arraycopy(g, go, in, to, n);
    }
  }
}
