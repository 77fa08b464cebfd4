package elbolab.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** A linear Gaussian whose encoder is the exact posterior: its bound is log p(x) itself. */
class AnomalyScoresTest {
  private static final double SIGMA = 0.5;
  private static final int WIDTH = 3;
  private static final int DRAWS = 4000;

  /** x_d = z + σ ε_d: q(z | x) has precision 1 + n/σ² and mean Σx/(σ² + n), n numbers seen. */
  private static final class Factor implements LatentModel {
    @Override
    public Parameters parameters() {
      return Parameters.seeded(1);
    }

    @Override
    public int latent() {
      return 1;
    }

    @Override
    public Normal encode(Observed x) {
      double[] mean = new double[x.rows()];
      double[] logSigma = new double[x.rows()];
      float[] values = x.values().toArray();
      float[] seen = x.maskOrOnes().toArray();
      for (int row = 0; row < mean.length; row++) {
        double n = 0;
        double sum = 0;
        for (int d = row * WIDTH; d < (row + 1) * WIDTH; d++) {
          n += seen[d];
          sum += seen[d] * values[d];
        }
        mean[row] = sum / (SIGMA * SIGMA + n);
        logSigma[row] = -0.5 * Math.log(1 + n / (SIGMA * SIGMA));
      }
      return new Normal(Tensor.of(mean, mean.length, 1), Tensor.of(logSigma, mean.length, 1));
    }

    @Override
    public Normal decode(Tensor z) {
      return Normal.of(decodeMean(z), SIGMA);
    }

    @Override
    public Tensor decodeMean(Tensor z) {
      return z.expand(z.size(0), WIDTH);
    }
  }

  private static final float[] X = {0.3f, -0.2f, 0.4f, 2f, 2.2f, -1.5f};

  @Test
  void theBoundIsTheEvidenceAndTheReconstructionThePosteriorMean() {
    AnomalyScores scores =
        AnomalyScores.of(new Factor(), Dataset.of(X, WIDTH), DRAWS, Rng.of(1, "draws"));
    for (int row = 0; row < 2; row++) {
      float[] x = {X[3 * row], X[3 * row + 1], X[3 * row + 2]};
      double posterior = (x[0] + x[1] + x[2]) / (SIGMA * SIGMA + WIDTH);
      double misfit = 0;
      double greatest = 0;
      for (float each : x) {
        misfit = Math.max(misfit, Math.abs(each - posterior));
        greatest = Math.max(greatest, Math.abs(each));
      }
      // z has deviation 0.28 in q, so that −log p(x | z) has one of about 2 and its mean of 0.04.
      assertEquals(-logEvidence(x), scores.bound()[row], 0.15);
      assertEquals(misfit, scores.reconstruction()[row], 4 * 0.28 / Math.sqrt(DRAWS));
      assertEquals(greatest, scores.deviation()[row], 0);
    }
  }

  @Test
  void whatIsMissingDoesNotCount() {
    Tensor values = Tensor.of(new float[] {0.3f, 0, 0.4f}, 1, WIDTH);
    Tensor mask = Tensor.of(new float[] {1, 0, 1}, 1, WIDTH);
    Dataset data = new OneExample(new Observed(values, mask));
    AnomalyScores scores = AnomalyScores.of(new Factor(), data, DRAWS, Rng.of(1, "draws"));
    assertEquals(-logEvidence(0.3f, 0.4f), scores.bound()[0], 0.15);
    double posterior = 0.7 / (SIGMA * SIGMA + 2);
    assertEquals(0.4 - posterior, scores.reconstruction()[0], 4 * 0.33 / Math.sqrt(DRAWS));
    assertEquals(0.4f, scores.deviation()[0], 0);
  }

  private record OneExample(Observed only) implements Dataset {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public int[] shape() {
      return new int[] {WIDTH};
    }

    @Override
    public Observed rows(int... rows) {
      return only;
    }
  }

  /** N(x; 0, σ² I + 1 1ᵀ), whose determinant is σ²ⁿ (1 + n/σ²). */
  private static double logEvidence(float... x) {
    double n = x.length;
    double variance = SIGMA * SIGMA;
    double sum = 0;
    double squares = 0;
    for (float each : x) {
      sum += each;
      squares += (double) each * each;
    }
    double quadratic = (squares - sum * sum / (variance + n)) / variance;
    double logDeterminant = n * Math.log(variance) + Math.log(1 + n / variance);
    return -0.5 * (n * Math.log(2 * Math.PI) + logDeterminant + quadratic);
  }
}
