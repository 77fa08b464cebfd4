package elbolab.prob;

import elbolab.math.Rng;
import elbolab.tensor.Tensor;

/**
 * Σ_k w_k p_k(x): the components lie along the last axis of their parameters, beside the logits of
 * their weights. A mixture has neither a closed entropy nor a closed divergence.
 */
public record Mixture(Categorical weights, Distribution components) implements Distribution {

  /** log Σ_k exp(log w_k + log p_k(x)), for x without the components' axis. */
  @Override
  public Tensor logProb(Tensor x) {
    Tensor each = components.logProb(x.unsqueeze(-1));
    return each.plus(weights.logProbabilities()).logSumExp(-1);
  }

  /**
   * A component by its weight, then a draw from it. The gradient flows to the component that was
   * drawn, not to the weights.
   */
  @Override
  public Tensor sample(Rng rng) {
    Tensor draws = components.sample(rng);
    return draws.times(weights.sample(rng)).sum(-1);
  }
}
