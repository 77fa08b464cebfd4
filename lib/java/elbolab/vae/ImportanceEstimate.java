package elbolab.vae;

import static elbolab.math.Equation.Paper.BURDA_2016;

import elbolab.data.Dataset;
import elbolab.math.Equation;
import elbolab.math.LogSum;
import elbolab.math.Rng;
import elbolab.show.Measured;
import elbolab.tensor.Tape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * log p(x) by importance sampling with q(z | x) as proposal: log 1/K Σₖ wₖ with wₖ = p(x | zₖ)
 * p(zₖ)/q(zₖ | x), a lower bound in expectation that grows to log p(x) with K (Burda et al. 2016,
 * eq. 8 and theorem 1); K = 1 is the ELBO.
 *
 * @param logLikelihood of each row, in nats
 */
@Equation(
    paper = BURDA_2016,
    number = {"8", "theorem 1"},
    test = "VaeTest#boundAndImportanceEstimateAgainstTheExactEvidence")
public record ImportanceEstimate(double[] logLikelihood, int samples) {

  /** Estimates each row of x with {@code samples} draws of z, {@code rowsAtOnce} rows at a time. */
  public static ImportanceEstimate of(
      LatentModel model, Dataset x, int samples, int rowsAtOnce, Rng rng) {
    if (samples < 1 || rowsAtOnce < 1) {
      throw new IllegalArgumentException(
          samples + " samples, " + rowsAtOnce + " rows at once: both must be at least 1");
    }
    double[] logLikelihood = new double[x.size()];
    for (int from = 0; from < logLikelihood.length; from += rowsAtOnce) {
      int to = Math.min(from + rowsAtOnce, logLikelihood.length);
      int[] rows = IntStream.range(from, to).toArray();
      double[] estimated = rows(model, x, rows, samples, rng.stream("rows", from));
      System.arraycopy(estimated, 0, logLikelihood, from, rows.length);
    }
    return new ImportanceEstimate(logLikelihood, samples);
  }

  private static double[] rows(LatentModel model, Dataset x, int[] rows, int samples, Rng rng) {
    LogSum[] weights = new LogSum[rows.length];
    Arrays.setAll(weights, i -> new LogSum());
    for (int k = 0; k < samples; k++) {
      try (Tape tape = Tape.inference()) {
        float[] logs = model.logWeight(x.rows(rows), rng.stream("sample", k)).toArray();
        for (int i = 0; i < logs.length; i++) {
          weights[i].add(logs[i]);
        }
      }
    }
    return Arrays.stream(weights).mapToDouble(LogSum::mean).toArray();
  }

  /** The mean over the rows of −log p(x). */
  public double negativeLogLikelihood() {
    return -Arrays.stream(logLikelihood).reduce(0, (sum, value) -> sum + value)
        / logLikelihood.length;
  }

  /** {@link #negativeLogLikelihood} with its standard error over the rows. */
  public Measured measured() {
    return new Measured(negativeLogLikelihood(), standardError());
  }

  /** Standard error of {@link #negativeLogLikelihood} over the rows. */
  public double standardError() {
    double mean = -negativeLogLikelihood();
    double squares =
        Arrays.stream(logLikelihood)
            .map(value -> (value - mean) * (value - mean))
            .reduce(0, (sum, value) -> sum + value);
    int n = logLikelihood.length;
    return Math.sqrt(squares / (n - 1) / n);
  }
}
