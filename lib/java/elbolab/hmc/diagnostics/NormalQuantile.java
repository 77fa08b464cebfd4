package elbolab.hmc.diagnostics;

import elbolab.math.DoubleMath;

/** The inverse of the standard normal distribution function. */
final class NormalQuantile {
  private static final double ROOT_2PI = Math.sqrt(2 * Math.PI);
  private static final double TAIL = 3;

  private NormalQuantile() {}

  /** Φ⁻¹(p): a rational first guess (Hastings 1955), polished by Halley's method. */
  static double of(double p) {
    if (p > 0.5) {
      return -of(1 - p);
    }
    if (!(p > 0)) {
      return p == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }
    double t = Math.sqrt(-2 * DoubleMath.log(p));
    double top = 2.515517 + t * (0.802853 + t * 0.010328);
    double bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
    double x = top / bottom - t;
    for (int i = 0; i < 2; i++) {
      double off = (lower(x) - p) / density(x);
      x -= off / (1 + 0.5 * x * off);
    }
    return x;
  }

  private static double density(double x) {
    return DoubleMath.exp(-0.5 * x * x) / ROOT_2PI;
  }

  /** Φ(x) for x ≤ 0: a series near the centre, Laplace's continued fraction in the tail. */
  private static double lower(double x) {
    return x < -TAIL ? tail(-x) : centre(x);
  }

  /** ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …). */
  private static double centre(double x) {
    double term = x;
    double sum = x;
    for (int k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return 0.5 + density(x) * sum;
  }

  /** φ(x) / (x + 1/(x + 2/(x + 3/…))). */
  private static double tail(double x) {
    double fraction = x;
    for (int k = 100; k > 0; k--) {
      fraction = x + k / fraction;
    }
    return density(x) / fraction;
  }
}
