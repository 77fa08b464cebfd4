package elbolab.nn;

import elbolab.math.Activation;
import elbolab.tensor.Tensor;

/** y = f(x W + b) over the last axis, W [in, out]. */
public record Linear(Tensor weight, Tensor bias, Activation activation) implements Layer {

  /** The last layer of a network: no activation, Glorot's uniform weights, bias 0. */
  public static Linear of(Parameters parameters, int in, int out) {
    return of(parameters, in, out, Activation.IDENTITY);
  }

  /** Weights as suits the activation: He's for the rectifier, else Glorot's; bias 0. */
  public static Linear of(Parameters parameters, int in, int out, Activation activation) {
    Initialisation start =
        activation == Activation.RELU ? Initialisation.heNormal() : Initialisation.glorotUniform();
    return of(parameters, in, out, activation, start, Initialisation.zeros());
  }

  public static Linear of(
      Parameters parameters,
      int in,
      int out,
      Activation activation,
      Initialisation weightStart,
      Initialisation biasStart) {
    return new Linear(
        parameters.addMatrix("weight", weightStart, in, out),
        parameters.add("bias", biasStart, in, out, out),
        activation);
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.linear(weight, bias, activation);
  }
}
