package elbolab.vae.collapse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.GaussHermite;
import elbolab.tensor.Tensor;
import elbolab.vae.LinearVae;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CausalVaeTest {
  /** p(x | z) sums to 1 over all sequences, which holds for no decoder that sees its own bit. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void probabilitiesOfAllSequencesSumToOne(int window) {
    int length = 6;
    CausalVae vae = CausalVae.of(new CausalVae.Options(length, 2, window, 8, 3));
    int count = 1 << length;
    float[] bits = new float[count * length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = i / length >> i % length & 1;
    }
    Tensor z = Tensor.ones(count, 1).matmul(Tensor.of(new float[] {0.7f, -1.2f}, 1, 2));
    double sum = 0;
    double least = 1;
    Observed all = Observed.complete(Tensor.of(bits, count, length));
    for (double log : vae.logLikelihood(all, z).toDoubles()) {
      sum += Math.exp(log);
      least = Math.min(least, Math.exp(log));
    }
    assertEquals(1, sum, 1e-5);
    assertTrue(least < 0.9 / count, "all sequences alike show nothing");
    assertThrows(UnsupportedOperationException.class, () -> vae.decode(z));
  }

  /** Fair coins one by one, which flip with the mean probability E σ(u − 1). */
  @Test
  void bitsAreFairAndFlipAsOftenAsTheyShould() {
    int n = 4000;
    int length = 30;
    BitSequences sequences = BitSequences.draw(n, length, 2);
    float[] bits = sequences.bits().all().values().toArray();
    double ones = 0;
    double flips = 0;
    for (int i = 0; i < n; i++) {
      for (int t = 0; t < length; t++) {
        ones += bits[i * length + t] / (n * (double) length);
        if (t > 0 && bits[i * length + t] != bits[i * length + t - 1]) {
          flips += 1.0 / (n * (length - 1.0));
        }
      }
    }
    double expected = GaussHermite.of(60).expectation(0, 1, u -> 1 / (1 + Math.exp(1 - u)));
    // Sequences vary by at most ½, so that 4 standard errors are at most 2/√n.
    assertEquals(0.5, ones, 2 / Math.sqrt(n));
    assertEquals(expected, flips, 2 / Math.sqrt(n));
  }

  /** Of a linear model the posterior's mean is known: wᵀx/(w² + σ²). */
  @Test
  void posteriorMeansOfALinearModel() {
    double[][] w = {{1.2, -0.5}};
    LinearVae model = LinearVae.of(w, 0.6, new double[] {0.3}, 0.5);
    PosteriorMeans means = PosteriorMeans.of(model, Dataset.of(new float[] {1, 0.5f, -2, 1}, 2));
    double precision = 1.44 + 0.25 + 0.36;
    assertEquals((1.2 - 0.25) / precision, means.model()[0], 1e-4);
    assertEquals((-2.4 - 0.5) / precision, means.model()[1], 1e-4);
    assertEquals(0.3, means.encoder()[1], 1e-6);
  }
}
