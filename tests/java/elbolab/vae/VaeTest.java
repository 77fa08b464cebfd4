package elbolab.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Schedule;
import elbolab.prob.MultivariateNormal;
import elbolab.tensor.Tape;
import elbolab.train.Plan;
import elbolab.train.Trainer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A VAE of linear networks and constant noise is probabilistic principal component analysis, so its
 * evidence and its best parameters are known (Tipping and Bishop 1999, eqs. 5 and 8; Lucas et al.
 * 2019 show that the bound has no other maximum).
 */
class VaeTest {
  private static final int FEATURES = 4;
  private static final int LATENT = 2;
  private static final int ROWS = 3000;
  private static final double NOISE = 0.5;
  private static final double[][] LOADINGS = {{1.5, 0.2}, {-0.7, 0.9}, {0.4, -1.1}, {0.1, 0.6}};

  private static float[] data;
  private static Vae vae;

  @BeforeAll
  static void train() {
    data = draw(ROWS, 11);
    vae =
        Vae.of(
            VaeOptions.pixels(FEATURES, LATENT, 1)
                .hidden(List.of())
                .likelihood(Likelihood.gaussian(NOISE))
                .seed(3));
    new Trainer(vae.parameters(), new Plan(ROWS, 1000, 4000, 5))
        .run(
            new Adam(vae.parameters(), Adam.Options.rate(Schedule.cosine(3e-2, 1e-5, 4000))),
            BoundObjective.elbo(vae, Dataset.of(data, FEATURES)));
  }

  private static float[] draw(int rows, long seed) {
    Rng rng = Rng.of(seed, "linear data");
    float[] x = new float[rows * FEATURES];
    for (int i = 0; i < rows; i++) {
      double[] z = {rng.nextGaussian(), rng.nextGaussian()};
      for (int j = 0; j < FEATURES; j++) {
        double noise = NOISE * rng.nextGaussian();
        x[i * FEATURES + j] = (float) (LOADINGS[j][0] * z[0] + LOADINGS[j][1] * z[1] + noise);
      }
    }
    return x;
  }

  /** log p(x) of the trained linear decoder: N(b, WWᵀ + σ²I). */
  private static MultivariateNormal evidence() {
    float[] w = vae.parameters().get("decoder.out.weight").toArray(); // [latent, features]
    float[] b = vae.parameters().get("decoder.out.bias").toArray();
    double[] mean = new double[FEATURES];
    double[][] covariance = new double[FEATURES][FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      mean[i] = b[i];
      for (int j = 0; j < FEATURES; j++) {
        covariance[i][j] = i == j ? NOISE * NOISE : 0;
        for (int k = 0; k < LATENT; k++) {
          covariance[i][j] += (double) w[k * FEATURES + i] * w[k * FEATURES + j];
        }
      }
    }
    return MultivariateNormal.of(mean, covariance);
  }

  private static double meanLogDensity(MultivariateNormal p, float[] x) {
    double sum = 0;
    double[] row = new double[FEATURES];
    for (int i = 0; i < x.length; i += FEATURES) {
      for (int j = 0; j < FEATURES; j++) {
        row[j] = x[i + j];
      }
      sum += p.logDensity(row);
    }
    return sum / (x.length / FEATURES);
  }

  /**
   * At the optimum the encoder is exact up to its diagonal covariance, which fits once the
   * decoder's columns are orthogonal, and p(x) is the maximum likelihood model.
   */
  @Test
  void trainingFindsTheMaximumLikelihoodModel() {
    double[][] truth = new double[FEATURES][FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      for (int j = 0; j < FEATURES; j++) {
        truth[i][j] =
            LOADINGS[i][0] * LOADINGS[j][0]
                + LOADINGS[i][1] * LOADINGS[j][1]
                + (i == j ? NOISE * NOISE : 0);
      }
    }
    MultivariateNormal drawnFrom = MultivariateNormal.of(new double[FEATURES], truth);
    // The divergence between fit and truth is of the order parameters / (2 rows) = 14 / 6000.
    assertEquals(0, drawnFrom.divergenceFrom(evidence()), 0.01);
    double gain = meanLogDensity(evidence(), data) - meanLogDensity(drawnFrom, data);
    assertTrue(gain > 0, "the fit is less likely than what the data were drawn from by " + -gain);
  }

