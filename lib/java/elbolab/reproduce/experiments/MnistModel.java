package elbolab.reproduce.experiments;

import elbolab.data.Augmentation;
import elbolab.data.Dataset;
import elbolab.data.Mnist;
import elbolab.math.Activation;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Schedule;
import elbolab.reproduce.Unit;
import elbolab.reproduce.experiments.MnistLikelihood.Settings;
import elbolab.tensor.Tensor;
import elbolab.train.Best;
import elbolab.train.Plan;
import elbolab.train.Trainer;
import elbolab.vae.Bound;
import elbolab.vae.BoundObjective;
import elbolab.vae.ImportanceEstimate;
import elbolab.vae.Likelihood;
import elbolab.vae.Vae;
import elbolab.vae.VaeOptions;
import elbolab.vae.prior.PosteriorMixture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The models whose likelihood of MNIST was published, each with the settings of its source.
 *
 * <p>Redrawn pixels are those of Burda et al. (2016, section 5): two layers of 200 tanh units each
 * way, 50 latent dimensions, batches of 20, Adam with ε = 1e-4 and the rate 0.001·10^(−i/7) for 3^i
 * passes through the data, i = 0 … 7, beginning anew with each i.
 *
 * <p>Fixed pixels are those of pythae's scripts: the last 10,000 training images decide after each
 * epoch which parameters are kept. The VAE has one layer of 400 rectifiers each way, 40 latent
 * dimensions, batches of 100, Adam at 1e-4, which falls by 10^(−1/5) after epochs 200 and 350. The
 * importance-weighted one has the networks of Burda et al., batches of 20 and Adam at 1e-3 with ε =
 * 1e-4, which falls by 10^(−1/7) eight times. First weights are those of this library.
 */
enum MnistModel {
  VAE_REDRAWN(MnistLikelihood.REDRAWN, "VAE", 1, 780, 70_000),
  IWAE_REDRAWN(MnistLikelihood.REDRAWN, "IWAE 50", 50, 45, 70_000),
  VAE_FIXED(MnistLikelihood.FIXED, "VAE", 1, 180, 46_000),
  IWAE_FIXED(MnistLikelihood.FIXED, "IWAE 50", 50, 45, 70_000),
  VAMP_FIXED(MnistLikelihood.FIXED, "VampPrior 500", 1, 34, 9400);

  /** Why the VampPrior's numbers are shown and not judged. */
  static final String OTHER_VAMP =
      "the VAE's perceptrons and Adam here; gated layers and another optimiser there";

  private static final int PIXELS = 784;
  private static final int ROWS_AT_ONCE = 100;
  private static final int PSEUDO_INPUTS = 500;

  private final String dataSet;
  private final String title;
  private final int draws;
  private final double stepsPerSecond;
  private final double samplesPerSecond;

  MnistModel(
      String dataSet, String title, int draws, double stepsPerSecond, double samplesPerSecond) {
    this.dataSet = dataSet;
    this.title = title;
    this.draws = draws;
    this.stepsPerSecond = stepsPerSecond;
    this.samplesPerSecond = samplesPerSecond;
  }

  String title() {
    return title;
  }

  static List<String> titles(String dataSet) {
    return Arrays.stream(values())
        .filter(m -> m.dataSet.equals(dataSet))
        .map(m -> m.title)
        .toList();
  }

