package elbolab.reproduce.experiments;

import elbolab.data.Augmentation;
import elbolab.data.DataFolder;
import elbolab.data.Dataset;
import elbolab.data.Mnist;
import elbolab.math.Activation;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Schedule;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.train.Plan;
import elbolab.train.Trainer;
import elbolab.vae.BoundObjective;
import elbolab.vae.ImportanceEstimate;
import elbolab.vae.Likelihood;
import elbolab.vae.Vae;
import elbolab.vae.VaeOptions;
import java.util.List;
import java.util.Map;

/**
 * −log p(x) of MNIST's test images by the VAE with one stochastic layer of Burda et al. (2016,
 * section 5): 200, 200 tanh units, 50 latent dimensions, batches of 20, Adam with ε = 1e-4 and the
 * rate 0.001·10^(−i/7) for 3^i passes through the data, i = 0 … 7 (Adam begins anew with each i).
 * Pixels are drawn anew each time an image is used (dynamic binarisation); the test images' are
 * drawn once, by the seed.
 */
public record MnistLikelihood(Scale scale, Settings settings) implements Experiment {
  private static final String VAE = "VAE";
  private static final int PIXELS = 784;
  private static final int ROWS_AT_ONCE = 100;

  /**
   * @param stages of the rate's schedule, 8 in the paper: 3280 passes
   * @param trained images that are trained on, of 60,000
   * @param tested images that are scored, of 10,000
   * @param samples of z for each of them
   */
  public record Settings(
      int hidden, int latent, int batch, int stages, int trained, int tested, int samples) {}

  public static MnistLikelihood at(Scale scale) {
    return new MnistLikelihood(
        scale,
        scale == Scale.QUICK
            ? new Settings(200, 50, 20, 2, 20_000, 500, 200)
            : new Settings(200, 50, 20, 8, 60_000, 10_000, 5000));
  }

  @Override
  public String id() {
    return "mnist-nll";
  }

  @Override
  public String title() {
    return "likelihood of MNIST by a VAE, dynamic binarisation";
  }

  @Override
  public List<DataInput> data() {
    return List.of(
        DataInput.files(
            "mnist",
            "MNIST",
            "mnist/train-images-idx3-ubyte.gz",
            "mnist/train-labels-idx1-ubyte.gz",
            "mnist/t10k-images-idx3-ubyte.gz",
            "mnist/t10k-labels-idx1-ubyte.gz"));
  }

  @Override
  public int seeds(String dataSet) {
    return scale == Scale.QUICK ? 2 : 5;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Unit.ofEach(dataSet, List.of(VAE), seeds);
  }

  /** 3^stage. */
  private static long passes(int stage) {
    return stage == 0 ? 1 : 3 * passes(stage - 1);
  }

  @Override
  public double seconds(Unit unit) {
    double steps = 0;
    for (int stage = 0; stage < settings.stages; stage++) {
      steps += passes(stage) * (double) settings.trained / settings.batch;
    }
    return steps / 700 + settings.tested * (double) settings.samples / 20_000;
  }

  @Override
  public String measuredOn() {
    return "700 steps and 20,000 importance samples a second; one core of an AMD EPYC, Java 17, vector path";
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    Mnist mnist = Mnist.load(folder);
    long seed = unit.seed();
    Vae vae =
        Vae.of(
            new VaeOptions(
                PIXELS,
                settings.latent,
                List.of(settings.hidden, settings.hidden),
                Activation.TANH,
                Likelihood.bernoulli(),
                false,
                seed));
    Dataset data = Dataset.of(mnist.train().floats(0, settings.trained), PIXELS);
    BoundObjective objective =
        BoundObjective.elbo(vae, data).augmentation(Augmentation.binarised());
    for (int stage = 0; stage < settings.stages; stage++) {
      Plan plan =
          Plan.epochs(settings.trained, settings.batch, passes(stage), seed + 1000L * stage);
      Schedule rate = Schedule.constant(1e-3 * DoubleMath.exp(-DoubleMath.log(10) * stage / 7));
      Adam adam = new Adam(vae.parameters(), new Adam.Options(rate, 0.9, 0.999, 1e-4, 0));
      new Trainer(vae.parameters(), plan).run(adam, objective);
    }
    Rng rng = Rng.of(seed, id());
    float[] test =
        Augmentation.binarised(mnist.test().floats(0, settings.tested), rng.stream("pixels", 0));
    ImportanceEstimate estimate =
        ImportanceEstimate.of(
            vae,
            Dataset.of(test, PIXELS),
            settings.samples,
            ROWS_AT_ONCE,
            rng.stream("importance", 0));
    return Map.of("nll", estimate.negativeLogLikelihood(), "nll_se", estimate.standardError());
  }

  @Override
  public List<ClaimMetric> answers() {
    return List.of(
        ClaimMetric.of(
            "mnist-nll/Burda-et-al.-one-layer/VAE/negative-log-likelihood", "mnist", VAE, "nll"));
  }
}
