package elbolab.nn;

import elbolab.math.Rng;
import elbolab.tensor.Recurrence;
import elbolab.tensor.Tensor;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al.
 * 2000), gates in the order input, forget, candidate, output:
 *
 * <p>i, f, o = σ(x W + h U + b), g = tanh(x W + h U + b), c' = f·c + i·g, h' = o·tanh(c').
 */
public record Lstm(Tensor inputWeight, Tensor hiddenWeight, Tensor bias) {
  /**
   * @param hidden of each step, [steps, batch, units]
   * @param last the state after the last step, from which another sequence can go on
   */
  public record Output(Tensor hidden, State last) {}

  /** Hidden state and cell, each [batch, units]. */
  public record State(Tensor hidden, Tensor cell) {}

  /**
   * Glorot's uniform input weights, orthogonal recurrent ones, bias 0 and 1 at the forget gate, so
   * that a new network remembers (Jozefowicz et al. 2015, section 2.2).
   */
  public static Lstm of(Parameters parameters, int in, int units) {
    Initialisation forgetGate =
        (bias, fanIn, fanOut, rng) -> java.util.Arrays.fill(bias, units, 2 * units, 1);
    return new Lstm(
        parameters.add("inputWeight", Initialisation.glorotUniform(), in, units, in, 4 * units),
        parameters.add("hiddenWeight", Lstm::orthogonalGates, units, units, units, 4 * units),
        parameters.add("bias", forgetGate, units, units, 4 * units));
  }

  /** An orthogonal matrix [units, units] for each gate, beside each other. */
  static void orthogonalGates(float[] weights, int units, int fanOut, Rng rng) {
    int gates = weights.length / (units * units);
    float[] gate = new float[units * units];
    for (int i = 0; i < gates; i++) {
      Initialisation.orthogonal().fill(gate, units, units, rng.stream("gate", i));
      for (int row = 0; row < units; row++) {
        System.arraycopy(gate, row * units, weights, (row * gates + i) * units, units);
      }
    }
  }

  public int units() {
    return hiddenWeight.size(0);
  }

  public State start(int batch) {
    Tensor zeros = Tensor.zeros(batch, units());
    return new State(zeros, zeros);
  }

  /** Runs over x [steps, batch, in] from the state zero. */
  public Output apply(Tensor x) {
    return apply(x, start(x.size(1)));
  }

  public Output apply(Tensor x, State start) {
    // The inputs of all steps in one product; only the recurrent part has to wait for its turn.
    Tensor inputs = x.linear(inputWeight, bias);
    var out = Recurrence.lstm(inputs, hiddenWeight, start.hidden(), start.cell());
    int steps = x.size(0);
    Tensor hidden = out.hidden().slice(0, steps - 1, steps).reshape(x.size(1), units());
    return new Output(out.hidden(), new State(hidden, out.cell()));
  }
}
