package elbolab.vae.prior;

import elbolab.data.Observed;
import elbolab.math.Activation;
import elbolab.nn.Layer;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.vae.LatentModel;
import elbolab.vae.Prior;
import elbolab.vae.Vae;

/**
 * A VAE whose prior depends on a covariate c that is given with each example (Khemakhem et al.
 * 2020): p(z | c) = N(μ(c), diag σ²(c)). A row of data is [x | c], of which x is modelled and c is
 * given.
 *
 * @param given how many numbers c has
 * @param network from c to the mean and the logarithm of the deviation of z
 */
public record ConditionalVae(Vae vae, int given, Layer network) implements LatentModel {

  /** With a prior network of one hidden layer. */
  public static ConditionalVae of(Vae vae, int given, int hidden) {
    Parameters branch = vae.parameters().at("prior");
    return new ConditionalVae(
        vae, given, Mlp.of(branch, Activation.TANH, given, hidden, 2 * vae.latent()));
  }

  private Tensor covariate(Observed x) {
    return x.values().slice(-1, vae.options().features(), vae.options().features() + given);
  }

  private Observed modelled(Observed x) {
    int d = vae.options().features();
    return new Observed(
        x.values().slice(-1, 0, d), x.isComplete() ? null : x.mask().slice(-1, 0, d));
  }

  /** p(z | c) of each row of covariates. */
  public NormalPrior prior(Tensor c) {
    Tensor out = network.apply(c);
    int r = vae.latent();
    return new NormalPrior(new Normal(out.slice(-1, 0, r), out.slice(-1, r, 2 * r)));
  }

  @Override
  public Prior prior(Observed x) {
    return prior(covariate(x));
  }

  @Override
  public Parameters parameters() {
    return vae.parameters();
  }

  @Override
  public int latent() {
    return vae.latent();
  }

  @Override
  public Normal encode(Observed x) {
    return vae.encode(modelled(x));
  }

  /** p(x | z), without the covariate. */
  @Override
  public Distribution decode(Tensor z) {
    return vae.decode(z);
  }

  @Override
  public Tensor decodeMean(Tensor z) {
    return vae.decodeMean(z);
  }

  @Override
  public Tensor logLikelihood(Observed x, Tensor z) {
    return vae.logLikelihood(modelled(x), z);
  }
}
