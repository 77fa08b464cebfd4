package elbolab.train;

/**
 * How long to train on what: {@code steps} batches out of so many rows. Each epoch goes through all
 * rows once, in an order of its own; the last batch of an epoch holds what is left.
 */
public record Plan(int rows, int batchSize, long steps, long seed) {
  public Plan {
    atLeastOne("rows", rows, "rows of data");
    atLeastOne("batchSize", batchSize, "rows in a batch");
    atLeastOne("steps", steps, "batches to train on");
  }

  /** As many steps as so many times through the data take. */
  public static Plan epochs(int rows, int batchSize, long epochs, long seed) {
    atLeastOne("epochs", epochs, "times through the data");
    Plan one = new Plan(rows, batchSize, 1, seed);
    return new Plan(rows, batchSize, Math.multiplyExact(epochs, one.batchesPerEpoch()), seed);
  }

  public long batchesPerEpoch() {
    return ((long) rows + batchSize - 1) / batchSize;
  }

  private static void atLeastOne(String name, long value, String meaning) {
    if (value < 1) {
      throw new IllegalArgumentException(
          name + " = " + value + ": must be at least 1 (" + meaning + ")");
    }
  }
}
