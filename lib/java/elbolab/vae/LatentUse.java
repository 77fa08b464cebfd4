package elbolab.vae;

import static elbolab.math.Equation.Paper.CHEN_2018;

import elbolab.data.Dataset;
import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;

/**
 * How much of x the codes of some examples hold.
 *
 * @param activeUnits dimensions whose mean code varies over the examples with a variance of 0.01 or
 *     more (Burda et al. 2016, section 5.2)
 * @param mutualInformation I(x; z) = E[log q(z | x) − log q(z)] with q(z) the mean of q(z | x) over
 *     these examples, one draw for each; at most log of their number
 * @param divergence mean KL(q(z | x) ‖ N(0, I)): the information and KL(q(z) ‖ N(0, I))
 */
@Equation(paper = CHEN_2018, number = "2", test = "RemediesTest#informationOfCodesThatAreKnown")
public record LatentUse(int activeUnits, double mutualInformation, double divergence) {
  private static final double ACTIVE = 0.01;

  /** Of a model whose encoder is a normal distribution. */
  public static LatentUse of(LatentModel model, Dataset examples, Rng rng) {
    int n = examples.size();
    int r = model.latent();
    try (Tape tape = Tape.inference()) {
      if (!(model.encode(examples.all()) instanceof Normal q)) {
        throw new IllegalArgumentException("the use of codes is measured of a Normal encoder");
      }
      float[] means = q.mean().toArray();
      float[] logSigmas = q.logSigma().toArray();
      float[] draws = q.sample(rng).toArray();
      double[] precisions = new double[n * r];
      double divergence = 0;
      for (int i = 0; i < n * r; i++) {
        precisions[i] = DoubleMath.exp(-logSigmas[i]);
        double square = means[i] * (double) means[i] + 1 / (precisions[i] * precisions[i]);
        divergence += (0.5 * square - logSigmas[i] - 0.5) / n;
      }
      double information = 0;
      for (int i = 0; i < n; i++) {
        information -= logShare(i, n, r, means, logSigmas, precisions, draws) / n;
      }
      return new LatentUse(active(means, n, r), information, divergence);
    }
  }

  /** log q(zᵢ) − log q(zᵢ | xᵢ) = log n⁻¹ Σⱼ exp(log q(zᵢ | xⱼ) − log q(zᵢ | xᵢ)). */
  private static double logShare(
      int i, int n, int r, float[] means, float[] logSigmas, double[] precisions, float[] z) {
    double[] logs = new double[n];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < n; j++) {
      for (int d = 0; d < r; d++) {
        double u = (z[i * r + d] - means[j * r + d]) * precisions[j * r + d];
        logs[j] -= 0.5 * u * u + logSigmas[j * r + d];
      }
      greatest = Math.max(greatest, logs[j]);
    }
    double sum = 0;
    for (double log : logs) {
      sum += DoubleMath.exp(log - greatest);
    }
    return greatest + DoubleMath.log(sum / n) - logs[i];
  }

  private static int active(float[] means, int n, int r) {
    int active = 0;
    for (int d = 0; d < r; d++) {
      Moments moments = new Moments();
      for (int i = 0; i < n; i++) {
        moments.add(means[i * r + d]);
      }
      active += moments.variance() >= ACTIVE ? 1 : 0;
    }
    return active;
  }
}
