package elbolab.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;

class PolynomialTest {
  private static final int COUNT = 40;
  private final double[] x = new double[COUNT];
  private final double[] y = new double[COUNT];

  PolynomialTest() {
    Rng rng = Rng.of(1, "points");
    for (int i = 0; i < COUNT; i++) {
      x[i] = rng.nextDouble();
      y[i] = Math.sin(5 * x[i]) + 0.3 * rng.nextGaussian();
    }
  }

  /** Householder's QR on the powers of x, of Apache Commons Math. */
  @Test
  void leastSquaresOfAnotherLibrary() {
    for (int order : new int[] {1, 3, 6}) {
      double[][] powers = new double[COUNT][order];
      for (int i = 0; i < COUNT; i++) {
        for (int k = 0; k < order; k++) {
          powers[i][k] = Math.pow(x[i], k + 1);
        }
      }
      OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
      regression.newSampleData(y, powers);
      double[] c = regression.estimateRegressionParameters();
      Polynomial fit = Polynomial.fit(order, x, y);
      assertEquals(order, fit.order());
      for (double at = -0.2; at < 1.3; at += 0.1) {
        double value = 0;
        for (int k = order; k >= 0; k--) {
          value = value * at + c[k];
        }
        assertEquals(value, fit.at(at), 1e-8 * Math.max(1, Math.abs(value)), "order " + order);
      }
      assertEquals(regression.calculateResidualSumOfSquares(), fit.totalLoss(x, y), 1e-10);
    }
  }

  /** No other polynomial of this order is nearer, in any direction. */
  @Test
  void theLossOfTheFitIsTheLeast() {
    Polynomial fit = Polynomial.fit(4, x, y);
    double least = fit.totalLoss(x, y);
    for (int k = 0; k <= 4; k++) {
      for (double change : new double[] {-1e-3, 1e-3}) {
        double[] weights = fit.weights().clone();
        weights[k] += change;
        Polynomial other = new Polynomial(fit.centres(), fit.overlaps(), weights);
        assertTrue(other.totalLoss(x, y) > least, "weight " + k);
      }
    }
    double byHand = 0;
    for (int i = 0; i < COUNT; i++) {
      byHand += Math.pow(y[i] - fit.at(x[i]), 2);
    }
    assertEquals(byHand, least, 1e-13);
  }

  /** Order 10 through data of order 10, and through as many points as it has coefficients. */
  @Test
  void orderTenIsExact() {
    double[] truth = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      truth[i] = tenth(x[i]);
    }
    Polynomial fit = Polynomial.fit(10, x, truth);
    for (double at = 0; at <= 1; at += 0.05) {
      assertEquals(tenth(at), fit.at(at), 1e-9);
    }
    double[] few = {0, 0.1, 0.4, 0.7, 1};
    double[] any = {3, -1, 2, 5, 0};
    assertEquals(0, Polynomial.fit(4, few, any).totalLoss(few, any), 1e-24);
    assertThrows(IllegalArgumentException.class, () -> Polynomial.fit(5, few, any));
    double[] twice = {0.5, 0.5, 0.5};
    assertThrows(
        IllegalArgumentException.class, () -> Polynomial.fit(1, twice, new double[] {1, 2, 3}));
  }

  private static double tenth(double x) {
    return 2 * x - 10 * Math.pow(x, 5) + 15 * Math.pow(x, 10);
  }
}
