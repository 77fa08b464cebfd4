package elbolab.tensor;

import elbolab.math.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An operation on inputs of certain shapes and ranges. */
record OperationCase(String name, Function<List<Tensor>, Tensor> formula, Input... inputs) {
  /** Uniform numbers in a range. */
  record Input(double from, double to, int... shape) {
    float[] values(Rng rng) {
      float[] values = new float[Shape.of(shape).size()];
      rng.fillUniform(values, 0, values.length);
      for (int i = 0; i < values.length; i++) values[i] = (float) (from + (to - from) * values[i]);
      return values;
    }
  }

  /** A value with the gradient of a weighted sum of its numbers with respect to each input. */
  record Result(Shape shape, float[] value, List<float[]> gradients) {}

  List<float[]> values(long seed) {
    Rng rng = Rng.of(seed, name);
    List<float[]> values = new ArrayList<>();
    for (Input input : inputs) values.add(input.values(rng));
    return values;
  }

  List<Tensor> leaves(Backend backend, List<float[]> values) {
    List<Tensor> leaves = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      Tensor leaf = Tensor.of(values.get(i), inputs[i].shape()).to(backend).requireGradient(true);
      leaves.add(leaf.keep());
    }
    return leaves;
  }

  /** Σ wᵢyᵢ with fixed weights, so that errors in single numbers do not cancel. */
  static Tensor weightedSum(Tensor y) {
    float[] weights = new float[y.size()];
    for (int i = 0; i < weights.length; i++) weights[i] = 0.25f + (i * 37 % 64) / 64f;
    return y.times(Tensor.of(weights, y.shape().toArray()).to(y.backend())).sum();
  }

  Result run(Backend backend, List<float[]> values) {
    List<Tensor> leaves = leaves(backend, values);
    try (Tape tape = Tape.scope()) {
      Tensor y = formula.apply(leaves);
      Gradients gradients = tape.gradients(weightedSum(y));
      List<float[]> slopes = new ArrayList<>();
      for (Tensor leaf : leaves) slopes.add(gradients.of(leaf).toArray());
      return new Result(y.shape(), y.toArray(), slopes);
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name);
    for (Input input : inputs) text.append(' ').append(Shape.of(input.shape()));
    return text.toString();
  }
}
