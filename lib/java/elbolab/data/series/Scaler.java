package elbolab.data.series;

import elbolab.data.DataException;
import elbolab.math.Moments;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Brings values to the scale of the model and back: scaled = (value − offset)/factor, channel by
 * channel.
 */
public record Scaler(double[] offset, double[] factor) {
  public Scaler {
    if (offset.length != factor.length || Arrays.stream(factor).anyMatch(f -> !(f > 0))) {
      throw new DataException("a scaler needs one offset and one positive factor for each channel");
    }
  }

  /**
   * The scaler of these recordings.
   *
   * @param trainEnd the first step behind the training block of one of this length
   */
  static Scaler fit(List<Recording> recordings, IntUnaryOperator trainEnd, Scaling scaling) {
    int channels = recordings.get(0).series().channels().size();
    double[] offset = new double[channels];
    double[] factor = new double[channels];
    for (int c = 0; c < channels; c++) {
      Moments training = new Moments();
      double greatest = 0;
      for (Recording recording : recordings) {
        int length = recording.series().length();
        int end = trainEnd.applyAsInt(length);
        for (int t = 0; t < length; t++) {
          double value = recording.series().value(t, c);
          greatest = Math.max(greatest, Math.abs(value));
          if (t < end) {
            training.add(value);
          }
        }
      }
      offset[c] = scaling == Scaling.STANDARD ? training.mean() : 0;
      factor[c] =
          switch (scaling) {
            case STANDARD -> deviation(training);
            case MAXIMUM -> greatest;
            case NONE -> 1;
          };
      // A channel that never moves is left where it is: there is no scale to bring it to.
      factor[c] = factor[c] > 0 ? factor[c] : 1;
    }
    return new Scaler(offset, factor);
  }

  /** With divisor n. */
  private static double deviation(Moments moments) {
    long n = moments.count();
    return n < 2 ? 0 : Math.sqrt(moments.variance() * (n - 1) / n);
  }

  public double scaled(double value, int channel) {
    return (value - offset[channel]) / factor[channel];
  }

  public double original(double scaled, int channel) {
    return offset[channel] + factor[channel] * scaled;
  }
}
