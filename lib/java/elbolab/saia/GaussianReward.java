package elbolab.saia;

import elbolab.data.Observed;
import elbolab.math.DoubleMath;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The reward of Ma et al. (2018, 2020), the thesis's baseline: E KL(q(ε | x_i, x_O) ‖ q(ε | x_O)) −
 * E KL(q(ε | x_i, y, x_O) ‖ q(ε | y, x_O)), divergences of the encoder's normals in closed form,
 * expectations over the model's draws of x_i and y. It is I(y; x_i | x_O) where the encoder is
 * exact and y depends on x_i through ε alone. Several levels of ε count as one vector.
 *
 * @param draws how many of the belief's draws are used
 */
public record GaussianReward(int draws) implements Reward {
  public GaussianReward {
    if (draws < 1) {
      throw new IllegalArgumentException("draws = " + draws + ": must be at least 1");
    }
  }

  /** 100 draws. */
  public static GaussianReward standard() {
    return new GaussianReward(100);
  }

  @Override
  public double[][] of(Step step) {
    if (!(step.model() instanceof GaussianEncoder encoder)) {
      throw new IllegalArgumentException(
          "the Gaussian reward needs a model with an encoder; take another reward");
    }
    Rows rows = new Rows(step, Math.min(draws, step.belief().draws()));
    return step.each(
        row -> {
          double[] none = rows.divergences(encoder, row, false);
          double[] withTarget = rows.divergences(encoder, row, true);
          return i -> none[i] - withTarget[i];
        });
  }

  /** What the encoder is given: a row as it is, and with x_i of each draw, for each open i. */
  private static final class Rows {
    private final int samples;
    private final int all;
    private final int width;
    private final int inputs;
    private final boolean[][] open;
    private final float[] cells;
    private final float[] values;
    private final float[] seen;

    Rows(Step step, int samples) {
      this.samples = samples;
      all = step.belief().draws();
      inputs = step.inputs();
      width = inputs + step.targets();
      open = step.open();
      cells = step.belief().cells();
      values = step.x().values().toArray();
      seen = step.x().maskOrOnes().toArray();
    }

    /** The mean over draws of KL(q(ε | x_i, …) ‖ q(ε | …)), with y of the draw known or not. */
    double[] divergences(GaussianEncoder encoder, int row, boolean withTarget) {
      int[] asked = IntStream.range(0, inputs).filter(i -> open[row][i]).toArray();
      int bases = withTarget ? samples : 1;
      int count = bases + asked.length * samples;
      float[] x = new float[count * width];
      float[] marks = new float[count * width];
      for (int k = 0; k < count; k++) {
        int draw = k < bases ? k : (k - bases) % samples;
        int from = (row * all + draw) * width;
        System.arraycopy(values, row * width, x, k * width, width);
        System.arraycopy(seen, row * width, marks, k * width, width);
        if (withTarget) {
          System.arraycopy(cells, from + inputs, x, k * width + inputs, width - inputs);
          Arrays.fill(marks, k * width + inputs, (k + 1) * width, 1);
        }
        if (k >= bases) {
          int i = asked[(k - bases) / samples];
          x[k * width + i] = cells[from + i];
          marks[k * width + i] = 1;
        }
      }
      Observed asObserved =
          new Observed(Tensor.of(x, count, width), Tensor.of(marks, count, width));
      GaussianEncoder.Code code = encoder.encode(asObserved);
      double[] mean = new double[inputs];
      for (int k = bases; k < count; k++) {
        int base = withTarget ? (k - bases) % samples : 0;
        mean[asked[(k - bases) / samples]] += divergence(code, k, base) / samples;
      }
      return mean;
    }
  }

  /** KL(N(μ, σ²) ‖ N(μ', σ'²)) = ½ Σ (log(σ'²/σ²) + (σ² + (μ − μ')²)/σ'² − 1). */
  private static double divergence(GaussianEncoder.Code code, int row, int from) {
    double sum = 0;
    for (int d = 0; d < code.dimensions(); d++) {
      int at = row * code.dimensions() + d;
      int other = from * code.dimensions() + d;
      double difference = (double) code.logVariance()[at] - code.logVariance()[other];
      double distance = (double) code.mean()[at] - code.mean()[other];
      double precision = DoubleMath.exp(-code.logVariance()[other]);
      sum += DoubleMath.exp(difference) + distance * distance * precision - 1 - difference;
    }
    return 0.5 * sum;
  }
}
