package elbolab.nn;

import static elbolab.math.Equation.Paper.REPORT;

import elbolab.math.Equation;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * One pass through a perceptron, and what leads back through it without a tape: the report's eqs. 5
 * to 13 and its algorithm 1. Its vectors are the rows here, one for each example, and its W is the
 * transpose of ours. Layers are numbered from 1 to L; C is the sum of the examples' costs.
 *
 * @param inputs a⁰ (the data), a¹, …, a^L
 * @param weighted z¹, …, z^L, from place 1 on
 */
public record Backpropagation(Mlp network, List<Tensor> inputs, List<Tensor> weighted) {
  public Backpropagation {
    inputs = List.copyOf(inputs);
    weighted = List.copyOf(weighted);
  }

  /** Feedforward: z^l = W^l a^{l−1} + b^l, a^l = σ(z^l) (eq. 5, with the sizes of eqs. 6 and 7). */
  @Equation(
      paper = REPORT,
      number = {"5", "6", "7"},
      test = "BackpropagationTest#feedforwardIsTheNetwork")
  public static Backpropagation forwards(Mlp network, Tensor x) {
    List<Tensor> inputs = new ArrayList<>(List.of(x));
    List<Tensor> weighted = new ArrayList<>(List.of(x));
    for (Linear layer : network.layers()) {
      Tensor below = inputs.get(inputs.size() - 1);
      weighted.add(below.linear(layer.weight(), layer.bias()));
      inputs.add(layer.apply(below));
    }
    return new Backpropagation(network, inputs, weighted);
  }

  /** L. */
  public int depth() {
    return network.layers().size();
  }

  /** a^L, what the network puts out. */
  public Tensor output() {
    return inputs.get(depth());
  }

  /** σ'(z^l). */
  private Tensor slope(int layer) {
    Tensor a = inputs.get(layer);
    return switch (network.layers().get(layer - 1).activation()) {
      case IDENTITY -> a.zerosLike().plus(1);
      case RELU -> weighted.get(layer).positive();
      case TANH -> a.square().negate().plus(1);
      case SIGMOID -> a.minus(a.square());
      case SOFTPLUS -> weighted.get(layer).sigmoid();
    };
  }

  /**
   * Δ^L = ∂C/∂z^L = ∂C/∂a^L ⊙ σ'(z^L) (eqs. 8 and 9).
   *
   * @param costSlope ∂C/∂a^L
   */
  @Equation(
      paper = REPORT,
      number = {"8", "9"},
      test = "BackpropagationTest#gradientsAgainstFiniteDifferences")
  public Tensor outputError(Tensor costSlope) {
    return costSlope.times(slope(depth()));
  }

  /**
   * Δ^l = (W^{l+1}ᵀ Δ^{l+1}) ⊙ σ'(z^l) (eqs. 11 and 12; the report prints σ for σ' in eq. 12).
   *
   * @param above Δ^{l+1}
   */
  @Equation(
      paper = REPORT,
      number = {"11", "12"},
      test = "BackpropagationTest#gradientsAgainstFiniteDifferences")
  public Tensor errorBelow(int layer, Tensor above) {
    return above.matmul(network.layers().get(layer).weight().transpose()).times(slope(layer));
  }

  /** ∂C/∂b^l = Δ^l, summed over the examples (eq. 10). */
  @Equation(
      paper = REPORT,
      number = "10",
      test = "BackpropagationTest#gradientsAgainstFiniteDifferences")
  public static Tensor biasGradient(Tensor error) {
    return error.sum(0);
  }

  /** ∂C/∂W^l_jk = Δ^l_j a^{l−1}_k, summed over the examples (eq. 13). */
  @Equation(
      paper = REPORT,
      number = "13",
      test = "BackpropagationTest#gradientsAgainstFiniteDifferences")
  public Tensor weightGradient(int layer, Tensor error) {
    return inputs.get(layer - 1).transpose().matmul(error);
  }
}
