package elbolab.math;

/**
 * Functions that a product can apply to its result, {@link MatrixProduct}: their derivative is a
 * function of their own value.
 */
public enum Activation {
  IDENTITY(null),
  RELU(Unary.RELU),
  TANH(Unary.TANH),
  SIGMOID(Unary.SIGMOID),
  SOFTPLUS(Unary.SOFTPLUS);

  private final Unary map;

  Activation(Unary map) {
    this.map = map;
  }

  /** The activation as a map, null for the identity. */
  public Unary map() {
    return map;
  }

  /** Replaces n numbers by the function's values. */
  public void apply(int n, float[] values, int from) {
    if (map != null) {
      map.apply(n, values, from, values, from);
    }
  }
}
