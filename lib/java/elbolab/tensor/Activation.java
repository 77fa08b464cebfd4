package elbolab.tensor;

/** Activations that `linear` fuses: their derivative is a function of their own value. */
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

  /** The activation as a map of its own, null for the identity. */
  public Unary map() {
    return map;
  }
}
