package elbolab.vae.collapse;

import elbolab.data.Observed;
import elbolab.math.Activation;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.prob.Bernoulli;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.vae.LatentModel;

/**
 * A VAE of sequences of bits with an autoregressive decoder: p(x | z) = Π_t p(x_t | x_{t−w}, …,
 * x_{t−1}, z), one small network for all t. What the bits before tell already, z need not, and
 * training may end with a z that tells nothing. The options' window is w.
 */
public record CausalVae(Parameters parameters, Options options, Mlp encoder, Mlp decoder)
    implements LatentModel {

  /**
   * @param length bits of a sequence
   * @param latent dimensions of z
   * @param window bits that the decoder looks back
   * @param hidden width of both networks
   * @param seed of the parameters' first values
   */
  public record Options(int length, int latent, int window, int hidden, long seed) {
    public Options {
      if (length < 2 || latent < 1 || window < 0 || window >= length || hidden < 1) {
        throw new IllegalArgumentException(
            "length %d, latent %d, window %d, hidden %d: length at least 2, a window below it"
                    .formatted(length, latent, window, hidden)
                + " and 0 or more, the others at least 1");
      }
    }
  }

  public static CausalVae of(Options options) {
    Parameters parameters = Parameters.seeded(options.seed());
    return new CausalVae(
        parameters,
        options,
        Mlp.of(
            parameters.at("encoder"),
            Activation.RELU,
            options.length(),
            options.hidden(),
            options.hidden(),
            2 * options.latent()),
        Mlp.of(
            parameters.at("decoder"),
            Activation.RELU,
            options.window() + options.latent(),
            options.hidden(),
            1));
  }

  @Override
  public int latent() {
    return options.latent();
  }

  @Override
  public Normal encode(Observed x) {
    return Normal.ofHalves(encoder.apply(x.values().times(2).minus(1)));
  }

  /** log p(x | z) of each row: each bit from the ones before it and z. */
  @Override
  public Tensor logLikelihood(Observed x, Tensor z) {
    int rows = x.rows();
    int length = options.length();
    Tensor[] seen = new Tensor[options.window() + 1];
    // 0 stands for a bit that is before the beginning; a bit itself is −1 or 1.
    Tensor signs = x.values().times(2).minus(1);
    for (int back = 1; back <= options.window(); back++) {
      seen[back - 1] =
          signs
              .slice(-1, 0, length - back)
              .pad(new int[] {0, back}, new int[] {0, 0})
              .unsqueeze(-1);
    }
    seen[options.window()] = z.unsqueeze(1).expand(rows, length, options.latent());
    Tensor logits = decoder.apply(Tensor.concat(-1, seen)).reshape(rows, length);
    return x.sum(new Bernoulli(logits).logProb(x.values()));
  }

  @Override
  public Distribution decode(Tensor z) {
    throw noBitsByThemselves();
  }

  @Override
  public Tensor decodeMean(Tensor z) {
    throw noBitsByThemselves();
  }

  private static UnsupportedOperationException noBitsByThemselves() {
    return new UnsupportedOperationException(
        "a bit depends on those before it, so that there is no p(x | z) of single bits: use"
            + " logLikelihood(x, z)");
  }
}
