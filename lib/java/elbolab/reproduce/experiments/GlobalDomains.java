package elbolab.reproduce.experiments;

import elbolab.data.Catalogue;
import elbolab.data.DataFolder;
import elbolab.data.Dataset;
import elbolab.data.Pictures;
import elbolab.global.DomainPath;
import elbolab.global.GlobalVae;
import elbolab.global.GroupKind;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.DrawnFigure;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.show.Images;
import elbolab.show.Measured;
import elbolab.show.Plot;
import elbolab.show.Sheet;
import elbolab.show.Values;
import elbolab.tensor.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Whether β carries the domain of an image (the thesis, section 4.3.2, figures 4.7, A.3 and A.4):
 * faces and cars, half and half in every batch, with the thesis's networks. A unit measures, and
 * with the first seed it draws its figures.
 */
public record GlobalDomains(Scale scale, Settings settings) implements Experiment {
  private static final String FACES = "celeba_10k";
  private static final String CARS = "stanford_cars";
  private static final String BY_BETA = "share of the way, beta alone";
  private static final String BY_Z = "share of the way, z alone";
  private static final int STEPS = 7;
  private static final List<GlobalModel> MODELS =
      List.of(GlobalModel.UG_VAE, GlobalModel.ML_VAE, GlobalModel.GM_VAE_2);

  /**
   * @param each images of a domain that are trained on
   * @param epochs 10 in the public code
   */
  public record Settings(int each, int epochs) {}

  public static GlobalDomains at(Scale scale) {
    return new GlobalDomains(scale, new Settings(4400, scale == Scale.PAPER ? 10 : 1));
  }

  @Override
  public String id() {
    return "global-domains";
  }

  @Override
  public String title() {
    return "whether the global variable of UG-VAE carries the domain of an image";
  }

  @Override
  public List<DataInput> data() {
    return List.of(DataInput.pictures(FACES, CARS));
  }

  @Override
  public int seeds(String dataSet) {
    return 1;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Unit.ofEach(dataSet, MODELS.stream().map(GlobalModel::title).toList(), seeds);
  }

  @Override
  public double seconds(Unit unit) {
    return 30 + GlobalModel.seconds(2 * settings.each(), settings.epochs());
  }

  @Override
  public String measuredOn() {
    return "steps of 128 images of 64 x 64; one core of an AMD EPYC, Java 17, vector path";
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    Pictures faces = Catalogue.pictures(FACES).load(folder);
    Pictures cars = Catalogue.pictures(CARS).load(folder);
    int each = settings.each();
    Dataset training = faces.range(0, each).with(cars.range(0, each));
    GlobalModel kind = GlobalModel.of(unit);
    GlobalVae model = kind.trained(training, settings.epochs(), unit.seed());
    Pictures otherFaces = faces.range(faces.size() - (cars.size() - each), faces.size());
    Pictures otherCars = cars.range(each, cars.size());
    return align(kind, model, otherFaces, otherCars, unit.seed());
  }

  private Map<String, Double> align(
      GlobalModel kind, GlobalVae model, Pictures faces, Pictures cars, long seed) {
    int[] pure = IntStream.range(0, GlobalModel.SIZE).toArray();
    try (Tape tape = Tape.inference()) {
      DomainPath path = DomainPath.between(model, faces.rows(pure), cars.rows(pure));
      if (seed == 1) {
        draw(kind, path, faces.with(cars), faces.size());
      }
      return Map.of(BY_BETA, path.byBeta(), BY_Z, path.byZ());
    }
  }

  private void draw(GlobalModel kind, DomainPath path, Dataset both, int faces) {
    String figure =
        switch (kind) {
          case ML_VAE -> "4.7 (f)";
          case GM_VAE_2 -> "A.4";
          default -> "4.7 (e)";
        };
    String about =
        "after %d epochs of %,d faces of CelebA and %,d Stanford Cars, seed 1"
            .formatted(settings.epochs(), settings.each(), settings.each());
    DrawnFigure.save(
        "ugvae-" + figure.replaceAll("[ ()]", ""),
        scale,
        Images.of(
                "Figure %s: %s, rows β₁ → β₂, columns z₁ → z₂".formatted(figure, kind.title()),
                GlobalModel.SIDE,
                GlobalModel.SIDE,
                GlobalModel.pictures(path.grid(STEPS, STEPS)))
            .columns(STEPS)
            .subtitle(about)
            .size(500, 590));
    if (kind == GlobalModel.UG_VAE) {
      DrawnFigure.save("ugvae-4.7b", scale, map(path, both, faces).subtitle(about));
    }
  }

  /** t-SNE of β of groups of one domain and of both, with the path from β₁ to β₂. */
  private static Plot map(DomainPath path, Dataset both, int faces) {
    List<double[]> way = new ArrayList<>();
    for (double share : Values.spaced(0, 1, STEPS)) {
      way.add(path.beta1().times(1 - share).plus(path.beta2().times(share)).toDoubles());
    }
    return new BetaMap(path.model(), both, way)
        .plot(
            "Figure 4.7 (b): t-SNE of β of groups of 128",
            new int[] {100, 100, 200},
            new GroupKind("faces", IntStream.range(0, faces).toArray()),
            new GroupKind("cars", IntStream.range(faces, both.size()).toArray()),
            new GroupKind("half and half", IntStream.range(0, both.size()).toArray()));
  }

  /** What moves an image between two domains. */
  @Override
  public List<Sheet> findings(Result result) {
    Sheet sheet = Sheet.columns("model", "β alone", "z alone").decimals(3);
    for (GlobalModel model : MODELS) {
      double[] byBeta = result.values(model.title(), BY_BETA);
      if (byBeta.length > 0) {
        sheet.row(
            model.title(),
            Measured.ofRuns(byBeta),
            Measured.ofRuns(result.values(model.title(), BY_Z)));
      }
    }
    return result.units().isEmpty()
        ? List.of()
        : List.of(
            sheet.caption(
                "Share of the way from faces to cars, 128 pairs that were not trained on"));
  }
}
