package elbolab.data.series;

/** Whatever forecasts windows: a model, or one of the baselines here. */
@FunctionalInterface
public interface Forecaster {
  /**
   * Writes ŷ of these windows, [B, l, H] row-major, on the scale that the windows have.
   *
   * @param to has room for B·l·H numbers
   */
  void forecast(WindowSet windows, int[] rows, float[] to);

  /** The last value that is given, for each step that is asked for: the naive forecast. */
  static Forecaster lastValue() {
    return (windows, rows, to) -> {
      int steps = windows.shape().lookBack();
      int horizon = windows.shape().horizon();
      float[] x = new float[rows.length * windows.channels() * steps];
      windows.inputs(rows, x);
      for (int i = 0; i < rows.length * windows.channels() * horizon; i++) {
        to[i] = x[i / horizon * steps + steps - 1];
      }
    };
  }
}
