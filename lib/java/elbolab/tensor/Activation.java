package elbolab.tensor;

/** Activations that `linear` fuses: their derivative is a function of their own value. */
public enum Activation {
  IDENTITY(null, elbolab.math.Activation.IDENTITY),
  RELU(Unary.RELU, elbolab.math.Activation.RELU),
  TANH(Unary.TANH, elbolab.math.Activation.TANH),
  SIGMOID(Unary.SIGMOID, elbolab.math.Activation.SIGMOID),
  SOFTPLUS(Unary.SOFTPLUS, elbolab.math.Activation.SOFTPLUS);

  private final Unary map;
  private final elbolab.math.Activation kernel;

  Activation(Unary map, elbolab.math.Activation kernel) {
    this.map = map;
    this.kernel = kernel;
  }

  /** The activation as the product of room `math` fuses it. */
  elbolab.math.Activation kernel() {
    return kernel;
  }

  /** The activation as a map of its own, null for the identity. */
  public Unary map() {
    return map;
  }
}
