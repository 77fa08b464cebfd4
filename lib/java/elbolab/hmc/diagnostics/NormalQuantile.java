package elbolab.hmc.diagnostics;

import elbolab.math.BellIntegral;
import elbolab.math.DoubleMath;

/** The inverse of the standard normal distribution function. */
final class NormalQuantile {
  private static final double ROOT_2PI = Math.sqrt(2 * Math.PI);

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
      double off = (BellIntegral.normalCdf(x) - p) / density(x);
      x -= off / (1 + 0.5 * x * off);
    }
    return x;
  }

  private static double density(double x) {
    return DoubleMath.exp(-0.5 * x * x) / ROOT_2PI;
  }
}
