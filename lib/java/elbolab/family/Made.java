package elbolab.family;

import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.nn.Linear;
import elbolab.nn.Parameters;
import elbolab.prob.Categorical;
import elbolab.prob.Mixture;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import java.util.function.IntUnaryOperator;

/**
 * p(x) = Π p(x_i | x_1 … x_{i−1}), every factor a mixture of normals whose numbers come from one
 * network. Masks on its weights keep output i from seeing x_i and what comes after it (Germain et
 * al. 2015).
 */
public final class Made implements Density {
  private static final double SHARPEST = 4;

  /** A layer of which some weights stay 0. */
  private record Masked(Linear layer, Tensor mask) {
    Tensor apply(Tensor x) {
      return x.linear(layer.weight().times(mask), layer.bias(), layer.activation());
    }
  }

  private final Parameters parameters;
  private final int features;
  private final int components;
  private final Masked first;
  private final Masked second;
  private final Masked out;

  private Made(Parameters parameters, int features, int components, int hidden) {
    this.parameters = parameters;
    this.features = features;
    this.components = components;
    // A unit of degree k sees x_1 … x_k.
    IntUnaryOperator ofUnit = unit -> features == 1 ? 0 : 1 + unit % (features - 1);
    IntUnaryOperator ofInput = input -> input + 1;
    IntUnaryOperator ofOutput = output -> output / components % features;
    int outputs = 3 * features * components;
    first = masked("hidden0", features, ofInput, hidden, ofUnit, Activation.RELU);
    second = masked("hidden1", hidden, ofUnit, hidden, ofUnit, Activation.RELU);
    out = masked("out", hidden, ofUnit, outputs, ofOutput, Activation.IDENTITY);
    spread();
  }

  public static Made of(int features, int components, int hidden, long seed) {
    if (features < 1 || components < 1 || hidden < features) {
      throw new IllegalArgumentException(
          "%d features, %d components, %d hidden units: one or more each, no fewer units than features"
              .formatted(features, components, hidden));
    }
    return new Made(Parameters.seeded(seed), features, components, hidden);
  }

  private Masked masked(
      String name, int in, IntUnaryOperator from, int units, IntUnaryOperator to, Activation f) {
    float[] mask = new float[in * units];
    for (int i = 0; i < in; i++) {
      for (int j = 0; j < units; j++) {
        mask[i * units + j] = from.applyAsInt(i) <= to.applyAsInt(j) ? 1 : 0;
      }
    }
    Linear layer = Linear.of(parameters.at(name), in, units, f);
    return new Masked(layer, Tensor.of(mask, in, units).keep());
  }

  /** Components that begin alike would stay alike: their means start at even distances. */
  private void spread() {
    float[] bias = out.layer.bias().toArray();
    for (int k = 0; k < features * components; k++) {
      double place = components == 1 ? 0 : 4.0 * (k % components) / (components - 1) - 2;
      bias[features * components + k] = (float) place;
    }
    out.layer.bias().set(bias);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  /** The factors from {@code first} on, so many of them, as mixtures: [rows, count]. */
  private Mixture factors(Tensor x, int first, int count) {
    Tensor all = out.apply(second.apply(this.first.apply(x)));
    Tensor numbers = all.reshape(x.size(0), 3, features, components).slice(2, first, first + count);
    Tensor[] parts = new Tensor[3];
    for (int part = 0; part < parts.length; part++) {
      parts[part] = numbers.slice(1, part, part + 1).reshape(x.size(0), count, components);
    }
    Normal normals = new Normal(parts[1], parts[2].clamp(-SHARPEST, SHARPEST));
    return new Mixture(new Categorical(parts[0]), normals);
  }

  /** log p(x_i | x_1 … x_{i−1}) of each row and feature. */
  public Tensor factors(Tensor x) {
    return factors(x, 0, features).logProb(x);
  }

  @Override
  public Tensor logDensity(Tensor x) {
    return factors(x).sum(1);
  }

  /** One feature after the other, each from what was drawn before it. */
  @Override
  public Tensor sample(int rows, Rng rng) {
    Tensor x = Tensor.zeros(rows, features);
    for (int i = 0; i < features; i++) {
      Tensor drawn = factors(x, i, 1).sample(rng.stream("feature", i));
      Tensor before = x.slice(1, 0, i);
      x = Tensor.concat(1, before, drawn, Tensor.zeros(rows, features - i - 1));
    }
    return x;
  }
}
