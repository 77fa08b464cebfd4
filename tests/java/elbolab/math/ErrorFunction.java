package elbolab.math;

/** The error function by its Taylor series and its continued fraction: slow, good to 1e-15. */
final class ErrorFunction {
  private ErrorFunction() {}

  static double erf(double x) {
    return Math.abs(x) >= 2.5 ? Math.signum(x) * (1 - erfc(Math.abs(x))) : series(x);
  }

  static double erfc(double x) {
    return x >= 2.5 ? fraction(x) : 1 - erf(x);
  }

  /** erf x = 2/√π · e^(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)): all terms positive. */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
  }

  /** erfc x = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + …)))), from the inside out. */
  private static double fraction(double x) {
    double tail = x;
    for (int n = 120; n > 0; n--) {
      tail = x + n / 2.0 / tail;
    }
    return x > 27 ? 0 : StrictMath.exp(-x * x) / Math.sqrt(Math.PI) / tail;
  }
}
