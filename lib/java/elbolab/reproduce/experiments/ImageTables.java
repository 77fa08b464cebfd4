package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.data.Mnist;
import elbolab.data.Observed;
import elbolab.hhvaem.Fitting;
import elbolab.hhvaem.HhVaem;
import elbolab.hhvaem.HhVaemOptions;
import elbolab.hhvaem.ImageNetworks;
import elbolab.hhvaem.Inference;
import elbolab.hhvaem.LabelledImages;
import elbolab.hhvaem.PosteriorDraws;
import elbolab.hhvaem.Scores;
import elbolab.hhvaem.TrainingLengths;
import elbolab.math.Reductions;
import elbolab.math.Rng;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.DrawnFigure;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.PairedMetrics;
import elbolab.reproduce.ProcessorTime;
import elbolab.reproduce.Result;
import elbolab.reproduce.Results;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.show.Sheet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The tables of the HH-VAEM thesis on images (5.3 to 5.5): five models on MNIST and Fashion-MNIST
 * in black and white, half of the pixels hidden in each test image, the class never seen. A seed is
 * that of first values, batches, hidden pixels and noise. Trained on the 60,000 training images and
 * tested on test images, with the same weight decay, none, for all models.
 *
 * <p>At quick scale the steps, the test images, the draws and the chains of the Stein discrepancy
 * are fewer and the rate is higher, so that a unit takes minutes of one core.
 */
public record ImageTables(Scale scale, Settings settings) implements Experiment {
  private static final List<String> DATA = List.of("mnist", "fashion-mnist");
  private static final List<String> MODELS = List.of("VAE", "MIWAE", "H-VAE", "HMC-VAE", "HH-VAE");
  private static final String ENCODER = "encoder ";
  private static final int SIDE = 28;

  /** Of all of these less is better. */
  private static final List<String> JUDGED = List.of("nll_xu_code", "nll_xu", "nll_y", "error_xu");

  /** Test images whose chains run together. */
  private static final int ROWS_AT_ONCE = 50;

  /** Images of figure 5.6, and draws of each. */
  private static final int SHOWN = 12;

  private static final int DRAWS_SHOWN = 50;

  private static final int STEPS_PER_CHECKPOINT = 100;

  /**
   * @param steps of training, of which the last tenth with HMC if the model has a chain
   * @param warmUp steps over which the divergences grow to their weight and are balanced
   * @param rate of Adam on MNIST
   * @param rateOfClothes on Fashion-MNIST, for which the public code sets none and takes its
   *     default
   * @param steinChains for each image, which estimate the SKSD
   * @param tested images of the test set, from its beginning
   * @param draws of the posterior of each of them
   */
  public record Settings(
      int steps,
      int warmUp,
      double rate,
      double rateOfClothes,
      int steinChains,
      int tested,
      int draws) {}

  public static ImageTables at(Scale scale) {
    return new ImageTables(
        scale,
        scale == Scale.QUICK
            ? new Settings(3000, 300, 1e-3, 1e-3, 4, 200, 50)
            : new Settings(100_000, 5000, 2e-4, 1e-3, 30, 10_000, 1000));
  }

  @Override
  public String id() {
    return "image-tables";
  }

  @Override
  public String title() {
    return "HH-VAE and its relatives: imputation and classification of images with missing pixels";
  }

  @Override
  public List<DataInput> data() {
    return DATA.stream()
        .map(name -> DataInput.files(name, name, Mnist.files(name.replace('-', '_'))))
        .toList();
  }

  @Override
  public int seeds(String dataSet) {
    return scale == Scale.QUICK ? 1 : 10;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Unit.ofEach(dataSet, MODELS, seeds);
  }

  @Override
  public double seconds(Unit unit) {
    HhVaemOptions options = options(unit.model(), 1);
    double steps = settings.steps * (options.importanceSamples() > 1 ? 0.2 : 0.06);
    double images = settings.tested * (double) settings.draws;
    if (options.chain().isEmpty()) {
      return steps + images * 0.0003;
    }
    double chains = 1 + settings.steinChains / 10.0;
    return steps + 0.1 * settings.steps * chains * 1.2 + images * 0.01;
  }

  @Override
  public String measuredOn() {
    return "steps of each kind and draws; one core of an AMD EPYC, Java 17, vector path";
  }

  /** The model of this name with the sizes of thesis, section 5.4.1. */
  public HhVaemOptions options(String model, long seed) {
    HhVaemOptions options = HhVaemOptions.named(model, 20, 10);
    HhVaemOptions.Chain chain = new HhVaemOptions.Chain(10, 5, 0.05, 0.2, settings.steinChains, 10);
    return (options.chain().isPresent() ? options.chain(chain) : options).hidden(512).seed(seed);
  }

  private TrainingLengths lengths(String dataSet, long seed) {
    return TrainingLengths.steps(settings.steps)
        .rate(dataSet.equals(DATA.get(0)) ? settings.rate : settings.rateOfClothes)
        .warmUp(settings.warmUp)
        .seed(seed);
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    Mnist mnist = unit.dataSet().equals("mnist") ? Mnist.load(folder) : Mnist.loadFashion(folder);
    Path checkpoints =
        Results.made()
            .resolve("checkpoints")
            .resolve(id() + "-" + scale)
            .resolve("%s-%s-%d".formatted(unit.dataSet(), unit.model(), unit.seed()));
    return run(unit.dataSet(), unit.model(), mnist, unit.seed(), checkpoints);
  }

