package elbolab.prob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Moments;
import elbolab.math.Rng;
import java.util.List;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {
  private static final GaussianMixture LINE =
      GaussianMixture.onLine(
          new double[] {0.3, 0.7}, new double[] {-1, 2}, new double[] {0.5, 0.8});
  private static final GaussianMixture PLANE =
      new GaussianMixture(
          new double[] {0.2, 0.5, 0.3},
          List.of(
              MultivariateNormal.of(new double[] {-2, 0}, new double[][] {{0.4, 0.1}, {0.1, 0.3}}),
              MultivariateNormal.of(new double[] {1, 2}, new double[][] {{0.5, -0.2}, {-0.2, 0.4}}),
              MultivariateNormal.of(new double[] {2, -1}, new double[][] {{0.2, 0}, {0, 0.6}})));

  private static double[][] draw(GaussianMixture mixture, int count, long seed) {
    Rng rng = Rng.of(seed, "draws");
    double[][] data = new double[count][];
    for (int i = 0; i < count; i++) {
      data[i] = mixture.sample(rng);
    }
    return data;
  }

  @Test
  void densityIntegratesToOneAndSamplesFollowIt() {
    Quadrature line = Quadrature.over(-8, 10);
    assertEquals(1, line.expectation(LINE::logDensity, x -> 1), 1e-12);
    assertEquals(0.3 * -1 + 0.7 * 2, line.expectation(LINE::logDensity, x -> x), 1e-12);
    Moments mean = new Moments();
    Moments square = new Moments();
    for (double[] x : draw(LINE, 50_000, 1)) {
      mean.add(x[0]);
      square.add(x[0] * x[0]);
    }
    assertEquals(1.1, mean.mean(), 4 * mean.standardError());
    double second = 0.3 * (1 + 0.25) + 0.7 * (4 + 0.64);
    assertEquals(second, square.mean(), 4 * square.standardError());
  }

  /** By hand at a point far from one of the two, where the other's share underflows nothing. */
  @Test
  void responsibilitiesAreBayesTheorem() {
    double a = 0.3 * Math.exp(-0.5 * 4) / 0.5;
    double b = 0.7 * Math.exp(-0.5 * 4 / 0.64) / 0.8;
    assertArrayEquals(new double[] {a / (a + b), b / (a + b)}, LINE.responsibilities(0), 1e-14);
    double[] far = LINE.responsibilities(-60);
    assertEquals(1, far[0] + far[1], 1e-15);
    assertThrows(
        IllegalArgumentException.class,
        () -> GaussianMixture.onLine(new double[] {0.5, 0.4}, new double[2], new double[] {1, 1}));
  }

  /** z from a mixture, x | z ~ N(z, s²): p(x) is a mixture with s² more variance. */
  @Test
  void sumQuadratureAndSamplingAgree() {
    double s = 0.6;
    GaussianMixture marginal =
        GaussianMixture.onLine(
            LINE.weights(),
            new double[] {-1, 2},
            new double[] {Math.hypot(0.5, s), Math.hypot(0.8, s)});
    MultivariateNormal noise = MultivariateNormal.of(new double[1], new double[][] {{s * s}});
    double x = 0.4;
    double byGrid =
        Quadrature.over(-8, 10)
            .expectation(LINE::logDensity, z -> Math.exp(noise.logDensity(new double[] {x - z})));
    assertEquals(Math.exp(marginal.logDensity(x)), byGrid, 1e-13);
    Moments sampled = new Moments();
    for (double[] z : draw(LINE, 50_000, 2)) {
      sampled.add(Math.exp(noise.logDensity(new double[] {x - z[0]})));
    }
    assertEquals(byGrid, sampled.mean(), 4 * sampled.standardError());
  }

  /**
   * Monotone, with a floor and without; and at the end the parameters that the data were drawn
   * with.
   */
  @Test
  void expectationMaximisationNeverLoses() {
    double[][] data = draw(PLANE, 3000, 3);
    GaussianMixture start = GaussianMixtureFit.start(data, 3, Rng.of(4, "start"));
    for (double floor : new double[] {0, 5}) {
      GaussianMixtureFit fit = new GaussianMixtureFit(floor);
      List<GaussianMixture> path = fit.path(start, data, 80);
      for (int i = 1; i < path.size(); i++) {
        double gain = fit.objective(path.get(i), data) - fit.objective(path.get(i - 1), data);
        assertTrue(gain > -1e-8, "round " + i + ", floor " + floor + ": " + gain);
      }
    }
    GaussianMixture found = new GaussianMixtureFit(0).path(start, data, 80).get(80);
    for (int k = 0; k < 3; k++) {
      MultivariateNormal truth = PLANE.components().get(k);
      double weight = PLANE.weights()[k];
      int near = nearest(found, truth.mean());
      double error = Math.sqrt(weight * (1 - weight) / 3000);
      assertEquals(weight, found.weights()[near], 4 * error);
      for (int i = 0; i < 2; i++) {
        double deviation = Math.sqrt(truth.covariance()[i][i] / (3000 * weight));
        assertEquals(truth.mean()[i], found.components().get(near).mean()[i], 4.5 * deviation);
      }
    }
  }

  private static int nearest(GaussianMixture mixture, double[] point) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < mixture.weights().length; k++) {
      double[] mean = mixture.components().get(k).mean();
      double distance = Math.hypot(mean[0] - point[0], mean[1] - point[1]);
      if (distance < least) {
        least = distance;
        best = k;
      }
    }
    return best;
  }

  /** The derivative of the penalised likelihood by each parameter is 0 where EM stands still. */
  @Test
  void theFixedPointIsStationary() {
    double[][] data = draw(LINE, 300, 5);
    GaussianMixtureFit fit = new GaussianMixtureFit(2);
    GaussianMixture found =
        fit.path(GaussianMixtureFit.start(data, 2, Rng.of(1, "s")), data, 2000).get(2000);
    double w = found.weights()[0];
    double[] m = {found.components().get(0).mean()[0], found.components().get(1).mean()[0]};
    double[] s = {
      Math.sqrt(found.components().get(0).covariance()[0][0]),
      Math.sqrt(found.components().get(1).covariance()[0][0])
    };
    double h = 1e-5;
    for (int parameter = 0; parameter < 5; parameter++) {
      double[] at = {w, m[0], m[1], s[0], s[1]};
      at[parameter] += h;
      double up = fit.objective(line(at), data);
      at[parameter] -= 2 * h;
      double down = fit.objective(line(at), data);
      assertEquals(0, (up - down) / (2 * h), 1e-4, "parameter " + parameter);
    }
  }

  private static GaussianMixture line(double[] p) {
    return GaussianMixture.onLine(
        new double[] {p[0], 1 - p[0]}, new double[] {p[1], p[2]}, new double[] {p[3], p[4]});
  }

  /** A component on one point grows without bound; EM says so, and a floor keeps it apart. */
  @Test
  void singularComponents() {
    double[][] data = {{0}, {1}, {1.5}, {2}, {2.2}, {9}};
    double before = Double.NEGATIVE_INFINITY;
    for (double s = 0.1; s > 1e-8; s /= 10) {
      double now = onOnePoint(s).logLikelihood(data);
      assertTrue(now > before + 2, "narrower by 10 gains log 10: " + (now - before));
      before = now;
    }
    GaussianMixtureFit bare = new GaussianMixtureFit(0);
    IllegalStateException told =
        assertThrows(IllegalStateException.class, () -> bare.path(onOnePoint(0.01), data, 50));
    assertTrue(told.getMessage().contains("component 1"), told.getMessage());
    GaussianMixture kept = new GaussianMixtureFit(0.1).path(onOnePoint(0.01), data, 200).get(200);
    assertTrue(kept.components().get(1).covariance()[0][0] > 0.05);
  }

  private static GaussianMixture onOnePoint(double deviation) {
    return GaussianMixture.onLine(
        new double[] {0.8, 0.2}, new double[] {1.5, 9}, new double[] {1, deviation});
  }

  /** The thesis' eq. 2.22 as printed: the same for all weights, though the data tell them well. */
  @Test
  void thePrintedLikelihoodDoesNotKnowItsWeights() {
    double[][] data = draw(LINE, 500, 6);
    double[] logs = new double[2];
    double[] printed = new double[2];
    for (int other = 0; other < 2; other++) {
      GaussianMixture mixture =
          new GaussianMixture(
              other == 0 ? LINE.weights() : new double[] {0.9, 0.1}, LINE.components());
      logs[other] = mixture.logLikelihood(data);
      for (double[] x : data) {
        double sum = 0;
        for (MultivariateNormal component : mixture.components()) {
          sum += Math.exp(component.logDensity(x));
        }
        printed[other] += Math.log(sum);
      }
    }
    assertTrue(logs[0] > logs[1] + 100);
    assertEquals(printed[0], printed[1]);
    assertTrue(printed[0] > logs[0] + 100, "no likelihood: it is above the one of the truth");
  }
}
