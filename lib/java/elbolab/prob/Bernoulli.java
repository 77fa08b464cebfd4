package elbolab.prob;

import elbolab.math.Rng;
import elbolab.tensor.Tensor;

/** 1 with probability σ(logit), else 0. */
public record Bernoulli(Tensor logits) implements Distribution {

  public Tensor mean() {
    return logits.sigmoid();
  }

  /** x·logit − softplus(logit): finite for every finite logit. x may lie between 0 and 1. */
  @Override
  public Tensor logProb(Tensor x) {
    return x.times(logits).minus(logits.softplus());
  }

  /** 1 where a uniform number lies below the probability. No gradient flows through it. */
  @Override
  public Tensor sample(Rng rng) {
    Tensor uniform = Tensor.uniform(rng, logits.shape().toArray());
    return mean().minus(uniform).positive();
  }

  /** softplus(l) − l·σ(l). */
  public Tensor entropy() {
    return logits.softplus().minus(logits.times(mean()));
  }

  /** σ(l)·(l − l') − softplus(l) + softplus(l'). */
  public Tensor kl(Bernoulli other) {
    return mean()
        .times(logits.minus(other.logits))
        .minus(logits.softplus())
        .plus(other.logits.softplus());
  }
}
