package elbolab.nn;

import elbolab.tensor.Recurrence;
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
    Tensor start = Tensor.zeros(x.size(1), units());
    var out = Recurrence.plain(x.linear(inputWeight, bias), hiddenWeight, start);
    return new Output(out.hidden(), out.last());
  }

  /** One step from x [batch, in] and h [batch, units]. */
  public Tensor step(Tensor x, Tensor h) {
    return x.linear(inputWeight, bias).plus(h.linear(hiddenWeight, null)).tanh();
  }
}
