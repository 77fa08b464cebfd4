package elbolab.family;

import elbolab.data.Dataset;
import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.Objective;
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

    /** Over batches of the data's rows. */
    default Objective on(Dataset data) {
      return (batch, rng) -> of(data.rows(batch.rows()).values(), rng);
    }
  }

  /** Trains a model on one loss. */
  static TrainingResult fit(Parameters parameters, Dataset data, Fit fit, RowLoss loss) {
    return fit.run(parameters, data.size(), loss.on(data));
  }
}
