package elbolab.family;

import elbolab.data.Dataset;
import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import elbolab.train.TrainingResult;
import elbolab.vae.Fit;
import elbolab.vae.ImportanceEstimate;
import elbolab.vae.Vae;

/**
 * A variational autoencoder among the others: z from the prior, then x | z with its noise. Its log
 * p(x) has a bound, and an estimate by importance sampling.
 */
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

  /** An estimate of log p(x) of each row from so many draws of q(z | x). */
  public Tensor logDensity(Tensor x, int samples, Rng rng) {
    Dataset rows = Dataset.of(x.toArray(), x.size(1));
    double[] logs = ImportanceEstimate.of(vae, rows, samples, rows.size(), rng).logLikelihood();
    return Tensor.of(logs, logs.length);
  }
}
