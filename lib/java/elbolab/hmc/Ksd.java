package elbolab.hmc;

import elbolab.math.DoubleMath;
import java.util.Arrays;

/**
 * The kernelised Stein discrepancy (Liu, Lee and Jordan 2016) of samples x with scores s(x) = ∇log
 * p(x): the U-statistic of k·[s·s' + (s − s')·Δ/h² + d/h² − ‖Δ‖²/h⁴], Δ = x − x'. Its expectation
 * is 0 when the samples follow p, positive otherwise; p need not be normalised.
 */
public final class Ksd {
  private Ksd() {}

  /** The median distance of two samples (row-major). */
  public static double medianBandwidth(double[] samples, int dimension) {
    int n = samples.length / dimension;
    double[] distances = new double[pairs(n)];
    for (int a = 0, k = 0; a < n; a++) {
      for (int b = 0; b < a; b++, k++) {
        distances[k] = Math.sqrt(square(samples, a, b, dimension));
      }
    }
    return median(distances);
  }

  private static double square(double[] samples, int a, int b, int d) {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      double off = samples[a * d + i] - samples[b * d + i];
      sum += off * off;
    }
    return sum;
  }

  /** KSD² with the median bandwidth. */
  public static double of(double[] samples, double[] scores, int dimension) {
    return of(samples, scores, dimension, medianBandwidth(samples, dimension));
  }

  /** KSD² with this bandwidth. */
  public static double of(double[] samples, double[] scores, int dimension, double bandwidth) {
    int n = samples.length / dimension;
    double sum = 0;
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < a; b++) {
        sum += pair(samples, scores, a, b, dimension, bandwidth);
      }
    }
    return sum / pairs(n);
  }

  private static double pair(double[] x, double[] s, int a, int b, int d, double h) {
    double square = 0;
    double scores = 0;
    double cross = 0;
    for (int i = 0; i < d; i++) {
      double off = x[a * d + i] - x[b * d + i];
      square += off * off;
      scores += s[a * d + i] * s[b * d + i];
      cross += (s[a * d + i] - s[b * d + i]) * off;
    }
    double narrow = 1 / (h * h);
    return kernel(square, h) * (scores + cross * narrow + d * narrow - square * narrow * narrow);
  }

  /** The kernel k(u) = exp(−u²/(2h²)) of both discrepancies, given u². */
  static double kernel(double square, double bandwidth) {
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
