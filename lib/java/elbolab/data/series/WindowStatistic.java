package elbolab.data.series;

/**
 * A number that describes a whole window by its own inputs, for series without dates. Its terciles
 * over the training windows make three classes.
 */
public enum WindowStatistic {
  /** The least-squares slope of the inputs against time, averaged over the channels. */
  TREND("trend") {
    @Override
    double of(float[] inputs, int at, int length) {
      double middle = (length - 1) / 2.0;
      double product = 0;
      double squares = 0;
      for (int t = 0; t < length; t++) {
        product += (t - middle) * inputs[at + t];
        squares += (t - middle) * (t - middle);
      }
      return product / squares;
    }
  },
  /** The root mean square of the steps between neighbours, averaged over the channels. */
  VOLATILITY("volatility") {
    @Override
    double of(float[] inputs, int at, int length) {
      double squares = 0;
      for (int t = 1; t < length; t++) {
        double step = (double) inputs[at + t] - inputs[at + t - 1];
        squares += step * step;
      }
      return Math.sqrt(squares / (length - 1));
    }
  };

  private final String title;

  WindowStatistic(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Of one channel's inputs, which lie side by side; there are two or more. */
  abstract double of(float[] inputs, int at, int length);
}
