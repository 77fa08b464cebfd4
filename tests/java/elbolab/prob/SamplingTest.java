package elbolab.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import elbolab.tensor.Gradients;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Draws against closed forms, within 4 standard errors; gradients through reparameterised draws.
 */
class SamplingTest {
  private static final int DRAWS = 200_000;

  private static Tensor full(double value) {
    return Tensor.full(value, DRAWS);
  }

  /** The mean of the numbers is the one wanted, within 4 of its standard errors. */
  private static void assertMean(double wanted, Tensor numbers, String what) {
    double sum = 0;
    double squares = 0;
    float[] x = numbers.toArray();
    for (float v : x) {
      sum += v;
      squares += (double) v * v;
    }
    double mean = sum / x.length;
    double error = Math.sqrt((squares / x.length - mean * mean) / x.length);
    assertTrue(error > 0, what + " does not vary");
    assertEquals(wanted, mean, 4 * error, what);
  }

  /** −E log p(x) is the entropy, and E[log p(x) − log q(x)] the divergence. */
  private static void check(
      Distribution p, Distribution q, double entropy, double kl, double mean) {
    Tensor x = p.sample(Rng.of(11, "draws"));
    assertMean(mean, x, "mean");
    assertMean(-entropy, p.logProb(x), "log density");
    assertMean(kl, p.logProb(x).minus(q.logProb(x)), "divergence");
  }

  private static double first(Tensor perElement) {
    return perElement.toArray()[0];
  }

  @Test
  void normal() {
    Normal p = new Normal(full(0.7), full(-0.4));
    Normal q = new Normal(full(-0.2), full(0.3));
    check(p, q, first(p.entropy()), first(p.kl(q)), 0.7);
  }

  @Test
  void logNormal() {
    LogNormal p = new LogNormal(new Normal(full(0.2), full(-0.7)));
    LogNormal q = new LogNormal(new Normal(full(0.4), full(-0.2)));
    check(p, q, first(p.entropy()), first(p.kl(q)), first(p.mean()));
  }

  @Test
  void laplace() {
    Laplace p = new Laplace(full(0.5), full(-0.5));
    Laplace q = new Laplace(full(-0.3), full(0.2));
    check(p, q, first(p.entropy()), first(p.kl(q)), 0.5);
    Tensor x = p.sample(Rng.of(12, "draws"));
    assertMean(2 * Math.exp(-1), x.minus(0.5).square(), "variance 2b²");
  }

  @Test
  void bernoulli() {
    Bernoulli p = new Bernoulli(full(0.8));
    Bernoulli q = new Bernoulli(full(-0.3));
    check(p, q, first(p.entropy()), first(p.kl(q)), 1 / (1 + Math.exp(-0.8)));
  }

  @Test
  void continuousBernoulli() {
    for (double logit : new double[] {-20, -1.5, -0.02, 0.005, 0.5, 40}) {
      ContinuousBernoulli p = new ContinuousBernoulli(full(logit));
      Tensor x = p.sample(Rng.of(11, "draws"));
      double mean = first(p.mean());
      assertMean(mean, x, "mean at " + logit);
      // The variance is the slope of the mean in the logit.
      double h = 1e-2;
      double up = first(new ContinuousBernoulli(full(logit + h)).mean());
      double down = first(new ContinuousBernoulli(full(logit - h)).mean());
      double variance = (up - down) / (2 * h);
      assertMean(variance, x.minus(mean).square(), "variance at " + logit);
    }
  }

  @Test
  void categorical() {
    Categorical one = new Categorical(Tensor.of(new float[] {0.1f, 1.2f, -1, 0.4f}, 4));
    Categorical p = new Categorical(one.logits().expand(DRAWS, 4));
    Categorical q = new Categorical(Tensor.of(new float[] {0, 0, 1, 0.5f}, 4));
    Tensor x = p.sample(Rng.of(3, "draws"));
    float[] wanted = one.probabilities().toArray();
    for (int k = 0; k < 4; k++) {
      assertMean(wanted[k], x.slice(1, k, k + 1), "class " + k);
    }
    assertMean(-one.entropy().item(), p.logProb(x), "log probability");
    assertMean(one.kl(q).item(), p.logProb(x).minus(q.logProb(x)), "divergence");
  }

