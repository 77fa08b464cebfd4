package elbolab.hmc.diagnostics;

import elbolab.math.DoubleMath;

/** The inverse of the beta distribution function. */
final class BetaQuantile {
  private static final double TINY = 1e-300;

  private BetaQuantile() {}

  /** The x with I_x(a, b) = p, by bisection: robust, and this is not called often. */
  static double of(double p, double a, double b) {
    if (!(a > 0 && b > 0)) {
      return Double.NaN;
    }
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double middle = 0.5 * (low + high);
      if (distribution(middle, a, b) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  /** The regularised incomplete beta function I_x(a, b). */
  static double distribution(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double logFront =
        DoubleMath.logGamma(a + b)
            - DoubleMath.logGamma(a)
            - DoubleMath.logGamma(b)
            + a * DoubleMath.log(x)
            + b * DoubleMath.log(1 - x);
    double front = DoubleMath.exp(logFront);
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(1 - x, b, a) / b;
  }

  /** The continued fraction of the incomplete beta function, evaluated by Lentz's method. */
  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = guarded(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m <= 1000; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = guarded(1 + even * d);
      c = inverseGuard(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = guarded(1 + odd * d);
      c = inverseGuard(1 + odd / c);
      value *= d * c;
      if (Math.abs(d * c - 1) < 1e-15) {
        break;
      }
    }
    return value;
  }

  private static double guarded(double denominator) {
    return 1 / inverseGuard(denominator);
  }

  private static double inverseGuard(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }
}
