package elbolab.vae;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * How unusual each example is, in three ways; higher is more unusual, and what is missing does not
 * count.
 *
 * <pre>{@code
 * AnomalyScores scores = AnomalyScores.of(model, data, 10, Rng.of(1, "draws"));
 * double[] misfit = scores.reconstruction();       // beside scores.deviation(), which needs no model
 * }</pre>
 *
 * @param reconstruction the greatest |x − x̂|, with x̂ the mean of E[x | z] over draws z ~ q(z | x)
 * @param bound −ELBO(x), an upper bound of −log p(x): it weighs the misfit with the likelihood's σ,
 *     and adds how far q(z | x) lies from the prior
 * @param deviation the greatest |x|: of standardised numbers the greatest z-score
 */
public record AnomalyScores(double[] reconstruction, double[] bound, double[] deviation) {
  private static final int AT_ONCE = 64;

  /** Of all examples, by so many draws of z. */
  public static AnomalyScores of(LatentModel model, Dataset data, int draws, Rng rng) {
    if (draws < 1) {
      throw new IllegalArgumentException(
          "draws = " + draws + ": must be at least 1 (of z for each example)");
    }
    int size = data.size();
    AnomalyScores scores = new AnomalyScores(new double[size], new double[size], new double[size]);
    for (int from = 0; from < size; from += AT_ONCE) {
      int[] rows = IntStream.range(from, Math.min(from + AT_ONCE, size)).toArray();
      scores.fill(model, data.rows(rows), from, draws, rng.stream("rows", from));
    }
    return scores;
  }

  private void fill(LatentModel model, Observed x, int from, int draws, Rng rng) {
    int width = x.values().size() / x.rows();
    double[] sum = new double[x.values().size()];
    for (int draw = 0; draw < draws; draw++) {
      try (Tape tape = Tape.inference()) {
        Rng noise = rng.stream("draw", draw);
        float[] ofBound = model.elbo(x, noise.stream("bound", 0)).bound().toArray();
        Tensor z = model.encode(x).sample(noise.stream("z", 0));
        float[] mean = model.decodeMean(z).toArray();
        for (int i = 0; i < sum.length; i++) {
          sum[i] += mean[i];
        }
        for (int i = 0; i < ofBound.length; i++) {
          bound[from + i] -= ofBound[i] / draws;
        }
      }
    }
    float[] values = x.values().toArray();
    float[] seen = x.maskOrOnes().toArray();
    for (int i = 0; i < sum.length; i++) {
      int row = from + i / width;
      double misfit = seen[i] * Math.abs(values[i] - sum[i] / draws);
      reconstruction[row] = Math.max(reconstruction[row], misfit);
      deviation[row] = Math.max(deviation[row], seen[i] * Math.abs(values[i]));
    }
  }
}
