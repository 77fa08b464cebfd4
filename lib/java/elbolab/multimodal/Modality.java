package elbolab.multimodal;

import elbolab.math.Activation;
import elbolab.nn.Layer;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.vae.Likelihood;

/**
 * One kind of view of an example: an image, its label, a block of columns of a table.
 *
 * @param name for errors and figures
 * @param features numbers of an example
 * @param encoder from the features to what they say of the latent numbers
 * @param decoder from the latent numbers to the parameters of the likelihood
 * @param own dimensions of the code that only this modality has; 0: all it has is shared
 * @param weight of its reconstruction in the loss; 1 keeps the loss a bound
 */
public record Modality(
    String name,
    int features,
    Network encoder,
    Network decoder,
    Likelihood likelihood,
    int own,
    double weight) {

  /** A network that can be built between any two widths. */
  @FunctionalInterface
  public interface Network {
    Layer of(Parameters parameters, int in, int out);

    /** Hidden layers of rectifiers; none: a linear map. */
    static Network perceptrons(int... hidden) {
      return (parameters, in, out) -> {
        int[] sizes = new int[hidden.length + 2];
        sizes[0] = in;
        System.arraycopy(hidden, 0, sizes, 1, hidden.length);
        sizes[hidden.length + 1] = out;
        return Mlp.of(parameters, Activation.RELU, sizes);
      };
    }
  }

  public Modality {
    if (features < 1 || own < 0) {
      throw new IllegalArgumentException(
          "modality '%s': features = %d must be at least 1, own = %d at least 0"
              .formatted(name, features, own));
    }
    if (!(weight > 0) || weight == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "modality '%s': weight = %s must be above 0 and finite".formatted(name, weight));
    }
  }

  /** The same network shape both ways. */
  public static Modality of(String name, int features, Likelihood likelihood, int... hidden) {
    Network network = Network.perceptrons(hidden);
    return new Modality(name, features, network, network, likelihood, 0, 1);
  }

  /** Black and white pixels. */
  public static Modality pixels(String name, int pixels, int... hidden) {
    return of(name, pixels, Likelihood.bernoulli(), hidden);
  }

  /** One of some classes, as a one-hot vector. */
  public static Modality label(String name, int classes, int... hidden) {
    return of(name, classes, Likelihood.categorical(), hidden);
  }

  public Modality own(int dimensions) {
    return new Modality(name, features, encoder, decoder, likelihood, dimensions, weight);
  }

  public Modality weight(double other) {
    return new Modality(name, features, encoder, decoder, likelihood, own, other);
  }
}
