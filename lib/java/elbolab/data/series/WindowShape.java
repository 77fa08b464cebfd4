package elbolab.data.series;

import elbolab.data.DataException;

/**
 * Which steps a window takes: L inputs, a gap that it skips, H targets.
 *
 * @param lookBack L, 1 or more: steps that are given
 * @param gap 0 or more: steps between the last input and the first target
 * @param horizon H, 1 or more: steps that are asked for
 */
public record WindowShape(int lookBack, int gap, int horizon) {
  public WindowShape {
    if (lookBack < 1 || gap < 0 || horizon < 1) {
      throw new DataException(
          "lookBack = %d, gap = %d, horizon = %d: lookBack and horizon must be 1 or more, gap 0 or more"
              .formatted(lookBack, gap, horizon));
    }
  }

  /** The single step that lies {@code distance} steps after the last input (LSTNet's horizon). */
  public static WindowShape atDistance(int lookBack, int distance) {
    if (distance < 1) {
      throw new DataException("distance = " + distance + ": the next step has distance 1");
    }
    return new WindowShape(lookBack, distance - 1, 1);
  }

  /** The H steps that follow the inputs at once. */
  public static WindowShape following(int lookBack, int horizon) {
    return new WindowShape(lookBack, 0, horizon);
  }

  /** From the first input to the first target. */
  int toFirstTarget() {
    return lookBack + gap;
  }

  /** From the first input to behind the last target. */
  public int length() {
    return lookBack + gap + horizon;
  }
}
