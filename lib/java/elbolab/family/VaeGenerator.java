package elbolab.family;

import elbolab.data.Dataset;
import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import elbolab.train.TrainingResult;
import elbolab.vae.Fit;
import elbolab.vae.Vae;

/** A variational autoencoder among the others: z from the prior, then x | z with its noise. */
public record VaeGenerator(Vae vae) implements Generator {
  @Override
  public Parameters parameters() {
    return vae.parameters();
  }

  @Override
  public TrainingResult fit(Dataset data, Fit fit) {
    return fit.run(vae, data);
  }

  @Override
  public Tensor sample(int rows, Rng rng) {
    Tensor z = vae.prior().sample(rng.stream("latent", 0), rows);
    return vae.decode(z).sample(rng.stream("noise", 0));
  }
}
