package elbolab.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.vae.KlDecomposition.Weighting;
import org.junit.jupiter.api.Test;

/** The three terms of the divergence against closed forms, and the weights by enumeration. */
class KlDecompositionTest {
  private static final double CORRELATION = 0.8;

  /**
   * Standard deviations of μ(x) and of q(z | x) in each dimension; together q(z) has variance 1.
   */
  private static final double SPREAD = 0.8;

  private static final double SIGMA = 0.6;

  private static double normal(double z, double mean, double sigma) {
    double u = (z - mean) / sigma;
    return Math.exp(-0.5 * u * u) / (sigma * Math.sqrt(2 * Math.PI));
  }

  private static final double[] MEANS = {-1.3, -0.2, 0.4, 1.1, 2.5};
  private static final double[] SIGMAS = {0.4, 0.9, 0.3, 0.7, 0.5};
  private static final int OWN = 2;
  private static final double Z = 0.37;

  /**
   * The estimate of q(z) for a z of row OWN, averaged over all batches that hold this row at a
   * place and two of the four others in each order.
   *
   * @param weightsOf the place whose weights are used
   */
  private static double averageEstimate(int place, int weightsOf) {
    double sum = 0;
    int batches = 0;
    for (int j = 0; j < MEANS.length; j++) {
      for (int k = 0; k < MEANS.length; k++) {
        if (j == OWN || k == OWN || j == k) {
          continue;
        }
        int[] rows = new int[3];
        rows[place] = OWN;
        rows[(place + 1) % 3] = j;
        rows[(place + 2) % 3] = k;
        for (int column = 0; column < 3; column++) {
          double q = normal(Z, MEANS[rows[column]], SIGMAS[rows[column]]);
          sum += Weighting.STRATIFIED.weight(weightsOf, column, 3, MEANS.length) * q;
        }
        batches++;
      }
    }
    return sum / batches;
  }

  /** The average is q(z) = 1/N Σ q(z | x_n); with the own row's weight in column 0 it is not. */
  @Test
  void stratifiedWeightsAreUnbiased() {
    double exact = 0;
    for (int k = 0; k < MEANS.length; k++) {
      exact += normal(Z, MEANS[k], SIGMAS[k]) / MEANS.length;
    }
    for (int place = 0; place < 3; place++) {
      assertEquals(exact, averageEstimate(place, place), 1e-15);
    }
    assertTrue(Math.abs(exact - averageEstimate(1, 0)) > 0.05, "column 0 is not the own row");
    assertTrue(Math.abs(exact - averageEstimate(2, 0)) > 0.05, "column 0 is not the own row");
  }

  @Test
  void eachRowOfWeightsSumsToOneOrLess() {
    for (int batch : new int[] {2, 3, 64}) {
      double stratified = 0;
      double weighted = 0;
      for (int j = 0; j < batch; j++) {
        stratified += Weighting.STRATIFIED.weight(1, j, batch, 1000);
        weighted += Weighting.WEIGHTED.weight(1, j, batch, 1000);
      }
      assertEquals(1, stratified, 1e-14);
      assertEquals(1e-3, weighted, 1e-15);
    }
  }

  /** Rows x_n with correlated means, so that q(z) is near a normal with correlation ρ·SPREAD². */
  private static Normal aggregated(int rows, Rng rng) {
    float[] means = new float[2 * rows];
    double rest = Math.sqrt(1 - CORRELATION * CORRELATION);
    for (int i = 0; i < rows; i++) {
      double u = rng.nextGaussian();
      double v = CORRELATION * u + rest * rng.nextGaussian();
      means[2 * i] = (float) (SPREAD * u);
      means[2 * i + 1] = (float) (SPREAD * v);
    }
    return Normal.of(Tensor.of(means, rows, 2), SIGMA);
  }

  /**
   * q(z) is N(0, [1 r; r 1]) with r = ρ·SPREAD²: TC = −½ log(1 − r²), I(x; z) = H(z) − H(z | x) = ½
   * log((1 − r²)/SIGMA⁴), and the dimensions are standard normal, so that their divergence is 0.
   */
  @Test
  void termsOfACorrelatedNormal() {
    double r = CORRELATION * SPREAD * SPREAD;
    double totalCorrelation = -0.5 * Math.log(1 - r * r);
    double mutualInformation = 0.5 * Math.log((1 - r * r) / (SIGMA * SIGMA * SIGMA * SIGMA));
    int repetitions = 40;
    int rows = 500;
    double[] sum = new double[3];
    double[] squares = new double[3];
    for (int i = 0; i < repetitions; i++) {
      Rng rng = Rng.of(i, "rows");
      Normal each = aggregated(rows, rng.stream("means", 0));
      Normal q = new Normal(each.mean(), Tensor.full(Math.log(SIGMA), rows, 2));
      KlDecomposition parts =
          KlDecomposition.of(q, q.sample(rng.stream("z", 0)), 1_000_000, Weighting.STRATIFIED);
      double[] values = {
        parts.mutualInformation().item(),
        parts.totalCorrelation().item(),
        parts.dimensionWiseKl().item()
      };
      for (int k = 0; k < 3; k++) {
        sum[k] += values[k] / repetitions;
        squares[k] += values[k] * values[k] / repetitions;
      }
    }
    double[] truth = {mutualInformation, totalCorrelation, 0};
    for (int k = 0; k < 3; k++) {
      double error = Math.sqrt((squares[k] - sum[k] * sum[k]) / repetitions);
      // The logarithm of an average of 500 densities is low by about variance/(2·500).
      assertEquals(truth[k], sum[k], 4 * error + 0.01, "term " + k);
    }
  }

  /** Whatever the weights, the terms add up to the sampled log q(z | x) − log p(z). */
  @Test
  void theTermsAddUpToTheDivergence() {
    Rng rng = Rng.of(3, "sum");
    Normal q =
        new Normal(
            Tensor.gaussian(rng.stream("mean", 0), 30, 4),
            Tensor.gaussian(rng.stream("sigma", 0), 30, 4).times(0.3));
    Tensor z = q.sample(rng.stream("z", 0));
    double whole = q.logProb(z).minus(Normal.standard(1).logProb(z)).sum(-1).mean().item();
    for (Weighting weighting : Weighting.values()) {
      KlDecomposition parts = KlDecomposition.of(q, z, 5000, weighting);
      double sum =
          (double) parts.mutualInformation().item()
              + parts.totalCorrelation().item()
              + parts.dimensionWiseKl().item();
      assertEquals(whole, sum, 1e-5, weighting.name());
    }
  }
}
