package elbolab.prob;

import elbolab.math.Rng;
import elbolab.tensor.Tensor;

/** exp(−|x − μ|/b)/(2b), with the scale b given by its logarithm. */
public record Laplace(Tensor mean, Tensor logScale) implements Distribution {
  private static final double LOG_TWO = 0.6931471805599453;

  /** −|x − μ|/b − log b − log 2. */
  @Override
  public Tensor logProb(Tensor x) {
    Tensor scaled = x.minus(mean).abs().times(logScale.negate().exp());
    return scaled.plus(LOG_TWO).plus(logScale).negate();
  }

  /** μ + b·(e − e') with two standard exponential variables: the gradient flows to μ and b. */
  @Override
  public Tensor sample(Rng rng) {
    Tensor difference = exponential(rng).minus(exponential(rng));
    return mean.plus(logScale.exp().times(difference));
  }

  private Tensor exponential(Rng rng) {
    // 1 − u lies in (0, 1], where the logarithm is finite.
    Tensor uniform = Tensor.uniform(rng, mean.shape().toArray());
    return uniform.negate().plus(1).log().negate();
  }

  /** 1 + log 2b. */
  public Tensor entropy() {
    return logScale.plus(1 + LOG_TWO);
  }

  /** log(b'/b) + |μ − μ'|/b' + (b/b')·exp(−|μ − μ'|/b) − 1 (Meyer 2021). */
  public Tensor kl(Laplace other) {
    Tensor distance = mean.minus(other.mean).abs();
    Tensor ratio = logScale.minus(other.logScale);
    Tensor far = distance.times(other.logScale.negate().exp());
    Tensor near = distance.times(logScale.negate().exp()).negate().plus(ratio).exp();
    return far.plus(near).minus(ratio).minus(1);
  }
}
