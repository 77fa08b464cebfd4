package elbolab.vae;

import elbolab.math.Rng;
import elbolab.nn.Layer;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * A variational autoencoder (Kingma and Welling 2014): z ~ N(0, I), x | z from a decoder network,
 * and an encoder network that approximates p(z | x) by a normal with diagonal covariance.
 *
 * <pre>{@code
 * Vae vae = Vae.of(VaeOptions.pixels(784, 2, 256));
 * Elbo elbo = vae.elbo(images, rng);   // one bound per row
 * }</pre>
 */
public final class Vae {
  private final VaeOptions options;
  private final Parameters parameters;
  private final Layer encoder;
  private final Layer decoder;

  private Vae(VaeOptions options, Parameters parameters, Layer encoder, Layer decoder) {
    this.options = options;
    this.parameters = parameters;
    this.encoder = encoder;
    this.decoder = decoder;
  }

  public static Vae of(VaeOptions options) {
    Parameters parameters = Parameters.seeded(options.seed());
    int[] hidden = options.hidden().stream().mapToInt(Integer::intValue).toArray();
    int[] mirrored =
        IntStream.range(0, hidden.length).map(i -> hidden[hidden.length - 1 - i]).toArray();
    int outputs = options.likelihood().outputs(options.features());
    return new Vae(
        options,
        parameters,
        network(
            parameters.at("encoder"), options, options.features(), hidden, 2 * options.latent()),
        network(parameters.at("decoder"), options, options.latent(), mirrored, outputs));
  }

  private static Layer network(
      Parameters branch, VaeOptions options, int in, int[] hidden, int out) {
    int[] sizes = new int[hidden.length + 2];
    sizes[0] = in;
    System.arraycopy(hidden, 0, sizes, 1, hidden.length);
    sizes[sizes.length - 1] = out;
    return Mlp.of(branch, options.activation(), sizes);
  }

  public VaeOptions options() {
    return options;
  }

  public Parameters parameters() {
    return parameters;
  }

  /** q(z | x) = N(μ(x), diag σ²(x)); the encoder puts out μ and log σ². */
  public Normal encode(Tensor x) {
    Tensor h = encoder.apply(x);
    int r = options.latent();
    return Normal.ofLogVariance(h.slice(-1, 0, r), h.slice(-1, r, 2 * r));
  }

  /** p(x | z). */
  public Distribution decode(Tensor z) {
    return options.likelihood().of(decoder.apply(z));
  }

  /** E[x | z]. */
  public Tensor decodeMean(Tensor z) {
    return options.likelihood().mean(decoder.apply(z));
  }

  /** E[x | z] at z = μ(x). */
  public Tensor reconstruct(Tensor x) {
    return decodeMean(encode(x).mean());
  }

  /**
   * The bound of each row with one z per row, z = μ + σ ⊙ ε (the report's eq. 19): gradients reach
   * both networks.
   */
  public Elbo elbo(Tensor x, Rng rng) {
    Normal q = encode(x);
    Tensor z = q.sample(rng);
    return new Elbo(decode(z).logProb(x).sum(-1), q.klToStandard().sum(-1));
  }

  /**
   * log p(x | z) + log p(z) − log q(z | x) at one z ~ q(z | x) per row: the summand of eq. (10).
   */
  public Tensor logWeight(Tensor x, Rng rng) {
    Normal q = encode(x);
    Tensor z = q.sample(rng);
    Tensor prior = Normal.standard(1).logProb(z).minus(q.logProb(z)).sum(-1);
    return decode(z).logProb(x).sum(-1).plus(prior);
  }
}
