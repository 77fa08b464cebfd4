package elbolab.vae.prior;

import elbolab.math.Rng;
import elbolab.nn.Initialisation;
import elbolab.nn.Parameters;
import elbolab.prob.Categorical;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.vae.Prior;

/**
 * p(z) = Σ_k w_k N(z; μ_k, diag σ_k²), the sum over the cluster made exactly (thesis 3.4.2).
 *
 * @param logits of the weights, [K]
 * @param components one a row, [K, dimensions]
 */
public record MixturePrior(Tensor logits, Normal components) implements Prior {
  private static final double LOG_TWO_PI = 1.8378770664093454836;

  /** K components to be learned, with means from N(0, spread²) and deviations of 1. */
  public static MixturePrior learned(Parameters branch, int k, int dimensions, double spread) {
    if (k < 1 || !(spread > 0)) {
      throw new IllegalArgumentException(
          k + " components, spread " + spread + ": at least 1, and a spread above 0");
    }
    Tensor logits = branch.add("logits", 0, k);
    Tensor means = branch.add("means", Initialisation.normal(spread), k, dimensions, k, dimensions);
    return new MixturePrior(logits, new Normal(means, branch.add("logSigmas", 0, k, dimensions)));
  }

  @Override
  public Tensor logProb(Tensor z) {
    Tensor precision = components.logSigma().negate().exp();
    Tensor squares = z.unsqueeze(1).minus(components.mean()).times(precision).square().sum(-1);
    int dimensions = z.size(-1);
    Tensor logScale = components.logSigma().sum(-1).plus(0.5 * dimensions * LOG_TWO_PI);
    return squares.times(-0.5).minus(logScale).plus(logits.logSoftmax(-1)).logSumExp(-1);
  }

  /** The gradient flows to the component that was drawn, not to the weights. */
  @Override
  public Tensor sample(Rng rng, int rows) {
    int k = logits.size(0);
    Tensor chosen =
        new Categorical(logits.expand(rows, k)).sample(rng.stream("component", 0)); // one-hot
    Normal each =
        new Normal(chosen.matmul(components.mean()), chosen.matmul(components.logSigma()));
    return each.sample(rng.stream("noise", 0));
  }
}
