package elbolab.prob;

import static elbolab.math.Equation.Paper.REPORT;

import elbolab.math.Equation;
import java.util.Arrays;

/**
 * The polynomial that least squares fit to points. It is a sum of polynomials p₀, p₁, … that are
 * orthogonal on these points (Forsythe 1957), pₖ₊₁(x) = (x − αₖ) pₖ(x) − βₖ pₖ₋₁(x), so that no
 * system has to be solved and order 10 loses no digits.
 *
 * @param centres αₖ
 * @param overlaps βₖ
 * @param weights of p₀, p₁, …
 */
public record Polynomial(double[] centres, double[] overlaps, double[] weights) {

  /** argmin over polynomials of this order of Σᵢ (yᵢ − f(xᵢ))² (the report's sec. 3.6). */
  @Equation(
      paper = REPORT,
      number = "sec. 3.6",
      test = "PolynomialTest#leastSquaresOfAnotherLibrary")
  public static Polynomial fit(int order, double[] x, double[] y) {
    if (order < 0 || x.length != y.length || x.length <= order) {
      throw new IllegalArgumentException(
          "order %d with %d and %d numbers: as many x as y, and more of them than the order"
              .formatted(order, x.length, y.length));
    }
    double[] centres = new double[order];
    double[] overlaps = new double[order];
    double[] weights = new double[order + 1];
    double[] before = new double[x.length];
    double[] now = new double[x.length];
    Arrays.fill(now, 1);
    double normBefore = 1;
    for (int k = 0; k <= order; k++) {
      double norm = 0;
      double product = 0;
      double moment = 0;
      for (int i = 0; i < x.length; i++) {
        norm += now[i] * now[i];
        product += now[i] * y[i];
        moment += now[i] * now[i] * x[i];
      }
      if (!(norm > 1e-24 * normBefore)) {
        throw new IllegalArgumentException(
            "order " + order + " needs " + (order + 1) + " different x; there are " + k);
      }
      weights[k] = product / norm;
      if (k < order) {
        centres[k] = moment / norm;
        overlaps[k] = k == 0 ? 0 : norm / normBefore;
        for (int i = 0; i < x.length; i++) {
          double after = (x[i] - centres[k]) * now[i] - overlaps[k] * before[i];
          before[i] = now[i];
          now[i] = after;
        }
      }
      normBefore = norm;
    }
    return new Polynomial(centres, overlaps, weights);
  }

  public int order() {
    return weights.length - 1;
  }

  /** f(x). */
  public double at(double x) {
    double before = 0;
    double now = 1;
    double sum = weights[0];
    for (int k = 0; k < order(); k++) {
      double after = (x - centres[k]) * now - overlaps[k] * before;
      before = now;
      now = after;
      sum = Math.fma(weights[k + 1], now, sum);
    }
    return sum;
  }

  /** E = Σᵢ (yᵢ − f(xᵢ))², the squared errors of all points (the report's eq. 4). */
  @Equation(paper = REPORT, number = "4", test = "PolynomialTest#theLossOfTheFitIsTheLeast")
  public double totalLoss(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double residual = y[i] - at(x[i]);
      sum = Math.fma(residual, residual, sum);
    }
    return sum;
  }
}
