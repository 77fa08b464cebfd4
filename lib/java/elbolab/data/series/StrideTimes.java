package elbolab.data.series;

import elbolab.data.TimeSeries;

/**
 * How long a stride lasts around each step of a foot's recording, told from its rotation ω alone:
 * the lag T at which ω is most like itself,
 *
 * <p>r(T) = Σ ω_t·ω_{t+T} / √(Σ |ω_t|² Σ |ω_{t+T}|²), sums over 2.5 s around the step.
 *
 * <p>Where the foot walks, r has a peak at each whole number of strides. The first that is nearly
 * as high as the highest is one stride. Inner products of vectors do not depend on how the sensor
 * was turned when it was fixed to the foot.
 */
final class StrideTimes {
  private static final double SHORTEST = 0.6;
  private static final double LONGEST = 2.5;

  /** A peak so much below the highest is nearly as high; a walk's next peaks differ by less. */
  private static final double NEARLY = 0.2;

  private final double[] seconds;
  private final double[] likeness;

  private StrideTimes(double[] seconds, double[] likeness) {
    this.seconds = seconds;
    this.likeness = likeness;
  }

  /**
   * @param rotation the channels that hold ω
   */
  static StrideTimes of(TimeSeries foot, int... rotation) {
    double rate = 1e9 / foot.step().toNanos();
    int length = foot.length();
    int shortest = (int) Math.rint(SHORTEST * rate);
    int lags = (int) Math.rint(LONGEST * rate) - shortest + 1;
    int every = Math.max(1, (int) (rate / 4));
    double[][] r = new double[(length + every - 1) / every][lags];
    double[] squares = sums(foot, rotation, 0);
    for (int i = 0; i < lags; i++) {
      int lag = shortest + i;
      double[] products = sums(foot, rotation, lag);
      for (int k = 0; k < r.length; k++) {
        // The pairs (t, t + T) with their middle within 1.25 s of the step, as far as there are.
        int reach = (int) (LONGEST * rate / 2);
        int from = Math.max(0, Math.min(k * every - lag / 2 - reach, length - lag - 2 * reach));
        int to = Math.max(from, Math.min(from + 2 * reach, length - lag));
        double first = squares[to] - squares[from];
        double second = squares[Math.min(length, to + lag)] - squares[Math.min(length, from + lag)];
        double norm = Math.sqrt(first * second);
        r[k][i] = norm > 0 ? (products[to] - products[from]) / norm : 0;
      }
    }
    double[] seconds = new double[length];
    double[] likeness = new double[length];
    for (int t = 0; t < length; t++) {
      double[] its = r[Math.min(r.length - 1, (t + every / 2) / every)];
      int peak = firstHighPeak(its);
      seconds[t] = (shortest + peak) / rate;
      likeness[t] = its[peak];
    }
    return new StrideTimes(seconds, likeness);
  }

  /** Running sums of ω_t·ω_{t+T}: the sum over [a, b) is the difference of two of them. */
  private static double[] sums(TimeSeries foot, int[] rotation, int lag) {
    double[] sums = new double[foot.length() + 1];
    for (int t = 0; t < foot.length(); t++) {
      double product = 0;
      if (t + lag < foot.length()) {
        for (int c : rotation) {
          product += foot.value(t, c) * foot.value(t + lag, c);
        }
      }
      sums[t + 1] = sums[t] + product;
    }
    return sums;
  }

  private static int firstHighPeak(double[] r) {
    int highest = 0;
    for (int i = 1; i < r.length; i++) {
      highest = r[i] > r[highest] ? i : highest;
    }
    for (int i = 1; i < r.length - 1; i++) {
      if (r[i] >= r[i - 1] && r[i] >= r[i + 1] && r[i] >= r[highest] - NEARLY) {
        return i;
      }
    }
    return highest;
  }

  /** Seconds of the stride around a step. */
  double seconds(int step) {
    return seconds[step];
  }

  /** r there: 1 if the strides are all alike, near 0 if the foot does not walk. */
  double likeness(int step) {
    return likeness[step];
  }

  /** The longest stretch of steps {from, to} whose likeness is this or more throughout. */
  int[] longestWalk(double least) {
    int[] best = {0, 0};
    int from = 0;
    for (int t = 0; t <= likeness.length; t++) {
      if (t == likeness.length || likeness[t] < least) {
        if (t - from > best[1] - best[0]) {
          best = new int[] {from, t};
        }
        from = t + 1;
      }
    }
    return best;
  }
}
