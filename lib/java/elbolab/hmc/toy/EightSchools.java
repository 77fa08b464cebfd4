package elbolab.hmc.toy;

import elbolab.hmc.PointDensity;
import elbolab.hmc.Posterior;
import elbolab.math.DoubleMath;
import java.util.ArrayList;
import java.util.List;

/**
 * Rubin's eight schools (1981): μ ~ N(0, 5²), τ ~ half-Cauchy(5), θⱼ ~ N(μ, τ²), yⱼ ~ N(θⱼ, σⱼ²).
 * Coordinates are μ, log τ and eight effects: θⱼ (CENTRED) or (θⱼ − μ)/τ (NON_CENTRED).
 */
public final class EightSchools implements PointDensity, Posterior {
  private static final double[] EFFECTS = {28, 8, -3, 7, -1, 1, 18, 12};
  private static final double[] ERRORS = {15, 10, 16, 11, 9, 11, 10, 18};
  private static final double PRIOR = 1 / 25.0;

  private final Parameterization form;
  private final double[] y;
  private final double[] precision;

  /** With the published data. */
  public EightSchools(Parameterization form) {
    this(form, EFFECTS, ERRORS);
  }

  /** The same model of other effects and their standard errors. */
  public EightSchools(Parameterization form, double[] effects, double[] errors) {
    this.form = form;
    this.y = effects.clone();
    this.precision = new double[errors.length];
    if (effects.length != errors.length || effects.length == 0) {
      throw new IllegalArgumentException(
          effects.length + " effects and " + errors.length + " errors: give one error per effect");
    }
    for (int j = 0; j < errors.length; j++) {
      if (!(errors[j] > 0)) {
        throw new IllegalArgumentException(
            "standard error " + errors[j] + " of school " + j + " must be positive");
      }
      precision[j] = 1 / (errors[j] * errors[j]);
    }
  }

  /** The published standard errors. */
  public static double[] errors() {
    return ERRORS.clone();
  }

  @Override
  public boolean isConcurrent() {
    return true;
  }

  @Override
  public int dimension() {
    return y.length + 2;
  }

  @Override
  public double evaluate(double[] z, int from, double[] gradient) {
    double mu = z[from];
    double tau = DoubleMath.exp(z[from + 1]);
    // log half-Cauchy(τ; 5) + log|dτ/d log τ|
    double ratio = tau * tau * PRIOR;
    double value = -0.5 * PRIOR * mu * mu - DoubleMath.log(1 + ratio) + z[from + 1];
    gradient[from] = -PRIOR * mu;
    gradient[from + 1] = 1 - 2 * ratio / (1 + ratio);
    return value
        + (form == Parameterization.CENTRED
            ? centred(z, from, mu, tau, gradient)
            : nonCentred(z, from, mu, tau, gradient));
  }

  private double centred(double[] z, int from, double mu, double tau, double[] gradient) {
    double between = 1 / (tau * tau);
    double value = 0;
    for (int j = 0; j < y.length; j++) {
      double theta = z[from + 2 + j];
      double off = theta - mu;
      double miss = y[j] - theta;
      value -= 0.5 * (between * off * off + precision[j] * miss * miss);
      gradient[from] += between * off;
      gradient[from + 1] += between * off * off - 1;
      gradient[from + 2 + j] = precision[j] * miss - between * off;
    }
    return value - y.length * z[from + 1];
  }

  private double nonCentred(double[] z, int from, double mu, double tau, double[] gradient) {
    double value = 0;
    for (int j = 0; j < y.length; j++) {
      double xi = z[from + 2 + j];
      double miss = y[j] - mu - tau * xi;
      double pull = precision[j] * miss;
      value -= 0.5 * (xi * xi + pull * miss);
      gradient[from] += pull;
      gradient[from + 1] += pull * tau * xi;
      gradient[from + 2 + j] = pull * tau - xi;
    }
    return value;
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of("mu", "tau"));
    for (int j = 1; j <= y.length; j++) {
      names.add("theta." + j);
    }
    return names;
  }

  @Override
  public void quantities(double[] points, int from, double[] to, int at) {
    double mu = points[from];
    double tau = DoubleMath.exp(points[from + 1]);
    to[at] = mu;
    to[at + 1] = tau;
    for (int j = 0; j < y.length; j++) {
      double effect = points[from + 2 + j];
      to[at + 2 + j] = form == Parameterization.CENTRED ? effect : mu + tau * effect;
    }
  }
}
