package elbolab.math;

/** The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x). */
final class IncompleteGamma {
  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;
  private static final int SHIFT = 10;

  private IncompleteGamma() {}

  static double upper(double a, double x) {
    if (x == 0) {
      return 1;
    }
    double front = DoubleMath.exp(a * DoubleMath.log(x) - x - logGamma(a));
    return x < a + 1 ? 1 - front * series(a, x) : front * fraction(a, x);
  }

  /** Σ xⁿ / (a (a+1) … (a+n)): all terms positive. */
  private static double series(double a, double x) {
    double term = 1 / a;
    double sum = term;
    for (int n = 1; term > sum * 0x1p-54; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return sum;
  }

  /** Γ(a, x)·eˣ·x⁻ᵃ as a continued fraction, by its recurrence for the ratio of convergents. */
  private static double fraction(double a, double x) {
    double b = x + 1 - a;
    double c = Double.MAX_VALUE;
    double d = 1 / b;
    double value = d;
    double change = 0;
    for (int n = 1; n < 100_000 && Math.abs(change - 1) > 0x1p-52; n++) {
      double numerator = -n * (n - a);
      b += 2;
      d = 1 / (numerator * d + b);
      c = b + numerator / c;
      change = c * d;
      value *= change;
    }
    return value;
  }

  /** log Γ(a) by Stirling's series, after moving a beyond ten with Γ(a + 1) = a Γ(a). */
  static double logGamma(double a) {
    double product = 1;
    double z = a;
    while (z < SHIFT) {
      product *= z;
      z++;
    }
    double w = 1 / (z * z);
    double tail =
        (1 / 12.0 - w * (1 / 360.0 - w * (1 / 1260.0 - w * (1 / 1680.0 - w * (1 / 1188.0))))) / z;
    return (z - 0.5) * DoubleMath.log(z) - z + HALF_LOG_TWO_PI + tail - DoubleMath.log(product);
  }
}
