package elbolab.vae;

import elbolab.data.Observed;
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
 * Elbo elbo = vae.elbo(Observed.complete(images), rng);   // one bound per row
 * }</pre>
 */
public final class Vae implements LatentModel {
  private final VaeOptions options;
  private final Parameters parameters;
  private final Layer encoder;
  private final Layer decoder;
  private final Prior prior;

  private Vae(
      VaeOptions options, Parameters parameters, Layer encoder, Layer decoder, Prior prior) {
    this.options = options;
    this.parameters = parameters;
    this.encoder = encoder;
    this.decoder = decoder;
    this.prior = prior;
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
            parameters.at("encoder"),
            options,
            options.masked() ? 2 * options.features() : options.features(),
            hidden,
            2 * options.latent()),
        network(parameters.at("decoder"), options, options.latent(), mirrored, outputs),
        Prior.standard(options.latent()));
  }

  /**
   * The same networks under another prior, which may be made of them: {@code
   * vae.withPrior(PosteriorMixture.vamp(vae, start))}. What it learns belongs below {@code
   * parameters().at("prior")}.
   */
  public Vae withPrior(Prior other) {
    return new Vae(options, parameters, encoder, decoder, other);
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

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public int latent() {
    return options.latent();
  }

  @Override
  public Prior prior() {
    return prior;
  }

  /**
   * q(z | x_O) = N(μ(x_O), diag σ²(x_O)); the encoder puts out μ and log σ². It sees 0 where a
   * number is missing and, if the options say so, the mask beside it.
   */
  @Override
  public Normal encode(Observed x) {
    Tensor seen = options.masked() ? Tensor.concat(-1, x.values(), x.maskOrOnes()) : x.values();
    return Normal.ofHalves(encoder.apply(seen));
  }

  /** q(z | x) of examples of which nothing is missing. */
  public Normal encode(Tensor x) {
    return encode(Observed.complete(x));
  }

  @Override
  public Distribution decode(Tensor z) {
    return options.likelihood().of(decoder.apply(z));
  }

  @Override
  public Tensor decodeMean(Tensor z) {
    return options.likelihood().mean(decoder.apply(z));
  }

  /** The encoder runs once, the decoder on all draws at once. */
  @Override
  public Tensor logWeights(Observed x, int samples, Rng rng) {
    Normal q = encode(x).repeat(samples);
    Tensor z = q.sample(rng);
    return logLikelihood(x.repeat(samples), z)
        .plus(prior.logRatio(q, z))
        .reshape(samples, x.rows());
  }

  /** E[x | z] at z = μ(x). */
  public Tensor reconstruct(Tensor x) {
    return decodeMean(encode(x).mean());
  }
}
