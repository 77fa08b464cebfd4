package elbolab.train;

/**
 * What one step trains on.
 *
 * @param step counted from 0 over the whole run
 * @param index of the batch in its epoch
 * @param rows of the data, in the epoch's order
 */
public record Batch(long step, long epoch, int index, int[] rows) {}
