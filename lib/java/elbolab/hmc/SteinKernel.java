package elbolab.hmc;

import elbolab.math.DoubleMath;
import java.util.Arrays;

/** The kernel k(u) = exp(−u²/(2h²)) of the Stein discrepancies and its usual bandwidth. */
final class SteinKernel {
  private SteinKernel() {}

  static double of(double square, double bandwidth) {
    return DoubleMath.exp(-0.5 * square / (bandwidth * bandwidth));
  }

  /** The median of these distances; 1 where it is 0, so that equal points are no error. */
  static double median(double[] distances) {
    Arrays.sort(distances);
    int n = distances.length;
    double median = 0.5 * (distances[(n - 1) / 2] + distances[n / 2]);
    return median > 0 ? median : 1;
  }

  static int pairs(int samples) {
    if (samples < 2) {
      throw new IllegalArgumentException(
          samples + " samples: a discrepancy over pairs needs at least 2");
    }
    return samples * (samples - 1) / 2;
  }
}
