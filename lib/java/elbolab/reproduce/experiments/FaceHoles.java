package elbolab.reproduce.experiments;

import elbolab.data.Catalogue;
import elbolab.data.DataFolder;
import elbolab.data.Pictures;
import elbolab.hhvaem.HhVaem;
import elbolab.hhvaem.HhVaemOptions;
import elbolab.hhvaem.ImageNetworks;
import elbolab.hhvaem.Photographs;
import elbolab.hhvaem.TrainingLengths;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.DrawnFigure;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Result;
import elbolab.reproduce.Results;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.show.Measured;
import elbolab.show.Sheet;
import java.util.List;
import java.util.Map;

/**
 * Faces with a hole (the thesis, figure 5.6 b): four models on the first 10,000 of CelebA. The
 * attributes are left out: a predictor of 40 of them from 12,288 numbers twice would be most of the
 * model. A unit measures the error in the hole, and with the first seed it draws its figure.
 *
 * <p>At quick scale faces are 32 × 32 and training takes minutes.
 */
public record FaceHoles(Scale scale, Settings settings) implements Experiment {
  private static final String FACES = "celeba_10k";
  private static final String ERROR = "error in the hole";
  private static final List<String> MODELS = List.of("VAE", "H-VAE", "HMC-VAE", "HH-VAE");
  private static final int SHOWN = 8;

  /**
   * @param side of a face
   * @param trained faces that are trained on; the others test
   * @param tested of these
   * @param steps of training
   * @param hmcShare of these, at the end, with HMC if the model has a chain
   * @param batch faces of a batch
   * @param rate of Adam
   * @param steinChains for each face, which estimate the SKSD
   * @param draws of each posterior
   */
  public record Settings(
      int side,
      int trained,
      int tested,
      int steps,
      double hmcShare,
      int batch,
      double rate,
      int steinChains,
      int draws) {}

  public static FaceHoles at(Scale scale) {
    return new FaceHoles(
        scale,
        scale == Scale.QUICK
            ? new Settings(32, 8000, 24, 2000, 0.02, 32, 1e-3, 2, 8)
            : new Settings(64, 8000, 2000, 150_000, 1 / 30.0, 64, 2e-4, 30, 100));
  }

  @Override
  public String id() {
    return "face-holes";
  }

  @Override
  public String title() {
    return "faces with a hole, filled by VAE, H-VAE, HMC-VAE and HH-VAE";
  }

  @Override
  public List<DataInput> data() {
    return List.of(DataInput.pictures(FACES));
  }

  @Override
  public int seeds(String dataSet) {
    return scale == Scale.QUICK ? 1 : 5;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Unit.ofEach(dataSet, MODELS, seeds);
  }

  @Override
  public double seconds(Unit unit) {
    double images = (double) settings.steps() * settings.batch();
    double area = Math.pow(settings.side() / 32.0, 2);
    boolean hmc = options(unit.model(), 1).chain().isPresent();
    return area
        * (0.002 * images
            + (hmc
                ? 0.05 * (settings.hmcShare() * images + settings.tested() * settings.draws())
                : 0));
  }

  @Override
  public String measuredOn() {
    return "faces of a step of each kind; one core of an AMD EPYC, Java 17, vector path";
  }

  /** The model of this name with the sizes of thesis, section 5.4.1. */
  private HhVaemOptions options(String model, long seed) {
    HhVaemOptions options = HhVaemOptions.named(model, 32, 16);
    HhVaemOptions.Chain chain =
        new HhVaemOptions.Chain(10, 5, 0.02, 0.05, settings.steinChains(), 10);
    return (options.chain().isPresent() ? options.chain(chain) : options).hidden(512).seed(seed);
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    Pictures all = Catalogue.pictures(FACES).load(folder).resized(settings.side(), settings.side());
    Photographs training = new Photographs(all.range(0, settings.trained()));
    HhVaem model =
        HhVaem.of(
            training.asFeatures(),
            options(unit.model(), unit.seed()),
            ImageNetworks.colour(settings.side(), settings.side()));
    TrainingLengths lengths =
        new TrainingLengths(
            settings.batch(),
            1,
            settings.steps(),
            settings.hmcShare(),
            settings.steps() / 20,
            settings.rate(),
            1e-2,
            0.99,
            unit.seed());
    model
        .fitting(training, lengths)
        .checkpoint(
            Results.made()
                .resolve("checkpoints")
                .resolve(id() + "-" + scale)
                .resolve("%s-%d".formatted(unit.model(), unit.seed())),
            100)
        .run();
    Photographs test = new Photographs(all.range(settings.trained(), all.size()));
    Holes holes = Holes.fill(model, test, settings.tested(), settings.draws(), unit.seed());
    if (unit.seed() == 1) {
      Holes shown = Holes.fill(model, test, SHOWN, settings.draws(), unit.seed());
      DrawnFigure.save(
          "hhvaem-5.6b-" + unit.model(),
          scale,
          shown
              .figure("Figure 5.6 (b): %s".formatted(unit.model()))
              .subtitle(
                  "CelebA, %d steps; original, observed, mean of %d draws, two draws, their deviation"
                      .formatted(settings.steps(), settings.draws()))
              .size(640, 400));
    }
    return Map.of(ERROR, holes.error());
  }

  /** The error in the hole of each model. */
  @Override
  public List<Sheet> findings(Result result) {
    Sheet sheet = Sheet.columns("model", "root mean squared error in the hole").digits(3);
    for (String model : MODELS) {
      double[] errors = result.values(model, ERROR);
      if (errors.length > 0) {
        sheet.row(model, Measured.ofRuns(errors));
      }
    }
    return result.units().isEmpty()
        ? List.of()
        : List.of(
            sheet.caption(
                "Faces with a square of a quarter of their area cut out: levels from 0 to 1, mean of the draws"));
  }
}
