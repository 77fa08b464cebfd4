package elbolab.hmc;

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
    double[] distances = new double[SteinKernel.pairs(n)];
    for (int a = 0, k = 0; a < n; a++) {
      for (int b = 0; b < a; b++, k++) {
        distances[k] = Math.sqrt(square(samples, a, b, dimension));
      }
    }
    return SteinKernel.median(distances);
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
    return sum / SteinKernel.pairs(n);
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
    return SteinKernel.of(square, h)
        * (scores + cross * narrow + d * narrow - square * narrow * narrow);
  }
}
