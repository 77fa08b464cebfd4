package elbolab.hhvaem;

import elbolab.data.Observed;
import elbolab.math.DoubleMath;
import elbolab.math.Reductions;
import elbolab.math.Rng;
import elbolab.math.Workers;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.Arrays;

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

  /** What is given of each row, and how its missing cells are decoded. */
  private record Source(
      float[] known,
      float[] seen,
      float[] standardised,
      MarginalColumns columns,
      float[] epsilon) {}

  static Outcomes of(HhVaem model, Given given, Observed x, float[] epsilon, int chains, Rng rng) {
    if (model.features().targets().isEmpty()) {
      throw new IllegalArgumentException("outcomes need a target, and this model has none");
    }
    Outcomes outcomes = new Outcomes(model, given.rows(), chains);
    Source source =
        new Source(
            x.values().toArray(),
            x.maskOrOnes().toArray(),
            given.x().toArray(),
            model.marginals().columns(),
            epsilon);
    int rowsAtOnce = Math.max(1, DRAWS_AT_ONCE / chains);
    Workers.run(
        (given.rows() + rowsAtOnce - 1) / rowsAtOnce,
        block -> {
          int first = block * rowsAtOnce;
          int count = Math.min(rowsAtOnce, given.rows() - first);
          outcomes.decode(source, first, count, rng.stream("rows", first));
        });
    return outcomes;
  }

  private void decode(Source source, int first, int count, Rng rng) {
    int d = model.options().dimensions();
    int draws = count * chains;
    int from = first * chains;
    DependencyVae dependency = model.dependency();
    float[] own = Arrays.copyOfRange(source.epsilon, from * d, (from + draws) * d);
    try (Tape tape = Tape.inference()) {
      Tensor h = dependency.hidden(Tensor.of(own, draws, d));
      float[] completed = dependency.decoder(h).toArray();
      float[] missing = new float[completed.length];
      for (int row = first; row < first + count; row++) {
        complete(source, row, first, completed, missing, rng);
      }
      int inputs = completed.length / draws;
      Tensor out =
          dependency.predict(
              h, Tensor.of(completed, draws, inputs), Tensor.of(missing, draws, inputs));
      float[] numbers = out.toArray();
      System.arraycopy(numbers, 0, predicted, from * out.size(1), numbers.length);
      float[] targets = dependency.sampleTargets(out, rng.stream("y", 0)).toArray();
      putTargets(source, first, count, targets);
    }
  }

  /**
   * Turns the decoder's means of a row's draws into x̂, and draws its missing cells.
   *
   * @param completed means of z, then x̂, of the block that begins with row {@code first}
   */
  private void complete(
      Source source, int row, int first, float[] completed, float[] missing, Rng rng) {
    int inputs = model.features().inputs().size();
    int width = model.features().all().size();
    float[] z = new float[chains];
    float[] guesses = new float[chains];
    float[] drawn = new float[chains];
    float deviation = (float) Math.sqrt(model.options().variance());
    int at = (row - first) * chains * inputs;
    int to = row * chains * width;
    for (int i = 0; i < inputs; i++) {
      boolean isKnown = source.seen[row * width + i] > 0;
      if (!isKnown) {
        rng.fillGaussian(z, 0, chains);
        for (int s = 0; s < chains; s++) {
          z[s] = Math.fma(deviation, z[s], completed[at + s * inputs + i]);
        }
        source.columns.decode(i, z, guesses, drawn, rng);
      }
      Feature feature = model.features().inputs().get(i);
      for (int s = 0; s < chains; s++) {
        int cell = at + s * inputs + i;
        completed[cell] =
            isKnown
                ? source.standardised[row * inputs + i]
                : (float) feature.standardised(guesses[s]);
        missing[cell] = isKnown ? 0 : 1;
        cells[to + s * width + i] = isKnown ? source.known[row * width + i] : drawn[s];
      }
    }
  }

  private void putTargets(Source source, int first, int count, float[] drawn) {
    int inputs = model.features().inputs().size();
    int width = model.features().all().size();
    int targets = width - inputs;
    for (int k = 0; k < drawn.length; k++) {
      int draw = first * chains + k / targets;
      int column = inputs + k % targets;
      int cell = draw / chains * width + column;
      cells[draw * width + column] = source.seen[cell] > 0 ? source.known[cell] : drawn[k];
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
        guesses[row * targets + p] =
            target.kind().isNumber() ? mean[0] / chains : Reductions.argMax(mean.length, mean, 0);
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
