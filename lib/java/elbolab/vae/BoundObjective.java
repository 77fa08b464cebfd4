package elbolab.vae;

import elbolab.data.Augmentation;
import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.nn.Schedule;
import elbolab.tensor.Tape;
import elbolab.train.Batch;
import elbolab.train.Loss;
import elbolab.train.Objective;
import java.util.stream.IntStream;

/**
 * A model with its data, for the training loop: the bound of a batch, made a loss.
 *
 * @param augmentation what becomes of the examples before the model sees them
 * @param beta weight of the divergence over the steps; 1 gives the bound itself
 */
public record BoundObjective(
    LatentModel model, Dataset data, Augmentation augmentation, Bound bound, Schedule beta)
    implements Objective {

  /** The evidence lower bound of the data as they are. */
  public static BoundObjective elbo(LatentModel model, Dataset data) {
    return new BoundObjective(model, data, Augmentation.none(), Bound.elbo(), Schedule.constant(1));
  }

  public BoundObjective augmentation(Augmentation other) {
    return new BoundObjective(model, data, other, bound, beta);
  }

  public BoundObjective beta(Schedule other) {
    return new BoundObjective(model, data, augmentation, bound, other);
  }

  public BoundObjective bound(Bound other) {
    return new BoundObjective(model, data, augmentation, other, beta);
  }

  /**
   * The mean over all rows of −bound, the divergence weighed by 1, for validation.
   *
   * @param rng of all noise: the same gives the same numbers whatever the parameters
   */
  public double mean(int rowsAtOnce, Rng rng) {
    double sum = 0;
    for (int from = 0; from < data.size(); from += rowsAtOnce) {
      int[] rows = IntStream.range(from, Math.min(from + rowsAtOnce, data.size())).toArray();
      Rng noise = rng.stream("rows", from);
      try (Tape tape = Tape.inference()) {
        Observed x = augmentation.of(data.rows(rows), noise.stream("pixels", 0));
        sum += rows.length * bound.loss(model, x, 1, noise.stream("latent", 0)).total().item();
      }
    }
    return sum / data.size();
  }

  @Override
  public Loss loss(Batch batch, Rng rng) {
    Observed x = augmentation.of(data.rows(batch.rows()), rng.stream("pixels", 0));
    return bound.loss(model, x, beta.at(batch.step()), rng.stream("latent", 0));
  }
}
