package elbolab.family;

import elbolab.data.Dataset;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.Pass;
import elbolab.train.TrainingResult;
import elbolab.vae.Fit;

/** A model that learns from rows of numbers how they are distributed, and draws new rows. */
public interface Generator {
  Parameters parameters();

  /** New rows, [rows, features]. */
  Tensor sample(int rows, Rng rng);

  TrainingResult fit(Dataset data, Fit fit);

  /** The loss of some rows, with the noise that it draws. */
  interface RowLoss {
    Loss of(Tensor rows, Rng rng);
  }

  /** Trains a model on one loss. */
  static TrainingResult fit(Parameters parameters, Dataset data, Fit fit, RowLoss loss) {
    return fit.run(
        parameters,
        data.size(),
        adam -> new Pass[] {pass("step", new Adam(parameters, adam), data, loss)});
  }

  /** A pass over a batch of the data's rows, with other branches frozen. */
  static Pass pass(String name, Adam adam, Dataset data, RowLoss loss, String... frozen) {
    return Pass.of(
        name, adam, (batch, rng) -> loss.of(data.rows(batch.rows()).values(), rng), frozen);
  }
}
