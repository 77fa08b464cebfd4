package elbolab.deepdive.derivation;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.Equation;
import elbolab.show.Sheet;
import java.util.Map;

/**
 * The gradients of the terms of −L (32), (33) with respect to one shared quantity, the mean of q(a,
 * b|x), on a model of normals.
 */
@Equation(
    paper = DEEPDIVE,
    number = {"32", "33"},
    test = "ForecastLossTest#gradientsOfTheTermsAreTheirDerivatives")
public record TermGradients(double[] forecast, double[] reconstruction, double[] divergence) {

  /** The prior's coordinates are independent (assumption 1): ∂KL/∂mᵢ = (mᵢ − μᵢ)/σᵢ². */
  static TermGradients of(NormalModel model, JointGaussian q, double[] x, double[] y) {
    double[] forecast = model.forecast().knowing(x).gradientInMean(q, y);
    double[] reconstruction = model.reconstruction().gradientInMean(q, x);
    double[] divergence = new double[q.dimension()];
    for (int i = 0; i < divergence.length; i++) {
      forecast[i] = -forecast[i];
      reconstruction[i] = -reconstruction[i];
      divergence[i] = (q.mean(i) - model.prior().mean(i)) / model.prior().covariance(i, i);
    }
    return new TermGradients(forecast, reconstruction, divergence);
  }

  /** The gradient of −L: 0 at the best mean, where the terms can only pull against one another. */
  public double[] sum() {
    double[] sum = new double[forecast.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = forecast[i] + reconstruction[i] + divergence[i];
    }
    return sum;
  }

  /** The length of the gradient of −L. */
  public double size() {
    return Math.sqrt(dot(sum(), sum()));
  }

  /** The cosines at several places: below 0, conflict. */
  public static Sheet table(Map<String, TermGradients> places) {
    return Sheet.rows(places.entrySet())
        .column("mean of q", Map.Entry::getKey)
        .column("|∇(sum)|", at -> at.getValue().size())
        .column(
            "forecast, past", at -> cosine(at.getValue().forecast, at.getValue().reconstruction))
        .column("forecast, KL", at -> cosine(at.getValue().forecast, at.getValue().divergence))
        .column("past, KL", at -> cosine(at.getValue().reconstruction, at.getValue().divergence))
        .column("past, the rest", at -> at.getValue().pastWithRest())
        .caption("Cosines between gradients of the terms of −L: below 0, conflict")
        .decimals(3);
  }

  /** The cosine of the reconstruction and the sum of the other two: −1 at the best mean. */
  public double pastWithRest() {
    double[] rest = sum();
    for (int i = 0; i < rest.length; i++) {
      rest[i] -= reconstruction[i];
    }
    return cosine(reconstruction, rest);
  }

  static double cosine(double[] v, double[] w) {
    return dot(v, w) / Math.sqrt(dot(v, v) * dot(w, w));
  }

  private static double dot(double[] v, double[] w) {
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      sum = Math.fma(v[i], w[i], sum);
    }
    return sum;
  }
}