  static MnistModel of(Unit unit) {
    return Arrays.stream(values())
        .filter(m -> m.dataSet.equals(unit.dataSet()) && m.title.equals(unit.model()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no model for " + unit));
  }

  private boolean isRedrawn() {
    return dataSet.equals(MnistLikelihood.REDRAWN);
  }

  private boolean hasNetworksOfBurda() {
    return isRedrawn() || this == IWAE_FIXED;
  }

  private int batch() {
    return hasNetworksOfBurda() ? 20 : 100;
  }

  private int samples(Settings settings) {
    return this == VAE_FIXED ? settings.fewSamples() : settings.samples();
  }

  /** 3^stage. */
  private static long passes(int stage) {
    return stage == 0 ? 1 : 3 * passes(stage - 1);
  }

  private int epochs(Settings settings) {
    return this == IWAE_FIXED ? settings.importanceEpochs() : settings.epochs();
  }

  /** One validation costs about a third of as many rows of training. */
  double seconds(Settings settings) {
    double rows = 0;
    if (isRedrawn()) {
      rows = (passes(settings.stages()) - 1) / 2.0 * settings.redrawnRows();
    } else {
      rows = epochs(settings) * (settings.fixedRows() + settings.validatedRows() / 3.0);
    }
    return rows / batch() / stepsPerSecond
        + settings.tested() * (double) samples(settings) / samplesPerSecond;
  }

  Map<String, Double> run(Settings settings, Mnist mnist, long seed, Path checkpoints) {
    float[] grey = mnist.test().floats(0, settings.tested());
    Path folder = checkpoints.resolve("%s-%s-%d".formatted(dataSet, title, seed).replace(' ', '-'));
    Rng rng = Rng.of(seed, "mnist-nll");
    Vae vae;
    float[] test;
    if (isRedrawn()) {
      vae = trainInStages(settings, mnist, seed, folder);
      test = Augmentation.binarised(grey, rng.stream("pixels", 0));
    } else {
      // For every seed the same pixels: another binarisation would be another data set.
      Rng pixels = Rng.of(0, "fixed binarisation");
      vae = trainOnFixed(settings, mnist, seed, pixels.stream("train", 0), folder);
      test = Augmentation.binarised(grey, pixels.stream("test", 0));
    }
    ImportanceEstimate estimate =
        ImportanceEstimate.of(
            vae,
            Dataset.of(test, PIXELS),
            samples(settings),
            ROWS_AT_ONCE,
            rng.stream("importance", 0));
    return Map.of("nll", estimate.negativeLogLikelihood(), "nll_se", estimate.standardError());
  }

  private Bound bound() {
    return draws == 1 ? Bound.elbo() : Bound.importanceWeighted(draws);
  }

  private Vae networks(long seed) {
    boolean burda = hasNetworksOfBurda();
    return Vae.of(
        new VaeOptions(
            PIXELS,
            burda ? 50 : 40,
            burda ? List.of(200, 200) : List.of(400),
            burda ? Activation.TANH : Activation.RELU,
            Likelihood.bernoulli(),
            false,
            seed));
  }

  private Vae trainInStages(Settings settings, Mnist mnist, long seed, Path folder) {
    Vae vae = networks(seed);
    int rows = settings.redrawnRows();
    BoundObjective objective =
        BoundObjective.elbo(vae, Dataset.of(mnist.train().floats(0, rows), PIXELS))
            .bound(bound())
            .augmentation(Augmentation.binarised());
    for (int stage = 0; stage < settings.stages(); stage++) {
      Plan plan = Plan.epochs(rows, batch(), passes(stage), seed + 1000L * stage);
      Schedule rate = Schedule.constant(1e-3 * DoubleMath.exp(-DoubleMath.log(10) * stage / 7));
      Adam adam = new Adam(vae.parameters(), new Adam.Options(rate, 0.9, 0.999, 1e-4, 0));
      new Trainer(vae.parameters(), plan)
          .checkpoint(
              folder.resolve("stage-" + stage + ".checkpoint"),
              plan.batchesPerEpoch(),
              settings.toString())
          .run(adam, objective);
    }
    return vae;
  }

  private Vae trainOnFixed(Settings settings, Mnist mnist, long seed, Rng pixels, Path folder) {
    int all = mnist.train().size();
    Dataset binary =
        Dataset.of(Augmentation.binarised(mnist.train().floats(0, all), pixels), PIXELS);
    Dataset training = binary.select(IntStream.range(0, settings.fixedRows()).toArray());
    Dataset held = binary.select(IntStream.range(all - settings.validatedRows(), all).toArray());
    Vae plain = networks(seed);
    Vae vae = this == VAMP_FIXED ? withVampPrior(plain, seed) : plain;
    Plan plan = Plan.epochs(training.size(), batch(), epochs(settings), seed);
    long epoch = plan.batchesPerEpoch();
    Schedule beta =
        this == VAMP_FIXED
            ? Schedule.linear(0, 1, settings.warmUp() * epoch)
            : Schedule.constant(1);
    BoundObjective objective = BoundObjective.elbo(vae, training).bound(bound()).beta(beta);
    BoundObjective validation = BoundObjective.elbo(vae, held).bound(bound());
    new Trainer(vae.parameters(), plan)
        .validate(epoch, () -> validation.mean(ROWS_AT_ONCE, Rng.of(seed, "validation")))
        .checkpoint(folder.resolve("training.checkpoint"), epoch, settings.toString())
        .run(new Adam(vae.parameters(), adam(epoch)), objective)
        .best()
        .ifPresent((Best best) -> best.restore(vae.parameters()));
    return vae;
  }

  private Adam.Options adam(long epoch) {
    if (this == IWAE_FIXED) {
      Schedule rate =
          Schedule.milestones(
              1e-3,
              DoubleMath.exp(-DoubleMath.log(10) / 7),
              steps(epoch, 2, 5, 14, 28, 41, 122, 365, 1094));
      return new Adam.Options(rate, 0.9, 0.999, 1e-4, 0);
    }
    return Adam.Options.rate(
        Schedule.milestones(1e-4, DoubleMath.exp(-DoubleMath.log(10) / 5), steps(epoch, 200, 350)));
  }

  private static Long[] steps(long epoch, int... epochs) {
    return Arrays.stream(epochs).mapToObj(e -> e * epoch).toArray(Long[]::new);
  }

  /** Pseudo-inputs from N(0.05, 0.01²), as in the authors' code. */
  private static Vae withVampPrior(Vae vae, long seed) {
    Tensor start =
        Tensor.gaussian(Rng.of(seed, "pseudo-inputs"), PSEUDO_INPUTS, PIXELS)
            .times(0.01)
            .plus(0.05);
    return vae.withPrior(PosteriorMixture.vamp(vae, start));
  }
}
