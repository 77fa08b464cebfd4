package elbolab.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Observed;
import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.prob.MultivariateNormal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Importance-weighted bounds on a model whose evidence and posterior are known. */
class ImportanceWeightedTest {
  private static final double[][] LOADINGS = {{1.2, -0.4, 0.3}, {0.2, 0.9, -0.8}};
  private static final double NOISE = 0.7;
  private static final double[] X = {1.1, -0.6, 0.9};
  private static final double[] MEAN = {0.3, -0.1};
  private static final double DEVIATION = 0.6;

  private static LinearVae model() {
    return LinearVae.of(LOADINGS, NOISE, MEAN, DEVIATION);
  }

  /** N((I + WWᵀ/σ²)⁻¹ W x/σ², (I + WWᵀ/σ²)⁻¹). */
  private static MultivariateNormal posterior() {
    double[][] precision = {{1, 0}, {0, 1}};
    double[] scaled = new double[2];
    for (int i = 0; i < 2; i++) {
      for (int k = 0; k < 3; k++) {
        scaled[i] += LOADINGS[i][k] * X[k] / (NOISE * NOISE);
        for (int j = 0; j < 2; j++) {
          precision[i][j] += LOADINGS[i][k] * LOADINGS[j][k] / (NOISE * NOISE);
        }
      }
    }
    double determinant = precision[0][0] * precision[1][1] - precision[0][1] * precision[1][0];
    double off = -precision[0][1] / determinant;
    double[][] covariance = {
      {precision[1][1] / determinant, off}, {off, precision[0][0] / determinant}
    };
    return MultivariateNormal.of(
        new double[] {
          covariance[0][0] * scaled[0] + off * scaled[1],
          off * scaled[0] + covariance[1][1] * scaled[1]
        },
        covariance);
  }

  private static Moments bound(int draws, int times) {
    Moments moments = new Moments();
    for (double value : model().bounds(X, draws, times, Rng.of(draws, "bound"))) {
      moments.add(value);
    }
    return moments;
  }

  /** One draw misses KL(q ‖ posterior); each further factor of four comes nearer. */
  @Test
  void theBoundRisesWithDrawsToTheExactEvidence() {
    double exact = model().logEvidence(X);
    double square = DEVIATION * DEVIATION;
    double gap =
        MultivariateNormal.of(MEAN, new double[][] {{square, 0}, {0, square}})
            .divergenceFrom(posterior());
    assertTrue(gap > 0.3, "an encoder that is nearly right shows nothing: " + gap);
    Moments one = bound(1, 20_000);
    assertEquals(exact - gap, one.mean(), 4 * one.standardError());
    double before = one.mean();
    for (int draws : new int[] {4, 16, 64, 256}) {
      Moments next = bound(draws, 4000);
      assertTrue(next.mean() > before, draws + " draws: " + next.mean() + " after " + before);
      before = next.mean();
    }
    Moments last = bound(4000, 400);
    assertEquals(exact, last.mean(), 4 * last.standardError() + 1e-3);
    assertTrue(last.standardError() < 2e-3);
  }

  private static Moments[] gradients(Bound bound, int times, long seed) {
    Moments[] moments = {new Moments(), new Moments()};
    for (double[] g : model().encoderGradients(bound, X, times, Rng.of(seed, "gradient"))) {
      moments[0].add(g[0]);
      moments[1].add(g[1]);
    }
    return moments;
  }

  @Test
  void theDoublyReparameterisedGradientHasTheSameMean() {
    Moments[] plain = gradients(Bound.importanceWeighted(5), 60_000, 1);
    Moments[] doubly = gradients(Bound.doublyReparameterised(5), 60_000, 2);
    for (int d = 0; d < 2; d++) {
      double error = Math.hypot(plain[d].standardError(), doubly[d].standardError());
      assertEquals(plain[d].mean(), doubly[d].mean(), 4 * error);
      assertTrue(Math.abs(plain[d].mean()) > 8 * error, "a gradient near 0 shows nothing");
    }
  }

  /** The decoder's, of which one batch of copies of x gives one number. */
  @Test
  void theDecoderKeepsItsGradient() {
    double[][] means = new double[2][6];
    double[][] errors = new double[2][6];
    Bound[] bounds = {Bound.importanceWeighted(5), Bound.doublyReparameterised(5)};
    for (int b = 0; b < 2; b++) {
      LinearVae model = model();
      Moments[] moments = new Moments[6];
      for (int i = 0; i < 300; i++) {
        try (Tape tape = Tape.scope()) {
          Observed x = Observed.complete(Tensor.of(X, 1, 3).expand(50, 3));
          Tensor loss = bounds[b].loss(model, x, 1, Rng.of(i, "decoder" + b)).total();
          float[] gradient = tape.gradient(loss, model.loadings()).toArray();
          for (int k = 0; k < 6; k++) {
            moments[k] = moments[k] == null ? new Moments() : moments[k];
            moments[k].add(gradient[k]);
          }
        }
      }
      for (int k = 0; k < 6; k++) {
        means[b][k] = moments[k].mean();
        errors[b][k] = moments[k].standardError();
      }
    }
    for (int k = 0; k < 6; k++) {
      assertEquals(means[0][k], means[1][k], 4 * Math.hypot(errors[0][k], errors[1][k]));
    }
  }

  /** The value of both losses is the bound itself. */
  @Test
  void bothLossesAreTheBound() {
    Observed x = Observed.complete(Tensor.of(X, 1, 3).expand(4000, 3));
    double exactMean = bound(8, 40_000).mean();
    for (Bound each : new Bound[] {Bound.importanceWeighted(8), Bound.doublyReparameterised(8)}) {
      double loss = each.loss(model(), x, 1, Rng.of(3, "loss")).total().item();
      assertEquals(-exactMean, loss, 0.02);
    }
  }

  /**
   * log of the signal-to-noise ratio over log K: −½ for the plain gradient (Rainforth et al. 2018),
   * ½ for the doubly reparameterised one.
   */
  @Test
  void theSignalFallsForThePlainGradientAndRisesForTheOther() {
    assertEquals(-0.5, slope(true), 0.12);
    assertEquals(0.5, slope(false), 0.12);
  }

  private static double slope(boolean plain) {
    int[] draws = {8, 16, 32, 64};
    double[] logs = new double[draws.length];
    for (int i = 0; i < draws.length; i++) {
      Bound bound =
          plain ? Bound.importanceWeighted(draws[i]) : Bound.doublyReparameterised(draws[i]);
      for (Moments coordinate : gradients(bound, 20_000, 7 + i)) {
        logs[i] += 0.5 * Math.log(Math.abs(coordinate.mean()) / Math.sqrt(coordinate.variance()));
      }
    }
    // Least squares on equally spaced abscissae −3, −1, 1, 3 times ½ log 2.
    return (3 * (logs[3] - logs[0]) + logs[2] - logs[1]) / (10 * Math.log(2));
  }

  @Test
  void aWeightOfTheDivergenceIsRefused() {
    Observed x = Observed.complete(Tensor.of(X, 1, 3));
    assertThrows(
        IllegalArgumentException.class,
        () -> Bound.doublyReparameterised(2).loss(model(), x, 0.5, Rng.of(1, "x")));
    assertThrows(IllegalArgumentException.class, () -> Bound.doublyReparameterised(0));
  }
}
