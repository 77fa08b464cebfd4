package elbolab.hmc.toy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.hmc.LogDensity;
import elbolab.math.Rng;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against central differences, and coordinates against each other. */
class ToyDensitiesTest {
  static Stream<LogDensity> densities() {
    double[][] means = {{-2, 0, 1}, {1, 2, -1}};
    return Stream.of(
        Gaussian.chain(7, 0.8, 5),
        new Gaussian(new double[] {1, -1}, new double[] {2, -0.5, -0.5, 1}),
        new Mixture(new double[] {0.3, 0.7}, means, new double[] {0.5, 1.2}),
        new DualMoon(),
        new Wave(),
        new Wave(2),
        new Funnel(Parameterization.CENTRED, 4),
        new Funnel(Parameterization.NON_CENTRED, 4),
        new EightSchools(Parameterization.CENTRED),
        new EightSchools(Parameterization.NON_CENTRED),
        new NormalInverseGamma(1.5, 2),
        new HierarchicalDecoder(Parameterization.CENTRED, 3, 2, Rng.of(5, "decoder")),
        new HierarchicalDecoder(Parameterization.NON_CENTRED, 3, 2, Rng.of(5, "decoder")),
        Regression.generated(Rng.of(3, "regression"), 20, 3));
  }

  @ParameterizedTest
  @MethodSource("densities")
  void gradientIsTheSlope(LogDensity density) {
    int d = density.dimension();
    int rows = 20;
    double[] points = new double[rows * d];
    Rng.of(4, "points").fillGaussian(points, 0, points.length);
    double[] gradient = new double[rows * d];
    double[] values = new double[rows];
    density.evaluate(points, rows, values, gradient);
    double[] scratch = new double[rows * d];
    for (int k = 0; k < points.length; k++) {
      double h = 1e-5;
      double kept = points[k];
      points[k] = kept + h;
      density.evaluate(points, rows, values, scratch);
      double up = values[k / d];
      points[k] = kept - h;
      density.evaluate(points, rows, values, scratch);
      double slope = (up - values[k / d]) / (2 * h);
      points[k] = kept;
      assertEquals(
          slope,
          gradient[k],
          1e-6 * Math.max(10, Math.abs(slope) + 1e-3 * Math.abs(up)),
          "coordinate " + k);
    }
  }

  /** Both coordinates of a hierarchy describe one density: they differ by log|dθ/dξ| = 8 log τ. */
  @Test
  void parameterizationsOfEightSchoolsAgree() {
    double[] z = {3, 0.7, 0.1, -0.3, 1.4, 0.2, -1.1, 0.9, -0.4, 0.6};
    EightSchools standardised = new EightSchools(Parameterization.NON_CENTRED);
    double[] shown = new double[10];
    standardised.quantities(z, 0, shown, 0);
    shown[1] = z[1];
    double[] scratch = new double[10];
    double inner = standardised.evaluate(z, 0, scratch);
    double outer = new EightSchools(Parameterization.CENTRED).evaluate(shown, 0, scratch);
    assertEquals(inner, outer + 8 * z[1], 1e-12);
    assertEquals(List.of("mu", "tau", "theta.1"), standardised.names().subList(0, 3));
  }

  /** One posterior in two coordinates: the densities differ by Σ log σ. */
  @Test
  void parameterizationsOfTheDecoderAgree() {
    HierarchicalDecoder inner =
        new HierarchicalDecoder(Parameterization.NON_CENTRED, 3, 2, Rng.of(5, "decoder"));
    HierarchicalDecoder outer =
        new HierarchicalDecoder(Parameterization.CENTRED, 3, 2, Rng.of(5, "decoder"));
    double[] epsilon = {0.3, -1.2, 0.8, 0.1, -0.6, 1.4};
    double[] scratch = new double[6];
    double logScales = 0;
    for (int k = 2; k < 6; k++) {
      double[] moved = epsilon.clone();
      moved[k] += 1; // h is linear in the ε of its own level
      logScales += Math.log(inner.hidden(moved)[k] - inner.hidden(epsilon)[k]);
    }
    double[] hidden = inner.hidden(epsilon);
    double value = inner.evaluate(epsilon, 0, scratch);
    assertEquals(value, outer.evaluate(hidden, 0, scratch) + logScales, 1e-10);
    assertEquals(inner.unseenLogLikelihood(epsilon), outer.unseenLogLikelihood(hidden), 1e-12);
  }

  @Test
  void chainGaussianHasTheCovarianceItClaims() {
    int d = 5;
    double[] precision = Gaussian.chain(d, 0.6, 3).precision();
    double[] deviations = Gaussian.chainDeviations(d, 3);
    assertEquals(3, deviations[d - 1], 1e-14);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        double product = 0;
        for (int k = 0; k < d; k++) {
          double covariance = deviations[k] * deviations[j] * Math.pow(0.6, Math.abs(k - j));
          product += precision[i * d + k] * covariance;
        }
        assertEquals(i == j ? 1 : 0, product, 1e-12);
      }
    }
  }

  @Test
  void dualMoonIsFiniteFarOut() {
    double[] gradient = new double[2];
    assertTrue(Double.isFinite(new DualMoon().evaluate(new double[] {300, -4}, 0, gradient)));
    assertTrue(Double.isFinite(gradient[0] + gradient[1]));
    new DualMoon().evaluate(new double[] {0, 0}, 0, gradient);
    assertEquals(0, gradient[0]);
  }
}
