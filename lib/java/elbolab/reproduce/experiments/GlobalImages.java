package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.data.Dataset;
import elbolab.data.Mnist;
import elbolab.global.Body;
import elbolab.global.GlobalOptions;
import elbolab.global.GlobalVae;
import elbolab.global.ImageFeatures;
import elbolab.math.Rng;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.show.Measured;
import elbolab.show.Sheet;
import elbolab.tensor.Tape;
import elbolab.vae.Fit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How far images drawn by models with global factors are from real ones (the thesis, table 4.1), on
 * digits. Its features are those of Inception, which cannot be had here; ours are a small
 * classifier's, so that levels cannot be compared, only the order of the models. GMVAE, the mixture
 * without β, stands beside the three, and UG-VAE with the divergence that belongs in its bound.
 */
public record GlobalImages(Scale scale, Settings settings) implements Experiment {
  private static final String DIGITS = "mnist";
  private static final String METRIC = "frechet distance";

  /**
   * @param trained images that are trained on, of 60,000
   * @param epochs 8 is the public code's checkpoint
   * @param batch rows of a batch, which is one group
   * @param images drawn, and of the test set, for each distance
   * @param repetitions of drawing, whose mean counts
   */
  public record Settings(int trained, int epochs, int batch, int images, int repetitions) {}

  /** With the sizes of the public code: z of 10 numbers, β of 20, 10 classes. */
  private enum Model {
    UG_VAE("UG-VAE", 5e-3, body -> GlobalOptions.ugVae(body, 10, 20, 10)),
    ML_VAE("ML-VAE", 5e-3, body -> GlobalOptions.mlVae(body, 10, 20)),
    BETA_VAE("beta-VAE", 1e-3, body -> GlobalOptions.betaVae(body, 10, 10)),
    GM_VAE("GMVAE", 5e-3, body -> GlobalOptions.gmVae(body, 10, 10)),
    UG_VAE_AT_DRAW(
        "UG-VAE, divergence at the draw",
        5e-3,
        body -> GlobalOptions.ugVae(body, 10, 20, 10).divergenceAtDraw());

    private final String title;
    private final double rate;
    private final Function<Body, GlobalOptions> options;

    Model(String title, double rate, Function<Body, GlobalOptions> options) {
      this.title = title;
      this.rate = rate;
      this.options = options;
    }

    static Model of(Unit unit) {
      return Arrays.stream(values())
          .filter(m -> m.title.equals(unit.model()))
          .findFirst()
          .orElseThrow();
    }
  }

  public static GlobalImages at(Scale scale) {
    return new GlobalImages(
        scale,
        scale == Scale.PAPER
            ? new Settings(60_000, 8, 128, 1280, 9)
            : new Settings(6000, 4, 128, 640, 3));
  }

  @Override
  public String id() {
    return "global-images";
  }

  @Override
  public String title() {
    return "how far digits drawn by UG-VAE, ML-VAE and beta-VAE are from real ones";
  }

  @Override
  public List<DataInput> data() {
    return List.of(DataInput.files(DIGITS, "MNIST", Mnist.files("mnist")));
  }

  @Override
  public int seeds(String dataSet) {
    return 5;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Unit.ofEach(dataSet, Arrays.stream(Model.values()).map(m -> m.title).toList(), seeds);
  }

  @Override
  public double seconds(Unit unit) {
    return 5 + (double) settings.trained() * settings.epochs() / settings.batch() / 150;
  }

  @Override
  public String measuredOn() {
    return "150 batches of 128 a second; one core of an AMD EPYC, Java 17, vector path";
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    Mnist mnist = Mnist.load(folder);
    Model kind = Model.of(unit);
    int pixels = mnist.train().pixelsPerImage();
    GlobalVae model =
        GlobalVae.of(kind.options.apply(Body.perceptrons(pixels, 256)).seed(unit.seed()));
    model.fit(
        Dataset.of(mnist.train().floats(0, settings.trained()), pixels),
        Fit.epochs(settings.epochs()).batch(settings.batch()).rate(kind.rate).seed(unit.seed()));
    ImageFeatures features = ImageFeatures.ofDigits();
    double sum = 0;
    for (int k = 0; k < settings.repetitions(); k++) {
      Rng rng = Rng.of(unit.seed(), "global-images").stream("repetition", k);
      int[] order = rng.stream("test", 0).permutation(mnist.test().size());
      float[] real = new float[settings.images() * pixels];
      for (int i = 0; i < settings.images(); i++) {
        mnist.test().copyTo(order[i], real, i * pixels);
      }
      try (Tape tape = Tape.inference()) {
        float[] drawn =
            model.draw(settings.images(), settings.batch(), rng.stream("draw", 0)).toArray();
        sum += features.distance(drawn, real);
      }
    }
    return Map.of(METRIC, sum / settings.repetitions());
  }

  @Override
  public List<ClaimMetric> answers() {
    return Stream.of(Model.UG_VAE, Model.ML_VAE, Model.BETA_VAE)
        .map(
            m ->
                ClaimMetric.of("ugvae-4.1/" + m.title + "/mnist", DIGITS, m.title, METRIC)
                    .butNotComparable("features of another network: only the order can be judged"))
        .toList();
  }

  /** The order of the models, and what the mixture alone reaches. */
  @Override
  public List<Sheet> findings(Result result) {
    Sheet sheet = Sheet.columns("model", "Fréchet distance");
    int rows = 0;
    for (Model model : Model.values()) {
      double[] values = result.values(model.title, METRIC);
      if (values.length >= 2) {
        sheet.row(model.title, Measured.mean(values));
        rows++;
      }
    }
    return rows == 0
        ? List.of()
        : List.of(
            sheet
                .digits(3)
                .caption(
                    "Drawn digits against real ones: Fréchet distance on our classifier's features"));
  }
}
