package elbolab.data.series;

import elbolab.data.DataException;
import java.util.List;

/**
 * How windows are cut from recordings.
 *
 * @param shape inputs, gap and targets of a window
 * @param ratio the blocks, each recording cut in time order
 * @param scaling of the channels
 * @param labelAt the step whose labels are the window's
 * @param every 1 or more: takes each such window only; 1 takes all
 * @param terciles labels that classify a window by its own numbers, 0 low to 2 high
 */
public record WindowOptions(
    WindowShape shape,
    BlockRatio ratio,
    Scaling scaling,
    LabelMoment labelAt,
    int every,
    List<WindowStatistic> terciles) {
  public WindowOptions {
    terciles = List.copyOf(terciles);
    if (every < 1) {
      throw new DataException("every = " + every + ": 1 takes all windows, 2 each second one");
    }
    if (!terciles.isEmpty() && shape.lookBack() < 2) {
      throw new DataException("lookBack = 1: a window's trend and volatility need 2 steps or more");
    }
  }

  /** All windows, 3:1:1, standardised, labelled by the last input. */
  public static WindowOptions of(WindowShape shape) {
    return new WindowOptions(
        shape, BlockRatio.THREE_ONE_ONE, Scaling.STANDARD, LabelMoment.LAST_INPUT, 1, List.of());
  }

  public WindowOptions with(BlockRatio other) {
    return new WindowOptions(shape, other, scaling, labelAt, every, terciles);
  }

  public WindowOptions with(Scaling other) {
    return new WindowOptions(shape, ratio, other, labelAt, every, terciles);
  }

  public WindowOptions with(LabelMoment other) {
    return new WindowOptions(shape, ratio, scaling, other, every, terciles);
  }

  public WindowOptions takingEvery(int other) {
    return new WindowOptions(shape, ratio, scaling, labelAt, other, terciles);
  }

  public WindowOptions withTerciles(WindowStatistic... others) {
    return new WindowOptions(shape, ratio, scaling, labelAt, every, List.of(others));
  }
}
