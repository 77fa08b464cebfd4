package elbolab.vae;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.DoubleMath;
import elbolab.math.Quantile;
import elbolab.math.Rng;
import elbolab.prob.Distribution;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a model says of the numbers that are missing. Draws of z come from the encoder and are
 * weighed by w = p(x_O | z) p(z)/q(z | x_O), so that with many proposals they follow the model's
 * own posterior and not the encoder's idea of it (Mattei and Frellsen 2019, eq. 12).
 *
 * @param mean E[x | x_O] of each number, row-major; the numbers that were seen are kept
 * @param draws from p(x | x_O), as [draw][row-major]; the numbers that were seen are kept
 * @param seen whether a number was seen, row-major
 */
public record Imputation(float[] mean, float[][] draws, boolean[] seen) {
  private static final int ROWS_AT_ONCE = 100;

  /**
   * @param proposals of z for each row
   * @param draws kept of x for each row
   */
  public static Imputation of(LatentModel model, Dataset data, int proposals, int draws, Rng rng) {
    if (proposals < 1 || draws < 0) {
      throw new IllegalArgumentException(
          proposals + " proposals, " + draws + " draws: at least 1 and 0");
    }
    int width = data.features();
    int size = data.size() * width;
    Imputation all = new Imputation(new float[size], new float[draws][size], new boolean[size]);
    for (int from = 0; from < data.size(); from += ROWS_AT_ONCE) {
      int to = Math.min(from + ROWS_AT_ONCE, data.size());
      Proposals of = new Proposals(proposals, to - from, width);
      of.fill(model, data, IntStream.range(from, to).toArray(), rng.stream("rows", from));
      of.write(all, from * width, rng.stream("resampling", from));
    }
    return all;
  }

  /** The interval that holds this part of the draws of a number, cut evenly at both ends. */
  public double[] interval(int number, double part) {
    double[] sorted = Arrays.stream(draws).mapToDouble(draw -> draw[number]).sorted().toArray();
    double outside = (1 - part) / 2;
    return new double[] {
      Quantile.ofSorted(sorted, outside), Quantile.ofSorted(sorted, 1 - outside)
    };
  }

  /** All proposals for some rows. */
  private static final class Proposals {
    private final int rows;
    private final int width;
    private final float[][] means;
    private final float[][] drawn;
    private final float[][] logWeights;
    private float[] values;
    private float[] mask;

    Proposals(int count, int rows, int width) {
      this.rows = rows;
      this.width = width;
      means = new float[count][];
      drawn = new float[count][];
      logWeights = new float[count][];
    }

    void fill(LatentModel model, Dataset data, int[] chosen, Rng rng) {
      for (int k = 0; k < means.length; k++) {
        Rng noise = rng.stream("proposal", k);
        try (Tape tape = Tape.inference()) {
          Observed x = data.rows(chosen);
          if (k == 0) {
            values = x.values().toArray();
            mask = x.maskOrOnes().toArray();
          }
          Distribution q = model.encode(x);
          Tensor z = q.sample(noise.stream("latent", 0));
          logWeights[k] = model.logLikelihood(x, z).plus(model.prior(x).logRatio(q, z)).toArray();
          means[k] = model.decodeMean(z).toArray();
          drawn[k] = model.decode(z).sample(noise.stream("values", 0)).toArray();
        }
      }
    }

    void write(Imputation to, int at, Rng rng) {
      for (int row = 0; row < rows; row++) {
        double[] weights = weights(row);
        int[] chosen = IntStream.range(0, to.draws.length).map(i -> choose(weights, rng)).toArray();
        for (int d = row * width; d < (row + 1) * width; d++) {
          boolean known = mask[d] != 0;
          to.seen[at + d] = known;
          to.mean[at + d] = known ? values[d] : (float) mean(weights, d);
          for (int i = 0; i < chosen.length; i++) {
            to.draws[i][at + d] = known ? values[d] : drawn[chosen[i]][d];
          }
        }
      }
    }

    /** The normalised weights of a row. */
    private double[] weights(int row) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (float[] logs : logWeights) {
        greatest = Math.max(greatest, logs[row]);
      }
      double[] weights = new double[logWeights.length];
      double total = 0;
      for (int k = 0; k < weights.length; k++) {
        weights[k] = DoubleMath.exp(logWeights[k][row] - greatest);
        total += weights[k];
      }
      for (int k = 0; k < weights.length; k++) {
        weights[k] /= total;
      }
      return weights;
    }

    private double mean(double[] weights, int number) {
      double sum = 0;
      for (int k = 0; k < weights.length; k++) {
        sum += weights[k] * means[k][number];
      }
      return sum;
    }

    private static int choose(double[] weights, Rng rng) {
      double left = rng.nextDouble();
      int k = 0;
      while (k < weights.length - 1 && left >= weights[k]) {
        left -= weights[k++];
      }
      return k;
    }
  }
}
