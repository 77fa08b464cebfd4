package elbolab.hmc.toy;

import elbolab.hmc.PointDensity;
import elbolab.math.DoubleMath;

/**
 * Two facing crescents: log p*(z) = −½ ((‖z‖ − 2)/0.4)² + log(exp(−½((z₁ − 2)/0.6)²) + exp(−½((z₁ +
 * 2)/0.6)²)), the first test energy of Rezende and Mohamed (2015), and the dual moon of the
 * thesis's figure 5.7 in its author's public code.
 */
public final class DualMoon implements PointDensity {
  private static final double RING = 1 / (0.4 * 0.4);
  private static final double SIDE = 1 / (0.6 * 0.6);

  @Override
  public boolean isConcurrent() {
    return true;
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public double evaluate(double[] points, int from, double[] gradient) {
    double x = points[from];
    double y = points[from + 1];
    double radius = Math.sqrt(x * x + y * y);
    double off = radius - 2;
    // exp(−½(x−2)²S) + exp(−½(x+2)²S) = exp(−½(x² + 4)S) · 2 cosh(2Sx), without overflow.
    double away = Math.abs(x);
    double other = DoubleMath.exp(-4 * SIDE * away);
    double tilt = Math.copySign((1 - other) / (1 + other), x);
    double pull = radius == 0 ? 0 : -RING * off / radius;
    gradient[from] = pull * x + SIDE * (2 * tilt - x);
    gradient[from + 1] = pull * y;
    double near = away - 2;
    return -0.5 * RING * off * off - 0.5 * SIDE * near * near + DoubleMath.log(1 + other);
  }
}