  /** One model on these images; its training goes on from what is in the folder. */
  Map<String, Double> run(String dataSet, String model, Mnist mnist, long seed, Path checkpoints) {
    LabelledImages training = new LabelledImages(mnist.train());
    HhVaem trained =
        HhVaem.of(training.asFeatures(), options(model, seed), ImageNetworks.of(SIDE, SIDE));
    Fitting fitting =
        trained
            .fitting(training, lengths(dataSet, seed))
            .checkpoint(checkpoints, STEPS_PER_CHECKPOINT);
    Map<String, Double> metrics = new TreeMap<>();
    double before = ProcessorTime.seconds();
    fitting.run();
    metrics.put(ProcessorTime.OF_TRAINING, ProcessorTime.seconds() - before);
    LabelledImages test = new LabelledImages(mnist.test().first(settings.tested));
    boolean hmc = trained.options().chain().isPresent();
    metrics.putAll(test(trained, test, hmc ? Inference.HMC : Inference.ENCODER, "", seed));
    if (hmc) {
      metrics.putAll(test(trained, test, Inference.ENCODER, ENCODER, seed));
    }
    if (seed == 1) {
      DrawnFigure.save(
          "hhvaem-5.6a-%s-%s".formatted(dataSet, model),
          scale,
          Holes.fill(trained, test, SHOWN, DRAWS_SHOWN, seed)
              .figure("Figure 5.6 (a): " + model)
              .subtitle(
                  "%s, %,d steps; original, observed, mean of %d draws, two draws, their deviation"
                      .formatted(dataSet, settings.steps, DRAWS_SHOWN))
              .size(640, 400));
    }
    return metrics;
  }

  /** Means over the test images, with the sign of the printed tables. */
  private Map<String, Double> test(
      HhVaem model, LabelledImages test, Inference by, String prefix, long seed) {
    Map<String, Double> sums = new TreeMap<>();
    int pixels = test.images().pixelsPerImage();
    for (int from = 0; from < test.size(); from += ROWS_AT_ONCE) {
      int rows = Math.min(ROWS_AT_ONCE, test.size() - from);
      Observed truth = test.rows(IntStream.range(from, from + rows).toArray());
      Rng rng = Rng.of(seed, "test images").stream("from", from);
      Observed x = model.features().hide(truth, 0.5, rng.stream("hidden", 0));
      PosteriorDraws posterior = model.posterior(x, by, settings.draws, rng.stream("posterior", 0));
      Scores scores = posterior.scores(truth, x, rng.stream("scores", 0));
      double share = (double) rows / test.size();
      add(sums, prefix + "nll_xu_code", -scores.llMissingCode() * share);
      add(sums, prefix + "nll_xu", -scores.llMissing() * share);
      add(sums, prefix + "nll_y", -scores.llTarget() * share);
      add(sums, prefix + "error_xu", scores.errorMissing() * share);
      double[] right = posterior.targetProbabilities(rng.stream("classes", 0));
      add(sums, prefix + "accuracy", accuracy(right, truth, pixels) * share);
      if (by == Inference.HMC) {
        add(sums, "acceptance", posterior.acceptance() * share);
      }
    }
    return sums;
  }

  private static void add(Map<String, Double> sums, String name, double value) {
    sums.merge(name, value, Double::sum);
  }

  /** The share of images whose most probable class is the right one. */
  private static double accuracy(double[] probabilities, Observed truth, int pixels) {
    int classes = probabilities.length / truth.rows();
    float[] values = truth.values().toArray();
    int right = 0;
    for (int row = 0; row < truth.rows(); row++) {
      int best = Reductions.argMax(classes, probabilities, row * classes);
      right += best == (int) values[row * (pixels + 1) + pixels] ? 1 : 0;
    }
    return (double) right / truth.rows();
  }

  /** What HMC does to the scores of the same trained networks. */
  @Override
  public List<Sheet> findings(Result result) {
    List<PairedMetrics.Line> gains =
        PairedMetrics.lessPrefixed(result, ENCODER).lines(DATA, MODELS, JUDGED);
    if (gains.isEmpty()) {
      return List.of();
    }
    String caption =
        "HMC less encoder on the same trained model: below 0, HMC is better; ± half of the 95 % interval over seeds, * where 0 is outside. ";
    return List.of(
        PairedMetrics.sheet(caption + PairedMetrics.summary(gains), "model", JUDGED, gains));
  }

  @Override
  public List<ClaimMetric> answers() {
    List<ClaimMetric> answers = new ArrayList<>();
    for (String data : DATA) {
      for (String model : MODELS) {
        String cell = "/" + model + "/" + data;
        answers.add(ClaimMetric.of("hhvaem-5.3" + cell, data, model, "nll_xu_code"));
        answers.add(ClaimMetric.of("hhvaem-5.4" + cell, data, model, "nll_y"));
        answers.add(ClaimMetric.of("hhvaem-5.5" + cell, data, model, "accuracy"));
      }
    }
    return answers;
  }
}
