package elbolab.train;

import elbolab.math.Rng;
import java.util.Arrays;

/**
 * The batches of a plan. The order of an epoch is a permutation drawn from the stream (seed,
 * "epoch", number), so any step's batch can be had without those before it: a resumed run needs no
 * more than the step.
 */
final class Batches {
  private final Plan plan;
  private final Rng orders;
  private long epochHeld = -1;
  private int[] order;

  Batches(Plan plan) {
    this.plan = plan;
    this.orders = Rng.of(plan.seed(), "batches");
  }

  Batch at(long step) {
    long epoch = step / plan.batchesPerEpoch();
    int index = (int) (step % plan.batchesPerEpoch());
    if (epoch != epochHeld) {
      order = orders.stream("epoch", epoch).permutation(plan.rows());
      epochHeld = epoch;
    }
    int from = index * plan.batchSize();
    int to = Math.min(from + plan.batchSize(), plan.rows());
    return new Batch(step, epoch, index, Arrays.copyOfRange(order, from, to));
  }
}
