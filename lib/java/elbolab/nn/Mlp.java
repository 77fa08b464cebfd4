package elbolab.nn;

import elbolab.math.Activation;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A multi-layer perceptron: hidden layers with one activation, then a linear layer. */
public record Mlp(List<Linear> layers) implements Layer {
  public Mlp {
    layers = List.copyOf(layers);
  }

  /** Sizes from the input to the output: {@code of(p, RELU, 784, 256, 20)} has one hidden layer. */
  public static Mlp of(Parameters parameters, Activation hidden, int... sizes) {
    if (sizes.length < 2) {
      throw new IllegalArgumentException("an MLP needs the sizes of its input and its output");
    }
    List<Linear> layers = new ArrayList<>();
    int last = sizes.length - 2;
    for (int i = 0; i < last; i++) {
      layers.add(Linear.of(parameters.at("hidden" + i), sizes[i], sizes[i + 1], hidden));
    }
    layers.add(Linear.of(parameters.at("out"), sizes[last], sizes[last + 1]));
    return new Mlp(layers);
  }

  @Override
  public Tensor apply(Tensor x) {
    for (Linear layer : layers) {
      x = layer.apply(x);
    }
    return x;
  }
}
