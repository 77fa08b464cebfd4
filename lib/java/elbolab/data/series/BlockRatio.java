package elbolab.data.series;

import elbolab.data.DataException;

/**
 * How a series is cut in time order into blocks for training, validation and test: the first {@code
 * train} parts of the sum, and so on.
 */
public record BlockRatio(int train, int validation, int test) {
  /** 3:1:1, LSTNet's 60, 20 and 20 %. */
  public static final BlockRatio THREE_ONE_ONE = new BlockRatio(3, 1, 1);

  /** 8:1:1, DeepDIVE's for gait. */
  public static final BlockRatio EIGHT_ONE_ONE = new BlockRatio(8, 1, 1);

  public BlockRatio {
    if (train < 1 || validation < 1 || test < 1) {
      throw new DataException(
          "%d:%d:%d: each part of the ratio must be 1 or more".formatted(train, validation, test));
    }
  }

  /** The first step behind the training block of a series of this length. */
  public int trainEnd(int length) {
    return (int) ((long) length * train / sum());
  }

  /** The first step behind the validation block; the test block is the rest. */
  public int validationEnd(int length) {
    return (int) ((long) length * (train + validation) / sum());
  }

  private int sum() {
    return train + validation + test;
  }
}
