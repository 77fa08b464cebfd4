package elbolab.hhvaem;

import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Draws of ε for some rows given what is observed of them, and what follows from them for the cells
 * that are not: completed rows, predicted targets, scores.
 */
public final class PosteriorDraws {
  private final HhVaem model;
  private final Given given;
  private final int chains;
  private final float[] epsilon;
  private final double acceptance;
  private final boolean noisy;

  PosteriorDraws(HhVaem model, Given given, int chains, float[] epsilon, double acceptance) {
    this(model, given, chains, epsilon, acceptance, true);
  }

  private PosteriorDraws(
      HhVaem model, Given given, int chains, float[] epsilon, double acceptance, boolean noisy) {
    this.model = model;
    this.given = given;
    this.chains = chains;
    this.epsilon = epsilon;
    this.acceptance = acceptance;
    this.noisy = noisy;
  }

  /**
   * The same draws, decoded at E[z | ε]: without the noise that p(z | ε) has and that the model was
   * trained with. So the public code tests; what it reports is the likelihood of a model whose
   * variance of z is 0.
   */
  public PosteriorDraws atMeans() {
    return new PosteriorDraws(model, given, chains, epsilon, acceptance, false);
  }

  /**
   * Some rows' draws decoded, chain c of row r at (r − first)·chains + c.
   *
   * @param z the marginal latent numbers, with noise, [draws, D]
   * @param targets the predictor's numbers; null without targets
   */
  record Decoded(int first, int rows, Tensor z, Tensor targets, Rng rng) {}

  public int rows() {
    return given.rows();
  }

  /** Draws of each row. */
  public int chains() {
    return chains;
  }

  /** All draws of ε, chain c of row r at r·chains + c. */
  public float[] epsilon() {
    return epsilon.clone();
  }

  /** The mean acceptance of the chains; NaN for draws of the encoder. */
  public double acceptance() {
    return acceptance;
  }

  /** Decodes all draws, some rows at a time; what a consumer is given dies with its call. */
  void decode(Rng rng, Consumer<Decoded> consumer) {
    int d = model.options().dimensions();
    // Whole rows, as many as fit.
    int rowsAtOnce = Math.max(1, model.cells().drawsAtOnce() / chains);
    for (int first = 0; first < rows(); first += rowsAtOnce) {
      int rows = Math.min(rowsAtOnce, rows() - first);
      int from = first;
      int[] repeated = IntStream.range(0, rows * chains).map(k -> from + k / chains).toArray();
      float[] own = new float[rows * chains * d];
      System.arraycopy(epsilon, first * chains * d, own, 0, own.length);
      try (Tape tape = Tape.inference()) {
        Rng block = rng.stream("decoded", first);
        Given each = given.rows(repeated);
        Tensor h = model.dependency().hidden(Tensor.of(own, rows * chains, d));
        Tensor mean = model.dependency().decoder(h);
        Tensor noise = noise(block, mean);
        Tensor z = model.dependency().withNoise(mean, noise);
        boolean targets = !model.features().targets().isEmpty();
        Tensor out = targets ? model.dependency().predict(each.withNoise(noise), h, mean) : null;
        consumer.accept(new Decoded(first, rows, z, out, block));
      }
    }
  }

  private Tensor noise(Rng block, Tensor mean) {
    int[] shape = mean.shape().toArray();
    return noisy && model.cells().deviation() > 0
        ? Tensor.gaussian(block.stream("z", 0), shape)
        : Tensor.zeros(shape);
  }

  /**
   * Draws of all cells' codes, [rows·chains][inputs + targets] row by row; what is observed keeps
   * its value.
   */
  public float[] samples(Observed x, Rng rng) {
    int inputs = model.features().inputs().size();
    int width = model.features().all().size();
    float[] all = new float[rows() * chains * width];
    float[] known = x.values().toArray();
    float[] seen = x.maskOrOnes().toArray();
    decode(
        rng,
        decoded -> {
          Tensor cells = model.cells().sample(decoded.z(), decoded.rng().stream("x", 0));
          float[] features = cells.toArray();
          int draws = decoded.rows() * chains;
          float[] targets = targets(decoded);
          for (int k = 0; k < draws; k++) {
            int row = decoded.first() + k / chains;
            int to = (decoded.first() * chains + k) * width;
            for (int c = 0; c < width; c++) {
              float drawn =
                  c < inputs
                      ? features[k * inputs + c]
                      : targets[k * (width - inputs) + c - inputs];
              all[to + c] = seen[row * width + c] > 0 ? known[row * width + c] : drawn;
            }
          }
        });
    return all;
  }

  /** All cells and the targets of these draws, of the rows that they were drawn for. */
  public Outcomes outcomes(Observed x, Rng rng) {
    return Outcomes.of(model, given, x, epsilon, chains, rng);
  }

  private float[] targets(Decoded decoded) {
    return decoded.targets() == null
        ? new float[0]
        : model
            .dependency()
            .sampleTargets(decoded.targets(), decoded.rng().stream("y", 0))
            .toArray();
  }

