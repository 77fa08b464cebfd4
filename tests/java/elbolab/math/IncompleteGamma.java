package elbolab.math;

/** The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x). */
final class IncompleteGamma {

  private IncompleteGamma() {}

  static double upper(double a, double x) {
    if (x == 0) {
      return 1;
    }
    double front = DoubleMath.exp(a * DoubleMath.log(x) - x - DoubleMath.logGamma(a));
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
}
