package elbolab.hmc.toy;

import elbolab.hmc.PointDensity;
import elbolab.math.DoubleMath;

/** A mixture of round Gaussians: p(z) = Σ wₖ N(z; μₖ, σₖ²I). */
public final class Mixture implements PointDensity {
  private final double[][] means;
  private final double[] deviations;
  private final double[] logWeights;
  private final double[] terms;

  public Mixture(double[] weights, double[][] means, double[] deviations) {
    int d = means[0].length;
    this.means = means.clone();
    this.deviations = deviations.clone();
    this.logWeights = new double[weights.length];
    this.terms = new double[weights.length];
    for (int k = 0; k < weights.length; k++) {
      if (!(weights[k] > 0 && deviations[k] > 0) || means[k].length != d) {
        throw new IllegalArgumentException(
            "component " + k + " needs a positive weight and deviation and " + d + " coordinates");
      }
      logWeights[k] = DoubleMath.log(weights[k]) - d * DoubleMath.log(deviations[k]);
    }
  }

  @Override
  public int dimension() {
    return means[0].length;
  }

  @Override
  public double evaluate(double[] points, int from, double[] gradient) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < terms.length; k++) {
      double square = 0;
      for (int i = 0; i < means[k].length; i++) {
        double distance = points[from + i] - means[k][i];
        square += distance * distance;
      }
      terms[k] = logWeights[k] - square / (2 * deviations[k] * deviations[k]);
      largest = Math.max(largest, terms[k]);
    }
    double total = 0;
    for (int k = 0; k < terms.length; k++) {
      terms[k] = DoubleMath.exp(terms[k] - largest);
      total += terms[k];
    }
    for (int i = 0; i < dimension(); i++) {
      double slope = 0;
      for (int k = 0; k < terms.length; k++) {
        slope += terms[k] * (means[k][i] - points[from + i]) / (deviations[k] * deviations[k]);
      }
      gradient[from + i] = slope / total;
    }
    return largest + DoubleMath.log(total);
  }
}
