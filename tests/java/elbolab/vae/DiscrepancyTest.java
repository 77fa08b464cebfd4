package elbolab.vae;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Observed;
import elbolab.math.GaussHermite;
import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distances of samples against integrals, enumeration and closed forms. */
class DiscrepancyTest {
  private static final Discrepancy KERNEL = Discrepancy.inverseMultiquadratic(0.5, 2.0);

  /** E k(u, v) for u − v ~ N(shift, 2), k summed over the scales of KERNEL, in one dimension. */
  private static double meanKernel(double shift) {
    return GaussHermite.of(150)
        .expectation(
            shift, Math.sqrt(2), d -> 2 * 0.5 / (2 * 0.5 + d * d) + 2 * 2.0 / (2 * 2.0 + d * d));
  }

  /** Small samples, so that a diagonal left in would show: it adds about 2/n. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.8})
  void theKernelEstimateIsUnbiased(double shift) {
    double exact = 2 * meanKernel(0) - 2 * meanKernel(shift);
    Moments moments = new Moments();
    for (int i = 0; i < 4000; i++) {
      try (Tape tape = Tape.inference()) {
        Tensor a = Tensor.gaussian(Rng.of(i, "a"), 8, 1);
        Tensor b = Tensor.gaussian(Rng.of(i, "b"), 8, 1).plus(shift);
        moments.add(KERNEL.between(a, b, null).item());
      }
    }
    assertEquals(exact, moments.mean(), 4 * moments.standardError());
    assertTrue(moments.standardError() < 0.01);
  }

  /** On a line no matching of the points costs less than the one in rising order. */
  @Test
  void onALineSortingIsTheBestMatching() {
    float[] a = {0.3f, -1.2f, 2.1f, 0.9f, -0.4f};
    float[] b = {1.5f, 0.1f, -0.7f, 0.2f, -2.0f};
    double least = best(a, b, 0);
    double found =
        Discrepancy.slicedWasserstein(3)
            .between(Tensor.of(a, 5, 1), Tensor.of(b, 5, 1), Rng.of(1, "lines"))
            .item();
    assertEquals(least, found, 1e-6);
  }

  /** The least mean square over all orders of a, by enumeration. */
  private static double best(float[] a, float[] b, int from) {
    if (from == a.length) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += (a[i] - b[i]) * (double) (a[i] - b[i]) / a.length;
      }
      return sum;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int i = from; i < a.length; i++) {
      float[] other = a.clone();
      other[from] = a[i];
      other[i] = a[from];
      least = Math.min(least, best(other, b, from + 1));
    }
    return least;
  }

  /** Its gradient is 2(aᵢ − b of equal rank)/n. */
  @Test
  void theGradientPullsEachPointToItsPartner() {
    Tensor a = Tensor.of(new float[] {0.3f, -1.2f, 2.1f}, 3, 1).requireGradient(true);
    Tensor b = Tensor.of(new float[] {1.5f, 0.1f, -0.7f}, 3, 1);
    try (Tape tape = Tape.scope()) {
      Tensor distance = Discrepancy.slicedWasserstein(1).between(a, b, Rng.of(1, "line"));
      float[] gradient = tape.gradient(distance, a).toArray();
      float[] expected = {(0.3f - 0.1f) * 2 / 3, (-1.2f + 0.7f) * 2 / 3, (2.1f - 1.5f) * 2 / 3};
      assertArrayEquals(expected, gradient, 1e-6f);
    }
  }

  /** Of N(0, I) and N(m, I) the mean over directions of (θ·m)² is ‖m‖²/d. */
  @Test
  void slicesOfShiftedNormals() {
    int n = 2000;
    Moments moments = new Moments();
    for (int i = 0; i < 30; i++) {
      Tensor a = Tensor.gaussian(Rng.of(i, "a"), n, 3);
      Tensor b = Tensor.gaussian(Rng.of(i, "b"), n, 3).plus(Tensor.of(new float[] {2, -1, 0}, 3));
      moments.add(Discrepancy.slicedWasserstein(100).between(a, b, Rng.of(i, "lines")).item());
    }
    // Samples of one distribution are apart by about 2·log log n / n on a line.
    assertEquals(5 / 3.0, moments.mean(), 4 * moments.standardError() + 0.004);
    assertTrue(moments.standardError() < 0.05);
  }

  @Test
  void thePenaltyTakesThePlaceOfTheDivergence() {
    Vae vae = Vae.of(VaeOptions.pixels(4, 2, 8));
    Observed x = Observed.complete(Tensor.gaussian(Rng.of(1, "x"), 10, 4).positive());
    Rng rng = Rng.of(2, "batch");
    for (Discrepancy distance :
        new Discrepancy[] {Discrepancy.inverseMultiquadratic(), Discrepancy.slicedWasserstein(5)}) {
      Loss loss = Bound.penalised(distance, 3).loss(vae, x, 2, rng);
      Tensor z = vae.encode(x).sample(rng.stream("codes", 0));
      double reconstruction = -vae.logLikelihood(x, z).mean().item();
      double apart =
          distance
              .between(z, vae.prior().sample(rng.stream("prior", 0), 10), rng.stream("distance", 0))
              .item();
      assertTrue(Math.abs(apart) > 1e-3);
      assertEquals(reconstruction + 6 * apart, loss.total().item(), 1e-5);
    }
  }

  @Test
  void wrongOptionsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Discrepancy.inverseMultiquadratic(0.0));
    assertThrows(IllegalArgumentException.class, () -> Discrepancy.slicedWasserstein(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> KERNEL.between(Tensor.ones(3, 2), Tensor.ones(4, 2), null));
    assertThrows(IllegalArgumentException.class, () -> Bound.penalised(KERNEL, -1));
  }
}
