package elbolab.data;

import elbolab.math.Rng;
import java.util.function.DoubleUnaryOperator;

/**
 * Generated data with a known truth: y = f(x) + η, x in [0, 1], η ~ N(0, noise²) (the report's
 * section 3.6).
 */
public record NoisyCurve(DoubleUnaryOperator f, double noise) {
  public NoisyCurve {
    if (!(noise >= 0) || noise == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "noise = " + noise + ": must be 0 or above (a standard deviation)");
    }
  }

  /** f(x) = 2x, the first truth of the report's figure 5. */
  public static NoisyCurve line(double noise) {
    return new NoisyCurve(x -> 2 * x, noise);
  }

  /** f(x) = 2x − 10x⁵ + 15x¹⁰, the second one. */
  public static NoisyCurve tenthOrder(double noise) {
    return new NoisyCurve(
        x -> {
          double fifth = x * x * x * x * x;
          return 2 * x - 10 * fifth + 15 * fifth * fifth;
        },
        noise);
  }

  /** Points that were observed. */
  public record Points(double[] x, double[] y) {}

  /** So many points, one x in each of as many equal parts of [0, 1], so that no part is empty. */
  public Points draw(int count, Rng rng) {
    double[] x = new double[count];
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = (i + rng.nextDouble()) / count;
      y[i] = f.applyAsDouble(x[i]) + noise * rng.nextGaussian();
    }
    return new Points(x, y);
  }
}
