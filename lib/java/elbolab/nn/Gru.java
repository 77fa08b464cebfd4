package elbolab.nn;

import static elbolab.math.Equation.Paper.CHO_2014;

import elbolab.math.Equation;
import elbolab.tensor.Tensor;

/**
 * Gated recurrent unit (Cho et al. 2014, eqs. 5 to 8), gates in the order reset, update, candidate,
 * in the form that resets after the product, which is also PyTorch's and cuDNN's:
 *
 * <p>r, z = σ(x W + b + h U + d), n = tanh(x W + b + r·(h U + d)), h' = (1 − z)·n + z·h.
 */
@Equation(
    paper = CHO_2014,
    number = {"5", "6", "7", "8"},
    test = "NaiveLayersTest#gru")
public record Gru(Tensor inputWeight, Tensor inputBias, Tensor hiddenWeight, Tensor hiddenBias) {
  /**
   * @param hidden of each step, [steps, batch, units]
   * @param last the hidden state after the last step, [batch, units]
   */
  public record Output(Tensor hidden, Tensor last) {}

  /** Glorot's uniform input weights, orthogonal recurrent ones, biases 0. */
  public static Gru of(Parameters parameters, int in, int units) {
    return new Gru(
        parameters.add("inputWeight", Initialisation.glorotUniform(), in, units, in, 3 * units),
        parameters.add("inputBias", 0, 3 * units),
        parameters.add("hiddenWeight", Lstm::orthogonalGates, units, units, units, 3 * units),
        parameters.add("hiddenBias", 0, 3 * units));
  }

  public int units() {
    return hiddenWeight.size(0);
  }

  /** Runs over x [steps, batch, in] from the state zero. */
  public Output apply(Tensor x) {
    return apply(x, Tensor.zeros(x.size(1), units()));
  }

  public Output apply(Tensor x, Tensor start) {
    int steps = x.size(0);
    Tensor inputs = x.linear(inputWeight, inputBias);
    Tensor[] hidden = new Tensor[steps];
    Tensor h = start;
    for (int t = 0; t < steps; t++) {
      h = step(inputs.slice(0, t, t + 1).reshape(x.size(1), 3 * units()), h);
      hidden[t] = h;
    }
    return new Output(Tensor.stack(0, hidden), h);
  }

  private Tensor step(Tensor input, Tensor h) {
    int u = units();
    Tensor recurrent = h.linear(hiddenWeight, hiddenBias);
    Tensor gates = input.slice(1, 0, 2 * u).plus(recurrent.slice(1, 0, 2 * u)).sigmoid();
    Tensor reset = gates.slice(1, 0, u);
    Tensor update = gates.slice(1, u, 2 * u);
    Tensor candidate =
        input.slice(1, 2 * u, 3 * u).plus(reset.times(recurrent.slice(1, 2 * u, 3 * u))).tanh();
    return candidate.plus(update.times(h.minus(candidate)));
  }
}