  /**
   * What is likely of each cell: of a number the mean over draws of its mean, of a category the one
   * that most draws prefer. Codes, [rows][inputs + targets]; observed cells are guessed as well.
   */
  public double[] guesses(Rng rng) {
    int inputs = model.features().inputs().size();
    int width = model.features().all().size();
    double[] guesses = new double[rows() * width];
    decode(
        rng,
        decoded -> {
          float[] cells = model.cells().guess(decoded.z()).toArray();
          float[] targets =
              decoded.targets() == null
                  ? new float[0]
                  : model.dependency().guessTargets(decoded.targets()).toArray();
          for (int r = 0; r < decoded.rows(); r++) {
            for (int c = 0; c < width; c++) {
              Feature feature = model.features().all().get(c);
              boolean input = c < inputs;
              guesses[(decoded.first() + r) * width + c] =
                  input
                      ? agreed(feature, cells, r, c, inputs)
                      : agreed(feature, targets, r, c - inputs, width - inputs);
            }
          }
        });
    return guesses;
  }

  private double agreed(Feature feature, float[] drawn, int row, int column, int width) {
    double sum = 0;
    int[] votes = new int[Math.max(1, feature.levels().size())];
    for (int c = 0; c < chains; c++) {
      float value = drawn[(row * chains + c) * width + column];
      sum += value;
      if (!feature.kind().isNumber()) {
        votes[Math.round(value)]++;
      }
    }
    if (feature.kind().isNumber()) {
      return sum / chains;
    }
    int best = 0;
    for (int k = 1; k < votes.length; k++) {
      best = votes[k] > votes[best] ? k : best;
    }
    return best;
  }

  /**
   * The cells that are missing in x, row by row.
   *
   * @param numbers of the rows in their table
   */
  List<Imputed.Cell> cells(Observed x, int[] numbers, Rng rng) {
    List<Feature> features = model.features().all();
    int width = features.size();
    double[] means = guesses(rng);
    float[] samples = samples(x, rng);
    float[] seen = x.maskOrOnes().toArray();
    List<Imputed.Cell> cells = new ArrayList<>();
    for (int k = 0; k < seen.length; k++) {
      if (seen[k] == 0) {
        int row = k / width;
        Feature feature = features.get(k % width);
        float[] own = new float[chains];
        for (int c = 0; c < chains; c++) {
          own[c] = samples[(row * chains + c) * width + k % width];
        }
        Arrays.sort(own);
        double guess = feature.kind().isNumber() ? means[k] : mostFrequent(own);
        cells.add(new Imputed.Cell(numbers[row], feature, guess, own));
      }
    }
    return cells;
  }

  /** Of whole numbers in ascending order. */
  private static double mostFrequent(float[] sorted) {
    int best = 0;
    int longest = 0;
    for (int from = 0, to = 0; from < sorted.length; from = to) {
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      if (to - from > longest) {
        longest = to - from;
        best = from;
      }
    }
    return sorted[best];
  }

  /**
   * The mean over draws of the probability of each class, [rows][classes], of a model whose only
   * target is a category of three or more.
   */
  public double[] targetProbabilities(Rng rng) {
    int classes = model.dependency().targetWidth();
    List<Feature> targets = model.features().targets();
    if (targets.size() != 1 || targets.get(0).kind() != FeatureKind.CATEGORICAL) {
      throw new IllegalStateException(
          "probabilities of classes need one target with three or more classes, not " + targets);
    }
    double[] means = new double[rows() * classes];
    decode(
        rng,
        decoded -> {
          float[] of = decoded.targets().softmax(1).toArray();
          for (int k = 0; k < of.length; k++) {
            int row = decoded.first() + k / (classes * chains);
            means[row * classes + k % classes] += of[k] / chains;
          }
        });
    return means;
  }

  /**
   * Images restored, [rows][pixels]: observed pixels as they are, elsewhere the mean over draws of
   * E[x | ε].
   */
  public float[][] restored(Observed x, Rng rng) {
    if (model.networks().isEmpty()) {
      throw new IllegalStateException("pictures are restored by a model of images, not of a table");
    }
    int pixels = model.features().inputs().size();
    PixelLikelihood likelihood = model.networks().get().likelihood();
    float[][] pictures = ImageCells.pictures(x, pixels);
    float[][] means = new float[rows()][pixels];
    decode(
        rng,
        decoded -> {
          float[] of = likelihood.mean(decoded.z()).toArray();
          for (int k = 0; k < of.length; k++) {
            int row = decoded.first() + k / (pixels * chains);
            means[row][k % pixels] += of[k] / chains;
          }
        });
    for (int row = 0; row < rows(); row++) {
      for (int p = 0; p < pixels; p++) {
        if (!Float.isNaN(pictures[row][p])) {
          means[row][p] = pictures[row][p];
        }
      }
    }
    return means;
  }

  /** How well the draws tell what is hidden: see {@link Scores}. */
  public Scores scores(Observed truth, Observed x, Rng rng) {
    return Scores.of(model, this, truth, x, rng);
  }
}
