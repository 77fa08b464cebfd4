package elbolab.vae;

import elbolab.tensor.Activation;
import java.util.List;

/**
 * What a VAE of perceptrons looks like.
 *
 * @param features numbers in a row of data
 * @param latent dimensions of z
 * @param hidden widths of the encoder's hidden layers; the decoder has them in reverse
 * @param activation of the hidden layers
 * @param likelihood family of p(x | z)
 * @param seed of the parameters' first values
 */
public record VaeOptions(
    int features,
    int latent,
    List<Integer> hidden,
    Activation activation,
    Likelihood likelihood,
    long seed) {
  public VaeOptions {
    hidden = List.copyOf(hidden);
    atLeastOne("features", features, "numbers in a row of data");
    atLeastOne("latent", latent, "dimensions of z");
    for (int width : hidden) {
      atLeastOne("hidden", width, "width of a hidden layer");
    }
  }

  /** One hidden layer of rectifiers between black and white pixels and z. */
  public static VaeOptions pixels(int features, int latent, int hidden) {
    return new VaeOptions(
        features, latent, List.of(hidden), Activation.RELU, Likelihood.bernoulli(), 1);
  }

  public VaeOptions likelihood(Likelihood other) {
    return new VaeOptions(features, latent, hidden, activation, other, seed);
  }

  public VaeOptions activation(Activation other) {
    return new VaeOptions(features, latent, hidden, other, likelihood, seed);
  }

  public VaeOptions hidden(List<Integer> widths) {
    return new VaeOptions(features, latent, widths, activation, likelihood, seed);
  }

  public VaeOptions seed(long other) {
    return new VaeOptions(features, latent, hidden, activation, likelihood, other);
  }

  private static void atLeastOne(String name, int value, String meaning) {
    if (value < 1) {
      throw new IllegalArgumentException(
          name + " = " + value + ": must be at least 1 (" + meaning + ")");
    }
  }
}
