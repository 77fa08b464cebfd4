package elbolab.family;

import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import elbolab.vae.prior.FlowPrior;

/**
 * x = f⁻¹(u), u ~ N(0, I), with an invertible f of affine coupling layers (RealNVP, Dinh et al.
 * 2017): log p(x) = log N(f(x); 0, I) + log |det ∂f/∂x|. The flow that can be a VAE's prior,
 * learned from the data themselves.
 */
public record CouplingFlow(Parameters parameters, FlowPrior flow) implements Density {
  public static CouplingFlow of(int features, int layers, int hidden, long seed) {
    Parameters parameters = Parameters.seeded(seed);
    return new CouplingFlow(parameters, FlowPrior.of(parameters, features, layers, hidden));
  }

  @Override
  public Tensor logDensity(Tensor x) {
    return flow.logProb(x);
  }

  @Override
  public Tensor sample(int rows, Rng rng) {
    return flow.sample(rng, rows);
  }
}
