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

  /** One draw per element. */
  Tensor sample(Rng rng);
}