  /**
   * The ELBO never exceeds the evidence, and importance sampling closes the gap: eqs. (6), (10).
   */
  @Test
  void boundAndImportanceEstimateAgainstTheExactEvidence() {
    float[] fresh = draw(2000, 12);
    double exact = meanLogDensity(evidence(), fresh);
    Dataset held = Dataset.of(fresh, FEATURES);
    ImportanceEstimate one = ImportanceEstimate.of(vae, held, 1, 500, Rng.of(1, "k1"));
    ImportanceEstimate many = ImportanceEstimate.of(vae, held, 200, 500, Rng.of(1, "k200"));
    double gap = exact + one.negativeLogLikelihood();
    assertTrue(gap > 0 && gap < 0.02, "gap of the bound: " + gap);
    assertEquals(exact, -many.negativeLogLikelihood(), 2e-3);
  }

  /** Both terms of eq. (9) against their closed forms for a linear decoder. */
  @Test
  void termsOfTheBoundInClosedForm() {
    float[] fresh = draw(400, 13);
    float[] w = vae.parameters().get("decoder.out.weight").toArray();
    float[] b = vae.parameters().get("decoder.out.bias").toArray();
    float[] code = vae.parameters().get("encoder.out.weight").toArray(); // [features, 2 latent]
    float[] codeBias = vae.parameters().get("encoder.out.bias").toArray();
    double reconstruction = 0;
    double divergence = 0;
    for (int i = 0; i < 400; i++) {
      double[] h = new double[2 * LATENT];
      for (int k = 0; k < h.length; k++) {
        h[k] = codeBias[k];
        for (int j = 0; j < FEATURES; j++) {
          h[k] += (double) fresh[i * FEATURES + j] * code[j * h.length + k];
        }
      }
      for (int k = 0; k < LATENT; k++) {
        double variance = Math.exp(h[LATENT + k]);
        divergence += 0.5 * (h[k] * h[k] + variance - Math.log(variance) - 1);
      }
      for (int j = 0; j < FEATURES; j++) {
        double residual = fresh[i * FEATURES + j] - b[j];
        double spread = 0;
        for (int k = 0; k < LATENT; k++) {
          double weight = w[k * FEATURES + j];
          residual -= weight * h[k];
          spread += weight * weight * Math.exp(h[LATENT + k]);
        }
        reconstruction -=
            0.5 * Math.log(2 * Math.PI * NOISE * NOISE)
                + (residual * residual + spread) / (2 * NOISE * NOISE);
      }
    }
    int draws = 400;
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      try (Tape tape = Tape.inference()) {
        Elbo elbo = vae.elbo(Dataset.of(fresh, FEATURES).all(), Rng.of(draw, "bound"));
        double value = elbo.reconstruction().mean().item();
        sum += value;
        squares += value * value;
        assertEquals(divergence / 400, elbo.divergence().mean().item(), 1e-5 * divergence / 400);
      }
    }
    double mean = sum / draws;
    double error = Math.sqrt((squares / draws - mean * mean) / draws);
    assertEquals(reconstruction / 400, mean, 4 * error);
  }

  @Test
  void wrongOptionsAreRefusedWithValueAndMeaning() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> VaeOptions.pixels(784, 0, 10));
    assertEquals("latent = 0: must be at least 1 (dimensions of z)", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Likelihood.gaussian(-1));
    assertThrows(
        IllegalArgumentException.class,
        () -> ImportanceEstimate.of(vae, Dataset.of(new float[5], FEATURES), 1, 1, Rng.of(1, "x")));
  }
}
