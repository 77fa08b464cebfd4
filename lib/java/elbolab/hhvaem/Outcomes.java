package elbolab.hhvaem;

import elbolab.data.Observed;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import elbolab.math.Workers;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * What draws of ε lead to, decoded once: features and targets that belong together, and what is
 * likely of the targets.
 */
public final class Outcomes {
  /** Draws that are decoded at once: what a network computes of them stays in cache. */
  private static final int DRAWS_AT_ONCE = 1024;

  private final HhVaem model;
  private final int rows;
  private final int chains;
  private final float[] cells;

  /** The predictor's numbers of each draw. */
  private final float[] predicted;

  private Outcomes(HhVaem model, int rows, int chains) {
    this.model = model;
    this.rows = rows;
    this.chains = chains;
    cells = new float[rows * chains * model.features().all().size()];
    predicted = new float[rows * chains * model.dependency().targetWidth()];
  }

  static Outcomes of(HhVaem model, Given given, Observed x, float[] epsilon, int chains, Rng rng) {
    if (model.features().targets().isEmpty()) {
      throw new IllegalArgumentException("outcomes need a target, and this model has none");
    }
    Outcomes outcomes = new Outcomes(model, given.rows(), chains);
    float[] known = x.values().toArray();
    float[] seen = x.maskOrOnes().toArray();
    int rowsAtOnce = Math.max(1, DRAWS_AT_ONCE / chains);
    Workers.run(
        (given.rows() + rowsAtOnce - 1) / rowsAtOnce,
        block -> {
          int first = block * rowsAtOnce;
          int count = Math.min(rowsAtOnce, given.rows() - first);
          outcomes.decode(given, known, seen, epsilon, first, count, rng.stream("rows", first));
        });
    return outcomes;
  }

  private void decode(
      Given given, float[] known, float[] seen, float[] epsilon, int first, int count, Rng rng) {
    int d = model.options().dimensions();
    int draws = count * chains;
    float[] own = new float[draws * d];
    System.arraycopy(epsilon, first * chains * d, own, 0, own.length);
    int[] repeated = IntStream.range(0, draws).map(k -> first + k / chains).toArray();
    DependencyVae dependency = model.dependency();
    try (Tape tape = Tape.inference()) {
      Tensor h = dependency.hidden(Tensor.of(own, draws, d));
      Tensor mean = dependency.decoder(h);
      Tensor noise = Tensor.gaussian(rng.stream("z", 0), mean.shape().toArray());
      Tensor z = mean.plus(noise.times(Math.sqrt(model.options().variance())));
      Tensor features = model.marginals().sample(z, rng.stream("x", 0));
      Tensor out = dependency.predict(given.rows(repeated).withNoise(noise), h, mean);
      Tensor targets = dependency.sampleTargets(out, rng.stream("y", 0));
      float[] drawn = Tensor.concat(1, features, targets).toArray();
      int width = drawn.length / draws;
      int from = first * chains * width;
      for (int k = 0; k < drawn.length; k++) {
        int cell = repeated[k / width] * width + k % width;
        cells[from + k] = seen[cell] > 0 ? known[cell] : drawn[k];
      }
      float[] numbers = out.toArray();
      System.arraycopy(numbers, 0, predicted, first * chains * out.size(1), numbers.length);
    }
  }

  public int rows() {
    return rows;
  }

  /** Draws of each row. */
  public int chains() {
    return chains;
  }

  /**
   * Codes of draw c of row r at (r·chains + c)·width, inputs and targets; what is observed keeps
   * its value.
   */
  public float[] cells() {
    return cells;
  }

  /** Of each target, [rows][targets]: the mean of its means, or the likeliest class. */
  public double[] guesses() {
    int targets = model.features().targets().size();
    double[] guesses = new double[rows * targets];
    int width = model.dependency().targetWidth();
    for (int row = 0; row < rows; row++) {
      int at = 0;
      for (int p = 0; p < targets; p++) {
        Feature target = model.features().targets().get(p);
        double[] mean = new double[target.width() == 1 ? 2 : target.width()];
        for (int c = 0; c < chains; c++) {
          addTo(mean, target, (row * chains + c) * width + at);
        }
        guesses[row * targets + p] = target.kind().isNumber() ? mean[0] / chains : greatest(mean);
        at += target.width();
      }
    }
    return guesses;
  }

  /** A draw's mean of a number, or its probabilities. */
  private void addTo(double[] sum, Feature target, int at) {
    switch (target.kind()) {
      case GAUSSIAN, LOG_GAUSSIAN -> sum[0] += predicted[at];
      case BERNOULLI -> {
        double one = 1 / (1 + DoubleMath.exp(-predicted[at]));
        sum[0] += 1 - one;
        sum[1] += one;
      }
      case CATEGORICAL -> {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < sum.length; k++) {
          greatest = Math.max(greatest, predicted[at + k]);
        }
        double all = 0;
        for (int k = 0; k < sum.length; k++) {
          all += DoubleMath.exp(predicted[at + k] - greatest);
        }
        for (int k = 0; k < sum.length; k++) {
          sum[k] += DoubleMath.exp(predicted[at + k] - greatest) / all;
        }
      }
    }
  }

  private static int greatest(double[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }

  /** log mean_s p(y | ε_s) of each row, summed over targets in the exponent. */
  public double[] logLikelihood(double[] targets) {
    int count = model.features().targets().size();
    float[] repeated = new float[rows * chains * count];
    for (int k = 0; k < repeated.length; k++) {
      repeated[k] = (float) targets[k / (chains * count) * count + k % count];
    }
    float[] perTarget;
    try (Tape tape = Tape.inference()) {
      Tensor out = Tensor.of(predicted, rows * chains, model.dependency().targetWidth());
      Tensor y = Tensor.of(repeated, rows * chains, count);
      perTarget = model.dependency().logTargets(out, y).toArray();
    }
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      double[] sums = new double[chains];
      for (int k = 0; k < chains * count; k++) {
        sums[k / count] += perTarget[row * chains * count + k];
      }
      values[row] = Scores.logMeanExp(sums);
    }
    return values;
  }
}
