package elbolab.reproduce.sweep;

import elbolab.data.DataFolder;
import elbolab.data.Dataset;
import elbolab.data.GeneratedDigits;
import elbolab.data.ImageSet;
import elbolab.data.Mnist;
import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.nn.Schedule;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.train.Checkpoint;
import elbolab.train.CheckpointException;
import elbolab.vae.BoundObjective;
import elbolab.vae.Fit;
import elbolab.vae.LatentUse;
import elbolab.vae.Likelihood;
import elbolab.vae.Vae;
import elbolab.vae.VaeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A β-VAE of small images of digits: how well held-out digits are reconstructed, and what the codes
 * hold. What is measured has the divergence with weight 1, whatever it was trained with.
 *
 * @param trained file in which the training is kept, so that a longer one can go on from it
 */
public record VaeTrial(Settings settings, Optional<Path> trained) implements Experiment {
  private static final int SIDE = 14;
  private static final int TESTED = 1000;
  private static final String GENERATED = "digits";
  private static final String REAL = "mnist";

  /**
   * The options of a sweep.
   *
   * @param beta weight of the divergence in training
   * @param latent dimensions of z
   * @param hidden width of the hidden layer on both sides
   * @param rate of Adam
   * @param batch images in a batch
   * @param epochs times through the images
   * @param images that are trained on
   */
  public record Settings(
      double beta,
      int latent,
      int hidden,
      Activation activation,
      double rate,
      int batch,
      int epochs,
      int images) {
    public Settings {
      if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "beta = " + beta + ": at least 0, the weight of the divergence");
      }
      if (images < 1) {
        throw new IllegalArgumentException("images = " + images + ": at least 1 to train on");
      }
      // The model and the training say what is wrong with the others.
      VaeOptions.latent(latent).hidden(hidden);
      Fit.epochs(epochs).batch(batch).rate(rate);
    }
  }

  /** What sweeps start from: some seconds a setting. */
  public static Subject standard() {
    Settings settings = new Settings(1, 8, 64, Activation.RELU, 1e-3, 100, 5, 4000);
    return new Subject() {
      @Override
      public String id() {
        return "beta-vae";
      }

      @Override
      public Record options() {
        return settings;
      }

      @Override
      public Experiment with(Record options) {
        return new VaeTrial((Settings) options, Optional.empty());
      }

      @Override
      public Experiment with(Record options, Path trained) {
        return new VaeTrial((Settings) options, Optional.of(trained));
      }

      @Override
      public boolean goesOn(String budget) {
        return budget.equals("epochs");
      }
    };
  }

  @Override
  public String id() {
    return "beta-vae";
  }

  @Override
  public String title() {
    return "a β-VAE of digits of 14 × 14 pixels";
  }

  @Override
  public Scale scale() {
    return Scale.QUICK;
  }

  @Override
  public List<DataInput> data() {
    return List.of(
        DataInput.generated(GENERATED, "GeneratedDigits of seeds 1 and 2, 14 x 14 pixels"),
        DataInput.files(REAL, "MNIST", Mnist.files("mnist")));
  }

  @Override
  public int seeds(String dataSet) {
    return 1;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Unit.ofEach(dataSet, List.of("VAE"), seeds);
  }

  @Override
  public double seconds(Unit unit) {
    return settings.epochs * (double) settings.images * multiplyAdds() * 3 / 8e9 + 0.5;
  }

  @Override
  public String measuredOn() {
    return "8e9 multiply-adds a second, three passes an image; one core with AVX-512, Java 17";
  }

  /** Of encoder and decoder for one image. */
  private double multiplyAdds() {
    return settings.hidden * (2.0 * SIDE * SIDE + 3.0 * settings.latent);
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    boolean real = unit.dataSet().equals(REAL);
    Mnist mnist = real ? Mnist.load(folder) : null;
    Dataset train =
        dataset(
            real ? mnist.train() : GeneratedDigits.draw(settings.images, 1).images(),
            settings.images);
    Dataset test = dataset(real ? mnist.test() : GeneratedDigits.draw(TESTED, 2).images(), TESTED);
    long seed = unit.seed();
    Vae vae =
        Vae.of(
            new VaeOptions(
                SIDE * SIDE,
                settings.latent,
                List.of(settings.hidden),
                settings.activation,
                Likelihood.bernoulli(),
                false,
                seed));
    Fit fit =
        Fit.epochs(settings.epochs)
            .batch(settings.batch)
            .rate(settings.rate)
            .beta(Schedule.constant(settings.beta))
            .seed(seed);
    vae.fit(train, trained.map(path -> goingOn(fit, path, train.size())).orElse(fit));
    LatentUse use = LatentUse.of(vae, test, Rng.of(seed, "use"));
    double bound = -BoundObjective.elbo(vae, test).mean(200, Rng.of(seed, "test"));
    return Map.of(
        "bound",
        bound,
        "reconstruction",
        bound + use.divergence(),
        "divergence",
        use.divergence(),
        "information",
        use.mutualInformation(),
        "active_units",
        (double) use.activeUnits(),
        "multiply_adds",
        multiplyAdds());
  }

  /** A checkpoint that is further than this training wants, or damaged, is of no use to it. */
  private static Fit goingOn(Fit fit, Path path, int rows) {
    try {
      if (Files.exists(path) && Checkpoint.read(path).step() > fit.plan(rows).steps()) {
        Files.delete(path);
      }
    } catch (CheckpointException damaged) {
      return fit;
    } catch (IOException failed) {
      throw new UncheckedIOException(path + " cannot be read: " + failed, failed);
    }
    return fit.checkpoint(path);
  }

  private static Dataset dataset(ImageSet images, int count) {
    if (count > images.size()) {
      throw new IllegalArgumentException(
          "images = %d: there are only %d".formatted(count, images.size()));
    }
    return Dataset.of(images.first(count).smaller(SIDE).floats(), SIDE * SIDE);
  }
}
