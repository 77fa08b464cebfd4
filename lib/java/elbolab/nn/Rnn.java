package elbolab.nn;

import elbolab.tensor.Tensor;

/** The plain recurrent network: h' = tanh(x W + h U + b). */
public record Rnn(Tensor inputWeight, Tensor hiddenWeight, Tensor bias) {
  /**
   * @param hidden of each step, [steps, batch, units]
   * @param last the hidden state after the last step, [batch, units]
   */
  public record Output(Tensor hidden, Tensor last) {}

  /** Glorot's uniform input weights, an orthogonal recurrent matrix, bias 0. */
  public static Rnn of(Parameters parameters, int in, int units) {
    return new Rnn(
        parameters.addMatrix("inputWeight", Initialisation.glorotUniform(), in, units),
        parameters.addMatrix("hiddenWeight", Initialisation.orthogonal(), units, units),
        parameters.add("bias", 0, units));
  }

  public int units() {
    return bias.size();
  }

  /** Runs over x [steps, batch, in] from the state zero. */
  public Output apply(Tensor x) {
    int steps = x.size(0);
    int batch = x.size(1);
    Tensor inputs = x.linear(inputWeight, bias);
    Tensor[] hidden = new Tensor[steps];
    Tensor h = Tensor.zeros(batch, units());
    for (int t = 0; t < steps; t++) {
      h = after(inputs.slice(0, t, t + 1).reshape(batch, units()), h);
      hidden[t] = h;
    }
    return new Output(Tensor.stack(0, hidden), h);
  }

  /** One step from x [batch, in] and h [batch, units]. */
  public Tensor step(Tensor x, Tensor h) {
    return after(x.linear(inputWeight, bias), h);
  }

  private Tensor after(Tensor input, Tensor h) {
    return input.plus(h.linear(hiddenWeight, null)).tanh();
  }
}
