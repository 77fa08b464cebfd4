package elbolab.prob;

import elbolab.math.Rng;
import elbolab.tensor.Tensor;

/** exp of a normal variable: positive, skewed. */
public record LogNormal(Normal log) implements Distribution {

  /** log N(log x; μ, σ²) − log x, for x &gt; 0. */
  @Override
  public Tensor logProb(Tensor x) {
    Tensor logX = x.log();
    return log.logProb(logX).minus(logX);
  }

  /** Reparameterised, like the normal's. */
  @Override
  public Tensor sample(Rng rng) {
    return log.sample(rng).exp();
  }

  /** exp(μ + ½σ²). */
  public Tensor mean() {
    return log.mean().plus(log.logSigma().times(2).exp().times(0.5)).exp();
  }

  /** The normal's entropy + μ. */
  public Tensor entropy() {
    return log.entropy().plus(log.mean());
  }

  /** A divergence does not change under exp: that of the normals. */
  public Tensor kl(LogNormal other) {
    return log.kl(other.log);
  }
}
