package elbolab.vae;

import elbolab.math.Activation;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a VAE of perceptrons looks like.
 *
 * @param features numbers in a row of data
 * @param latent dimensions of z
 * @param hidden widths of the encoder's hidden layers; the decoder has them in reverse
 * @param activation of the hidden layers
 * @param likelihood family of p(x | z)
 * @param masked whether the encoder sees, beside the numbers, which of them are missing
 * @param seed of the parameters' first values
 */
public record VaeOptions(
    int features,
    int latent,
    List<Integer> hidden,
    Activation activation,
    Likelihood likelihood,
    boolean masked,
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
        features, latent, List.of(hidden), Activation.RELU, Likelihood.bernoulli(), false, 1);
  }

  /** So many latent dimensions between one number and itself: what follows says the rest. */
  public static VaeOptions latent(int dimensions) {
    return new VaeOptions(
        1, dimensions, List.of(64), Activation.RELU, Likelihood.gaussian(1), false, 1);
  }

  public VaeOptions features(int numbers) {
    return new VaeOptions(numbers, latent, hidden, activation, likelihood, masked, seed);
  }

  public VaeOptions likelihood(Likelihood other) {
    return new VaeOptions(features, latent, hidden, activation, other, masked, seed);
  }

  public VaeOptions activation(Activation other) {
    return new VaeOptions(features, latent, hidden, other, likelihood, masked, seed);
  }

  public VaeOptions hidden(List<Integer> widths) {
    return new VaeOptions(features, latent, widths, activation, likelihood, masked, seed);
  }

  public VaeOptions hidden(int first, int... more) {
    return hidden(IntStream.concat(IntStream.of(first), IntStream.of(more)).boxed().toList());
  }

  public VaeOptions masked(boolean other) {
    return new VaeOptions(features, latent, hidden, activation, likelihood, other, seed);
  }

  public VaeOptions seed(long other) {
    return new VaeOptions(features, latent, hidden, activation, likelihood, masked, other);
  }

  private static void atLeastOne(String name, int value, String meaning) {
    if (value < 1) {
      throw new IllegalArgumentException(
          name + " = " + value + ": must be at least 1 (" + meaning + ")");
    }
  }
}
