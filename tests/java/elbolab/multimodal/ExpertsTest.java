package elbolab.multimodal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.vae.Likelihood;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpertsTest {
  private static final double[] MEANS = {0.7, -1.2, 2.0};
  private static final double[] SIGMAS = {0.8, 0.5, 1.7};
  private static final double REACH = 8;
  private static final int POINTS = 4001;

  private static double at(int i, int points) {
    return REACH * (2.0 * i / (points - 1) - 1);
  }

  private static Experts three(int... there) {
    return new Experts(
        IntStream.range(0, 3)
            .mapToObj(m -> Normal.of(Tensor.of(new double[] {MEANS[m]}, 1, 1), SIGMAS[m]))
            .map(q -> new Normal(q.mean(), q.logSigma().reshape(1, 1)))
            .toList(),
        Arrays.stream(there).mapToObj(t -> Tensor.full(t, 1, 1)).toList());
  }

  private static double gaussian(double x, double mean, double sigma) {
    double t = (x - mean) / sigma;
    return Math.exp(-0.5 * t * t) / sigma / Math.sqrt(2 * Math.PI);
  }

  private static double[] normalised(double[] density, double cell) {
    double sum = Arrays.stream(density).sum() * cell;
    return Arrays.stream(density).map(d -> d / sum).toArray();
  }

  /**
   * Posteriors qₘ ∝ p q̃ₘ normalised by numbers, then Πₘ qₘ / p^{M−1} normalised by numbers, for
   * every set of modalities that are there.
   */
  @Test
  void theProductAgainstTheNormalisedOne() {
    double cell = 2 * REACH / (POINTS - 1);
    for (int set = 0; set < 8; set++) {
      double[] product = new double[POINTS];
      Arrays.setAll(product, i -> gaussian(at(i, POINTS), 0, 1));
      for (int m = 0; m < 3; m++) {
        if ((set >> m & 1) == 1) {
          int of = m;
          double[] posterior = new double[POINTS];
          Arrays.setAll(
              posterior,
              i -> gaussian(at(i, POINTS), 0, 1) * gaussian(at(i, POINTS), MEANS[of], SIGMAS[of]));
          posterior = normalised(posterior, cell);
          for (int i = 0; i < POINTS; i++) {
            product[i] *= posterior[i] / gaussian(at(i, POINTS), 0, 1);
          }
        }
      }
      product = normalised(product, cell);
      Normal closed = three(set & 1, set >> 1 & 1, set >> 2 & 1).product();
      double mean = closed.mean().item();
      double sigma = closed.sigma().item();
      for (int i = 0; i < POINTS; i++) {
        assertEquals(product[i], gaussian(at(i, POINTS), mean, sigma), 2e-6, "set " + set);
      }
    }
  }

  /** The density of the mixture by hand, and its draws by their moments. */
  @Test
  void theMixtureOfThoseThatAreThere() {
    Distribution both = three(1, 0, 1).mixture();
    double z = 0.4;
    assertEquals(
        Math.log(0.5 * gaussian(z, 0.7, 0.8) + 0.5 * gaussian(z, 2.0, 1.7)),
        both.rowLogProb(Tensor.full(z, 1, 1)).item(),
        1e-6);
    assertEquals(
        Math.log(gaussian(z, 0, 1)),
        three(0, 0, 0).mixture().rowLogProb(Tensor.full(z, 1, 1)).item(),
        1e-6);
    int n = 20_000;
    Experts many =
        new Experts(
            three(1, 1, 1).each().stream().map(q -> q.repeat(n)).toList(),
            List.of(Tensor.ones(n, 1), Tensor.zeros(n, 1), Tensor.ones(n, 1)));
    double[] draws = many.mixture().sample(Rng.of(1, "draws")).toDoubles();
    double mean = Arrays.stream(draws).average().orElseThrow();
    double square = Arrays.stream(draws).map(d -> d * d).average().orElseThrow();
    double second = 0.5 * (0.7 * 0.7 + 0.8 * 0.8) + 0.5 * (2.0 * 2.0 + 1.7 * 1.7);
    double variance = second - 1.35 * 1.35;
    assertEquals(1.35, mean, 4 * Math.sqrt(variance / n));
    double fourth = Arrays.stream(draws).map(d -> d * d * d * d).average().orElseThrow();
    assertEquals(second, square, 4 * Math.sqrt((fourth - square * square) / n));
  }

  private static final double[][] SHARED = {{0.9, -0.5}, {0.4, 1.1}};
  private static final double[][] OWN = {{0.3, 0.8}, {-0.7, 0.6}};

  /** j and iₘ load on the same numbers, so that given xₘ they are not independent. */
  private static MultiVae correlated() {
    Likelihood noise = Likelihood.gaussian(0.7);
    MultiVae model =
        MultiVae.of(
            MultiOptions.dmvae(1, 1, Modality.of("a", 2, noise), Modality.of("b", 2, noise)));
    for (int m = 0; m < 2; m++) {
      LinearModalities.set(
          model, "modality" + m + ".decoder", new double[][] {SHARED[m], OWN[m]}, 0, 0);
    }
    return model;
  }

  /**
   * (26) by numbers on a grid of (j, i₁, i₂): Πₘ p(j, iₘ | xₘ)/p(j) is the posterior; what follows
   * for j is the product of experts that are the exact quotients p(j | xₘ)/p(j).
   */
  @Test
  void theSharedCodeGivenAllModalitiesAgainstTheNormalisedOne() {
    MultiVae model = correlated();
    int n = 61;
    double reach = 5;
    double cell = 2 * reach / (n - 1);
    Tensor x = Tensor.of(new double[] {0.8, -1.1, 0.3, 1.4}, 1, 4);
    float[] z = new float[n * n * n * 3];
    for (int i = 0; i < n * n * n; i++) {
      z[3 * i] = (float) (cell * (i / (n * n)) - reach);
      z[3 * i + 1] = (float) (cell * (i / n % n) - reach);
      z[3 * i + 2] = (float) (cell * (i % n) - reach);
    }
    Tensor grid = Tensor.of(z, n * n * n, 3);
    double[] all = posterior(model, grid, x, 1, 1, 1, 1, cell * cell * cell);
    double[] first = posterior(model, grid, x, 1, 1, 0, 0, cell * cell * cell);
    double[] second = posterior(model, grid, x, 0, 0, 1, 1, cell * cell * cell);
    // Given one modality the other's own code has its prior, which the grid carries along.
    double[] product = new double[all.length];
    for (int i = 0; i < all.length; i++) {
      double j = z[3 * i];
      product[i] =
          first[i]
              / gaussian(z[3 * i + 2], 0, 1)
              * second[i]
              / gaussian(z[3 * i + 1], 0, 1)
              / gaussian(j, 0, 1);
    }
    assertArrayEquals(all, normalised(product, cell * cell * cell), 1e-5);
    Experts quotients =
        new Experts(
            List.of(quotient(first, z, cell), quotient(second, z, cell)),
            List.of(Tensor.ones(1, 1), Tensor.ones(1, 1)));
    double[] exact = moments(all, z, cell);
    Normal closed = quotients.product();
    assertEquals(exact[0], closed.mean().item(), 1e-4);
    assertEquals(exact[1], Math.pow(closed.sigma().item(), 2), 1e-4);
  }

  private static double[] posterior(
      MultiVae model, Tensor grid, Tensor x, int a, int b, int c, int d, double cell) {
    int rows = grid.size(0);
    Tensor mask = Tensor.of(new float[] {a, b, c, d}, 1, 4).expand(rows, 4);
    double[] logs =
        model.logJoint(Observed.complete(x.expand(rows, 4)).hide(mask), grid).toDoubles();
    return normalised(Arrays.stream(logs).map(Math::exp).toArray(), cell);
  }

  /** Mean and variance of j. */
  private static double[] moments(double[] density, float[] z, double cell) {
    double mean = 0;
    double square = 0;
    for (int i = 0; i < density.length; i++) {
      double weight = density[i] * cell * cell * cell;
      mean += weight * z[3 * i];
      square += weight * z[3 * i] * z[3 * i];
    }
    return new double[] {mean, square - mean * mean};
  }

  private static Normal quotient(double[] density, float[] z, double cell) {
    double[] moments = moments(density, z, cell);
    double precision = 1 / moments[1] - 1;
    return Normal.ofLogVariance(
        Tensor.full(moments[0] / moments[1] / precision, 1, 1),
        Tensor.full(-Math.log(precision), 1, 1));
  }

  /** The lecture's hint to (27): KL(q₁q₂ ‖ p₁p₂) = KL(q₁ ‖ p₁) + KL(q₂ ‖ p₂), by a double sum. */
  @Test
  void theDivergenceOfAProductIsTheSum() {
    double[] q = {0.7, 0.8, -1.2, 0.5};
    double[] p = {0.1, 1.1, -0.4, 0.9};
    int n = 801;
    double cell = 2 * REACH / (n - 1);
    double sum = 0;
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        double of = gaussian(at(a, n), q[0], q[1]) * gaussian(at(b, n), q[2], q[3]);
        double against = gaussian(at(a, n), p[0], p[1]) * gaussian(at(b, n), p[2], p[3]);
        sum += of == 0 ? 0 : of * Math.log(of / against) * cell * cell;
      }
    }
    double closed = pair(q).kl(pair(p)).sum().item();
    assertEquals(sum, closed, 1e-5);
  }

  private static Normal pair(double[] of) {
    return new Normal(
        Tensor.of(new double[] {of[0], of[2]}, 1, 2),
        Tensor.of(new double[] {Math.log(of[1]), Math.log(of[3])}, 1, 2));
  }
}
