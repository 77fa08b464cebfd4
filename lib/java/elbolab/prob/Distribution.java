package elbolab.prob;

import elbolab.math.Rng;
import elbolab.tensor.Tensor;

/**
 * A distribution per element of its parameters' shape. Elements are independent, so the density of
 * a vector is the sum along its axis: {@code p.logProb(x).sum(-1)}; masks multiply before the sum.
 */
public interface Distribution {
  /** Logarithm of the density or probability of each element. */
  Tensor logProb(Tensor x);

  /**
   * Logarithm of the density of each row, the sum along the last axis. What does not factorise over
   * its elements overrides this.
   */
  default Tensor rowLogProb(Tensor x) {
    return logProb(x).sum(-1);
  }

  /** One draw per element. */
  Tensor sample(Rng rng);
}
