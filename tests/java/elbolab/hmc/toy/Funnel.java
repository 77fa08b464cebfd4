package elbolab.hmc.toy;

import elbolab.hmc.PointDensity;
import elbolab.hmc.Posterior;
import elbolab.math.DoubleMath;
import java.util.ArrayList;
import java.util.List;

/**
 * Neal's funnel (2003): v ~ N(0, 3²), xᵢ ~ N(0, eᵛ), in one of two coordinates. CENTRED samples (v,
 * x) and meets a neck whose curvature grows without bound; NON_CENTRED samples (v, ξ) with x =
 * e^{v/2}ξ, a product of Gaussians.
 */
public final class Funnel implements PointDensity, Posterior {
  private static final double VARIANCE = 9;
  private final Parameterization form;
  private final int dimension;

  public Funnel(Parameterization form, int dimension) {
    if (dimension < 2) {
      throw new IllegalArgumentException(
          "dimension is " + dimension + "; a funnel has v and at least one x");
    }
    this.form = form;
    this.dimension = dimension;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public double evaluate(double[] points, int from, double[] gradient) {
    double v = points[from];
    boolean centred = form == Parameterization.CENTRED;
    double precision = centred ? DoubleMath.exp(-v) : 1;
    double square = 0;
    for (int i = from + 1; i < from + dimension; i++) {
      square += points[i] * points[i];
      gradient[i] = -precision * points[i];
    }
    double logNormaliser = centred ? 0.5 * (dimension - 1) : 0;
    gradient[from] = -v / VARIANCE - logNormaliser + (centred ? 0.5 * precision * square : 0);
    return -0.5 * (v * v / VARIANCE + precision * square) - logNormaliser * v;
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of("v"));
    for (int i = 1; i < dimension; i++) {
      names.add("x." + i);
    }
    return names;
  }

  @Override
  public void quantities(double[] points, int from, double[] to, int at) {
    to[at] = points[from];
    double scale = form == Parameterization.CENTRED ? 1 : DoubleMath.exp(0.5 * points[from]);
    for (int i = 1; i < dimension; i++) {
      to[at + i] = scale * points[from + i];
    }
  }
}
