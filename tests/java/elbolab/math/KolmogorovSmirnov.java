package elbolab.math;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * How far a sample lies from a continuous distribution: the greatest distance of the distribution
 * functions, and the chance of one at least as great.
 */
public record KolmogorovSmirnov(double distance, double pValue) {
  /** Compares a sample with a distribution function. */
  public static KolmogorovSmirnov test(double[] sample, DoubleUnaryOperator distribution) {
    double[] x = sample.clone();
    Arrays.sort(x);
    double n = x.length;
    double distance = 0;
    for (int i = 0; i < x.length; i++) {
      double f = distribution.applyAsDouble(x[i]);
      distance = Math.max(distance, Math.max(f - i / n, (i + 1) / n - f));
    }
    return new KolmogorovSmirnov(distance, pValue(distance, n));
  }

  /** Kolmogorov's limit, with Stephens' correction (1970) for finite n. */
  private static double pValue(double distance, double n) {
    double t = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * distance;
    if (t < 0.2) {
      return 1; // the series below converges slowly there; its value differs from 1 by 1e-12
    }
    double sum = 0;
    for (int k = 1; k <= 100; k++) {
      sum += (k % 2 == 1 ? 2 : -2) * DoubleMath.exp(-2.0 * k * k * t * t);
    }
    return Math.min(1, Math.max(0, sum));
  }
}
