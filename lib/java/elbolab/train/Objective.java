package elbolab.train;

import elbolab.math.Rng;

/** A model with its data, as the training loop sees it. */
@FunctionalInterface
public interface Objective {
  /**
   * The loss of a batch.
   *
   * @param rng of this step alone: the same step draws the same numbers in every run
   */
  Loss loss(Batch batch, Rng rng);
}