  @Test
  void mixture() {
    double[] means = {-2, 0.5, 3};
    double[] logSigmas = {0, -1, 0.4};
    float[] weights = {0.2f, 0.5f, 0.3f};
    Tensor mean = Tensor.of(new float[] {-2, 0.5f, 3}, 3).expand(DRAWS, 3);
    Tensor logSigma = Tensor.of(new float[] {0, -1, 0.4f}, 3).expand(DRAWS, 3);
    Tensor logits = Tensor.of(weights, 3).log().expand(DRAWS, 3);
    Tensor x =
        new Mixture(new Categorical(logits), new Normal(mean, logSigma)).sample(Rng.of(5, "draws"));
    double first = 0;
    double second = 0;
    for (int k = 0; k < 3; k++) {
      first += weights[k] * means[k];
      second += weights[k] * (means[k] * means[k] + Math.exp(2 * logSigmas[k]));
    }
    assertMean(first, x, "mean");
    assertMean(second, x.square(), "second moment");
  }

  /** Every draw of a distribution goes on in the stream and repeats from the same stream. */
  @Test
  void streamsDecideTheDraws() {
    Rng rng = Rng.of(1, "a");
    Mixture p =
        new Mixture(
            new Categorical(Tensor.zeros(5, 2)),
            new Normal(Tensor.zeros(5, 2), Tensor.zeros(5, 2)));
    float[] first = p.sample(rng).toArray();
    assertFalse(Arrays.equals(first, p.sample(rng).toArray()));
    assertTrue(Arrays.equals(first, p.sample(Rng.of(1, "a")).toArray()));
  }

  /** d/dθ Σ x(θ)² for the same noise, against central differences in each parameter. */
  private static void checkPath(Supplier<Distribution> distribution, Tensor... parameters) {
    float[][] gradients = new float[parameters.length][];
    try (Tape tape = Tape.scope()) {
      for (Tensor parameter : parameters) {
        parameter.requireGradient(true);
      }
      Tensor x = distribution.get().sample(Rng.of(8, "path"));
      Gradients found = tape.gradients(x.square().sum(), parameters);
      for (int i = 0; i < parameters.length; i++) {
        gradients[i] = found.of(parameters[i]).toArray();
      }
    }
    for (int i = 0; i < parameters.length; i++) {
      float[] at = parameters[i].toArray();
      for (int j = 0; j < at.length; j++) {
        double difference =
            moved(distribution, parameters[i], j, 0.01f)
                - moved(distribution, parameters[i], j, -0.01f);
        // Error of the difference: h²/6·f''' plus float rounding over 2h.
        assertEquals(
            difference / 0.02, gradients[i][j], 2e-3 * Math.max(1, Math.abs(gradients[i][j])));
      }
    }
  }

  private static double moved(
      Supplier<Distribution> distribution, Tensor parameter, int j, float by) {
    float[] old = parameter.toArray();
    float[] moved = old.clone();
    moved[j] += by;
    parameter.set(moved);
    double sum = 0;
    for (float x : distribution.get().sample(Rng.of(8, "path")).toArray()) {
      sum += (double) x * x;
    }
    parameter.set(old);
    return sum;
  }

  @Test
  void gradientsFlowThroughReparameterisedDraws() {
    Tensor location = Tensor.of(new float[] {0.5f, -1, 0.2f, 0.1f}, 2, 2);
    Tensor scale = Tensor.of(new float[] {-0.5f, 0.1f, -1, 0.2f}, 2, 2);
    checkPath(() -> new Normal(location, scale), location, scale);
    checkPath(() -> new LogNormal(new Normal(location, scale)), location, scale);
    checkPath(() -> new Laplace(location, scale), location, scale);
    Tensor logits = Tensor.zeros(2, 2);
    checkPath(
        () -> new Mixture(new Categorical(logits), new Normal(location, scale)), location, scale);
  }
}
