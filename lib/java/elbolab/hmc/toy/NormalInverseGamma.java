package elbolab.hmc.toy;

import elbolab.hmc.PointDensity;
import elbolab.hmc.Posterior;
import elbolab.math.DoubleMath;
import java.util.List;

/**
 * s ~ IG(2, 3), m ~ N(0, s), yᵢ ~ N(m, s), with coordinates (log s, m). The posterior is conjugate:
 * for y = (1.5, 2), E[m] = 7/6 and E[s] = 49/24.
 */
public final class NormalInverseGamma implements PointDensity, Posterior {
  private static final double SHAPE = 2;
  private static final double RATE = 3;
  private final double[] y;

  public NormalInverseGamma(double... y) {
    this.y = y.clone();
  }

  @Override
  public boolean isConcurrent() {
    return true;
  }

  @Override
  public int dimension() {
    return 2;
  }

  /** log IG(s) + log s (the change of variable) + log N(m; 0, s) + Σ log N(yᵢ; m, s). */
  @Override
  public double evaluate(double[] z, int from, double[] gradient) {
    double m = z[from + 1];
    double precision = DoubleMath.exp(-z[from]);
    double squares = m * m;
    double pull = -m;
    for (double value : y) {
      double miss = value - m;
      squares += miss * miss;
      pull += miss;
    }
    double power = SHAPE + 0.5 * (y.length + 1);
    double weight = precision * (RATE + 0.5 * squares);
    gradient[from] = weight - power;
    gradient[from + 1] = precision * pull;
    return -power * z[from] - weight;
  }

  @Override
  public List<String> names() {
    return List.of("s", "m");
  }

  @Override
  public void quantities(double[] points, int from, double[] to, int at) {
    to[at] = DoubleMath.exp(points[from]);
    to[at + 1] = points[from + 1];
  }
}
