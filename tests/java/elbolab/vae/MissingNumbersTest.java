package elbolab.vae;

import static elbolab.vae.Fit.epochs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.math.Rng;
import elbolab.prob.MultivariateNormal;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A linear decoder with one latent number, x_d = l_d z + noise, of which every third number is
 * missing at random: p(x_O) and E[x_U | x_O] of what the data were drawn from are known.
 */
class MissingNumbersTest {
  private static final double NOISE = 0.4;
  private static final double[] LOADINGS = {1.2, -0.8, 0.9, 0.5};
  private static final int WIDTH = LOADINGS.length;
  private static final int ROWS = 2000;

  private static Vae vae;
  private static boolean[] seen;
  private static float[] x;
  private static Dataset fresh;

  @BeforeAll
  static void train() {
    vae =
        Vae.of(
            VaeOptions.pixels(WIDTH, 1, 32)
                .hidden(64)
                .likelihood(Likelihood.gaussian(NOISE))
                .masked(true)
                .seed(2));
    Dataset training = draw(ROWS, 1);
    vae.fit(training, epochs(150).rate(5e-3, 1e-4).holdOut(0.1));
    fresh = draw(500, 2);
  }

  private static Dataset draw(int rows, long seed) {
    Rng rng = Rng.of(seed, "rows with gaps");
    x = new float[rows * WIDTH];
    seen = new boolean[x.length];
    for (int row = 0; row < rows; row++) {
      double z = rng.nextGaussian();
      for (int d = 0; d < WIDTH; d++) {
        x[row * WIDTH + d] = (float) (LOADINGS[d] * z + NOISE * rng.nextGaussian());
        seen[row * WIDTH + d] = rng.nextDouble() < 2 / 3.0;
      }
    }
    return Dataset.of(x, seen, WIDTH);
  }

  /** p(z | x_O) = N(s Σ l_d x_d/σ², s), s = 1/(1 + Σ l_d²/σ²), the sums over what was seen. */
  private static double[] posterior(int row) {
    double precision = 1;
    double sum = 0;
    for (int d = 0; d < WIDTH; d++) {
      if (seen[row * WIDTH + d]) {
        precision += LOADINGS[d] * LOADINGS[d] / (NOISE * NOISE);
        sum += LOADINGS[d] * x[row * WIDTH + d] / (NOISE * NOISE);
      }
    }
    return new double[] {sum / precision, 1 / precision};
  }

  private static double exactLogLikelihood(int row) {
    int[] known = IntStream.range(0, WIDTH).filter(d -> seen[row * WIDTH + d]).toArray();
    if (known.length == 0) {
      return 0;
    }
    double[][] covariance = new double[known.length][known.length];
    double[] values = new double[known.length];
    for (int i = 0; i < known.length; i++) {
      values[i] = x[row * WIDTH + known[i]];
      for (int j = 0; j < known.length; j++) {
        covariance[i][j] = LOADINGS[known[i]] * LOADINGS[known[j]] + (i == j ? NOISE * NOISE : 0);
      }
    }
    return MultivariateNormal.of(new double[known.length], covariance).logDensity(values);
  }

  /**
   * The mean over the rows of log p(x_O): the model's estimate beside the truth it learned from.
   */
  @Test
  void theLikelihoodOfWhatWasSeenIsThatOfTheTruth() {
    double exact =
        IntStream.range(0, fresh.size())
            .mapToDouble(MissingNumbersTest::exactLogLikelihood)
            .average()
            .orElseThrow();
    var many = ImportanceEstimate.of(vae, fresh, 200, 500, Rng.of(1, "many"));
    var one = ImportanceEstimate.of(vae, fresh, 1, 500, Rng.of(1, "one"));
    // Sampling error of 2,000 rows: about the number of parameters / (2 · rows).
    assertEquals(exact, -many.negativeLogLikelihood(), 0.03);
    assertTrue(one.negativeLogLikelihood() > many.negativeLogLikelihood());
  }

  /** Imputed means are E[x_U | x_O], and 90 % intervals hold 90 % of what was hidden. */
  @Test
  void imputedNumbersAreTheConditionalMeans() {
    Imputation found = Imputation.of(vae, fresh, 200, 200, Rng.of(3, "imputation"));
    double squares = 0;
    int missing = 0;
    int inside = 0;
    for (int i = 0; i < x.length; i++) {
      assertEquals(seen[i], found.seen()[i]);
      if (seen[i]) {
        assertEquals(x[i], found.mean()[i]);
      } else {
        double exact = LOADINGS[i % WIDTH] * posterior(i / WIDTH)[0];
        squares += (found.mean()[i] - exact) * (found.mean()[i] - exact);
        double[] interval = found.interval(i, 0.9);
        inside += x[i] >= interval[0] && x[i] <= interval[1] ? 1 : 0;
        missing++;
      }
    }
    double deviation = Math.sqrt(squares / missing);
    assertTrue(deviation < 0.1, "imputed means are off by " + deviation);
    double error = Math.sqrt(0.9 * 0.1 / missing);
    assertEquals(0.9, (double) inside / missing, 4 * error + 0.02);
  }

  /** Where the encoder is far from the posterior, K draws bring the bound nearer: theorem 1. */
  @Test
  void theImportanceWeightedBoundLiesBetweenTheElboAndTheLikelihood() {
    Vae untrained = Vae.of(vae.options());
    double elbo = loss(untrained, Bound.elbo());
    double five = loss(untrained, Bound.importanceWeighted(5));
    double many = loss(untrained, Bound.importanceWeighted(200));
    assertTrue(elbo > five + 0.1 && five > many, elbo + " " + five + " " + many);
    var estimate = ImportanceEstimate.of(untrained, fresh, 200, 500, Rng.of(5, "k"));
    assertEquals(estimate.negativeLogLikelihood(), many, 4 * estimate.standardError());
  }

  private static double loss(Vae model, Bound bound) {
    return bound.loss(model, fresh.all(), 1, Rng.of(4, "bound")).total().item();
  }
}
