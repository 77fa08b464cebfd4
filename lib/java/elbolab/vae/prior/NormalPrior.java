package elbolab.vae.prior;

import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.vae.Prior;

/**
 * p(z) = N(μ, diag σ²) with parameters that are learned: one row for all examples, or a row for
 * each, as where they are computed from what is given with the example. Its divergence from a
 * normal encoder is known (the lecture's eq. 15 by dimension).
 */
public record NormalPrior(Normal normal) implements Prior {

  /** One mean and one deviation for each dimension, to be learned from N(0, I) on. */
  public static NormalPrior learned(Parameters branch, int dimensions) {
    return new NormalPrior(
        new Normal(branch.add("mean", 0, 1, dimensions), branch.add("logSigma", 0, 1, dimensions)));
  }

  @Override
  public Tensor logProb(Tensor z) {
    return normal.logProb(z).sum(-1);
  }

  /** One draw for each row of the parameters, or so many where these have one row. */
  @Override
  public Tensor sample(Rng rng, int rows) {
    Tensor noise = Tensor.gaussian(rng, rows, normal.mean().size(-1));
    return normal.mean().plus(normal.sigma().times(noise));
  }

  @Override
  public Tensor divergence(Distribution q, Tensor z) {
    return q instanceof Normal other ? other.kl(normal).sum(-1) : Prior.super.divergence(q, z);
  }
}
