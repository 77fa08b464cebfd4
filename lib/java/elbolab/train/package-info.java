/**
 * The training loop: batches, listeners, validation, and checkpoints that survive a kill. A run
 * that was resumed ends with the bits of one that was never stopped.
 *
 * <pre>{@code
 * import elbolab.math.Rng;
 * import elbolab.nn.*;
 * import elbolab.tensor.Tensor;
 * import elbolab.train.*;
 * Tensor x = Tensor.gaussian(Rng.of(1, "x"), 256, 1).keep(), y = x.times(2).plus(1).keep();
 * Parameters parameters = Parameters.seeded(1);
 * Linear line = Linear.of(parameters, 1, 1);
 * new Trainer(parameters, Plan.epochs(256, 32, 20, 1)).run(new Adam(parameters, 0.05), (batch, rng) ->
 *     Loss.of("squared error", line.apply(x.gather(0, batch.rows())).minus(y.gather(0, batch.rows())).square().mean()));
 * System.out.println(line.weight() + " " + line.bias());   // near 2 and 1
 * }</pre>
 *
 * An {@link elbolab.train.Objective} gives the {@link elbolab.train.Loss} of a batch, term by term;
 * a {@link elbolab.train.Plan} says how many batches there are and by which seed their order is
 * drawn; the {@link elbolab.train.Trainer} goes through them.
 */
package elbolab.train;
