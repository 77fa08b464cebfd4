package elbolab.vae;

import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;

/**
 * log p(x) by importance sampling with q(z | x) as proposal: log 1/K Σₖ wₖ with wₖ = p(x | zₖ)
 * p(zₖ)/q(zₖ | x), a lower bound in expectation that grows to log p(x) with K (Burda et al. 2016,
 * eq. 8 and theorem 1); K = 1 is the ELBO.
 *
 * @param logLikelihood of each row, in nats
 */
public record ImportanceEstimate(double[] logLikelihood, int samples) {

  /** Estimates each row of x with {@code samples} draws of z, {@code rowsAtOnce} rows at a time. */
  public static ImportanceEstimate of(Vae vae, float[] x, int samples, int rowsAtOnce, Rng rng) {
    int features = vae.options().features();
    if (x.length % features != 0) {
      throw new IllegalArgumentException(
          x.length + " numbers are no whole rows of " + features + " features");
    }
    if (samples < 1 || rowsAtOnce < 1) {
      throw new IllegalArgumentException(
          samples + " samples, " + rowsAtOnce + " rows at once: both must be at least 1");
    }
    double[] logLikelihood = new double[x.length / features];
    for (int from = 0; from < logLikelihood.length; from += rowsAtOnce) {
      int rows = Math.min(rowsAtOnce, logLikelihood.length - from);
      float[] part = java.util.Arrays.copyOfRange(x, from * features, (from + rows) * features);
      double[] estimated = rows(vae, part, rows, samples, rng.stream("rows", from));
      System.arraycopy(estimated, 0, logLikelihood, from, rows);
    }
    return new ImportanceEstimate(logLikelihood, samples);
  }

  /** The sum of weights is kept as its greatest term and the rest relative to it. */
  private static double[] rows(Vae vae, float[] x, int rows, int samples, Rng rng) {
    double[] greatest = new double[rows];
    double[] rest = new double[rows];
    java.util.Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
    for (int k = 0; k < samples; k++) {
      float[] logWeights;
      try (Tape tape = Tape.inference()) {
        Tensor data = Tensor.of(x, rows, x.length / rows);
        logWeights = vae.logWeight(data, rng.stream("sample", k)).toArray();
      }
      for (int i = 0; i < rows; i++) {
        double w = logWeights[i];
        if (w > greatest[i]) {
          rest[i] = rest[i] * DoubleMath.exp(greatest[i] - w) + 1;
          greatest[i] = w;
        } else {
          rest[i] += DoubleMath.exp(w - greatest[i]);
        }
      }
    }
    for (int i = 0; i < rows; i++) {
      greatest[i] += DoubleMath.log(rest[i] / samples);
    }
    return greatest;
  }

  /** The mean over the rows of −log p(x). */
  public double negativeLogLikelihood() {
    double sum = 0;
    for (double value : logLikelihood) {
      sum -= value;
    }
    return sum / logLikelihood.length;
  }

  /** Standard error of {@link #negativeLogLikelihood} over the rows. */
  public double standardError() {
    double mean = -negativeLogLikelihood();
    double squares = 0;
    for (double value : logLikelihood) {
      squares += (value - mean) * (value - mean);
    }
    int n = logLikelihood.length;
    return Math.sqrt(squares / (n - 1) / n);
  }
}
