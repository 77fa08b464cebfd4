package elbolab.reproduce.experiments;

import elbolab.data.Catalogue;
import elbolab.data.DataFolder;
import elbolab.data.Pictures;
import elbolab.global.GlobalVae;
import elbolab.global.GroupKind;
import elbolab.global.Groups;
import elbolab.global.ImageFeatures;
import elbolab.math.Rng;
import elbolab.prob.FrechetDistance;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.DrawnFigure;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.show.Images;
import elbolab.show.Measured;
import elbolab.show.Panels;
import elbolab.show.Sheet;
import elbolab.show.Values;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What models with global factors draw of faces (the thesis, figures 4.4 to 4.6, A.1 and A.2, table
 * 4.1), with the thesis's networks on the first 10,000 of CelebA. A unit measures, and with the
 * first seed it draws its figures.
 */
public record GlobalPictures(Scale scale, Settings settings) implements Experiment {
  private static final String FACES = "celeba_10k";
  private static final String DISTANCE = "frechet distance";
  private static final int STEPS = 7;
  private static final List<GlobalModel> MODELS =
      List.of(GlobalModel.UG_VAE, GlobalModel.UG_VAE_4, GlobalModel.ML_VAE, GlobalModel.BETA_VAE);

  /** Attributes with enough faces, for figure 4.6. */
  public static final List<String> ATTRIBUTES =
      List.of("Blond_Hair", "Black_Hair", "Male", "Bangs", "Eyeglasses", "Smiling", "Young");

  /**
   * @param trained faces that are trained on; the others test
   * @param epochs 10 in the public code
   * @param images drawn and real, for each distance
   */
  public record Settings(int trained, int epochs, int images) {}

  public static GlobalPictures at(Scale scale) {
    return new GlobalPictures(
        scale, scale == Scale.PAPER ? new Settings(8000, 10, 1280) : new Settings(8000, 1, 640));
  }

  @Override
  public String id() {
    return "global-pictures";
  }

  @Override
  public String title() {
    return "faces drawn by UG-VAE, ML-VAE and beta-VAE, and how far they are from real ones";
  }

  @Override
  public List<DataInput> data() {
    return List.of(DataInput.pictures(FACES));
  }

  @Override
  public int seeds(String dataSet) {
    return 5;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Unit.ofEach(dataSet, MODELS.stream().map(GlobalModel::title).toList(), seeds);
  }

  @Override
  public double seconds(Unit unit) {
    return GlobalModel.seconds(settings.trained(), settings.epochs()) + 0.03 * settings.images();
  }

  @Override
  public String measuredOn() {
    return "steps of 128 images of 64 x 64; one core of an AMD EPYC, Java 17, vector path";
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    Pictures faces = Catalogue.pictures(FACES).load(folder);
    GlobalModel kind = GlobalModel.of(unit);
    GlobalVae model =
        kind.trained(faces.range(0, settings.trained()), settings.epochs(), unit.seed());
    if (unit.seed() == 1) {
      draw(kind, model, faces);
    }
    return measure(kind, model, faces, unit.seed());
  }

  private Map<String, Double> measure(
      GlobalModel kind, GlobalVae model, Pictures faces, long seed) {
    Map<String, Double> metrics = new TreeMap<>();
    ImageFeatures features = ImageFeatures.ofFaces();
    int[] test =
        IntStream.range(settings.trained(), settings.trained() + settings.images()).toArray();
    double[][] real = features.of(faces.floats(test));
    Rng rng = Rng.of(seed, id());
    metrics.put(
        DISTANCE,
        FrechetDistance.between(
            features.of(
                drawn(
                    rng.stream("all", 0), r -> model.draw(GlobalModel.SIZE, GlobalModel.SIZE, r))),
            real));
    if (kind != GlobalModel.UG_VAE) {
      return metrics;
    }
    List<double[][]> ofAttribute = new ArrayList<>();
    for (String attribute : ATTRIBUTES) {
      int[] having = Arrays.copyOf(faces.where(attribute, "1"), settings.images() / 2);
      ofAttribute.add(features.of(faces.floats(having)));
    }
    for (int d = 0; d < model.options().classes(); d++) {
      int ofClass = d;
      double[][] its =
          features.of(
              drawn(
                  rng.stream("class", d),
                  r -> model.draw(GlobalModel.SIZE, GlobalModel.SIZE, ofClass, r)));
      for (int k = 0; k < ATTRIBUTES.size(); k++) {
        metrics.put(
            distance(ATTRIBUTES.get(k), d), FrechetDistance.between(its, ofAttribute.get(k)));
      }
    }
    return metrics;
  }

  /** The metric of a square of figure 4.6. */
  public static String distance(String attribute, int ofClass) {
    return "%s; %s; class %d".formatted(DISTANCE, attribute, ofClass);
  }

  private float[] drawn(Rng rng, Function<Rng, Tensor> group) {
    int count = (settings.images() + GlobalModel.SIZE - 1) / GlobalModel.SIZE;
    float[] all = new float[count * GlobalModel.SIZE * GlobalModel.PIXELS];
    for (int i = 0; i < count; i++) {
      try (Tape tape = Tape.inference()) {
        float[] part = group.apply(rng.stream("group", i)).toArray();
        System.arraycopy(part, 0, all, i * part.length, part.length);
      }
    }
    return all;
  }

  private void draw(GlobalModel kind, GlobalVae model, Pictures faces) {
    String about =
        "%s after %d epochs of %,d faces of CelebA, seed 1"
            .formatted(kind.title(), settings.epochs(), settings.trained());
    switch (kind) {
      case UG_VAE -> {
        int[] most = mostUsed(model, faces);
        DrawnFigure.save(
            "ugvae-4.4",
            scale,
            Panels.of(
                    "Figure 4.4 (top): rows β, columns z, three classes",
                    3,
                    IntStream.range(0, 3).boxed().toList(),
                    k -> grid("class " + most[k], model, most[k]))
                .subtitle(about)
                .size(1140, 480));
        DrawnFigure.save(
            "ugvae-A.2",
            scale,
            Images.of(
                    "Figure A.2: eight draws of each of 20 classes",
                    GlobalModel.SIDE,
                    GlobalModel.SIDE,
                    eachClass(model, 8))
                .columns(16)
                .subtitle(about + "; two classes in each row")
                .size(1000, 690));
        Pictures test = faces.range(settings.trained(), faces.size());
        GroupKind men = new GroupKind("men", test.where("Male", "1"));
        GroupKind women = new GroupKind("women", test.where("Male", "0"));
        GroupKind black = new GroupKind("black hair", test.where("Black_Hair", "1"));
        GroupKind blond = new GroupKind("blond hair", test.where("Blond_Hair", "1"));
        drawMap("a", about, model, test, men, women);
        drawMap("b", about, model, test, black, blond);
      }
      case UG_VAE_4 ->
          DrawnFigure.save(
              "ugvae-A.1",
              scale,
              Panels.of(
                      "Figure A.1: rows β, columns z, K = 4",
                      2,
                      IntStream.range(0, 4).boxed().toList(),
                      k -> grid("class " + k, model, k))
                  .subtitle(about)
                  .size(800, 930));
      case ML_VAE ->
          DrawnFigure.save(
              "ugvae-4.4-ml",
              scale,
              grid("Figure 4.4 (top, right): ML-VAE, rows β, columns z", model, 0)
                  .subtitle(about)
                  .size(500, 590));
      default ->
          DrawnFigure.save(
              "ugvae-4.5",
              scale,
              Images.of(
                      "Figure 4.5: β-VAE, z from −1 to 1 in all dimensions",
                      GlobalModel.SIDE,
                      GlobalModel.SIDE,
                      GlobalModel.pictures(
                          model.decode(
                              Tensor.of(Values.spaced(-1, 1, STEPS), STEPS, 1)
                                  .expand(STEPS, model.options().local()),
                              Tensor.zeros(STEPS, 1))))
                  .columns(STEPS)
                  .subtitle(about)
                  .size(560, 170));
    }
  }

  private void drawMap(
      String part, String about, GlobalVae model, Pictures test, GroupKind one, GroupKind other) {
    GroupKind random = new GroupKind("random", IntStream.range(0, test.size()).toArray());
    DrawnFigure.save(
        "ugvae-4.8" + part,
        scale,
        new BetaMap(model, test, List.of())
            .plot(
                "Figure 4.8 (%s): t-SNE of β of groups of 128 test faces".formatted(part),
                new int[] {100, 100, 200},
                one,
                other,
                random)
            .subtitle(about));
  }

  private static Images grid(String title, GlobalVae model, int d) {
    try (Tape tape = Tape.inference()) {
      return Images.of(
              title,
              GlobalModel.SIDE,
              GlobalModel.SIDE,
              GlobalModel.pictures(model.grid(d, 1, STEPS, STEPS)))
          .columns(STEPS);
    }
  }

  private static float[][] eachClass(GlobalVae model, int each) {
    return IntStream.range(0, model.options().classes())
        .boxed()
        .flatMap(
            d ->
                Arrays.stream(
                    GlobalModel.pictures(
                        model.draw(each, each, d, Rng.of(1, "class").stream("d", d)))))
        .toArray(float[][]::new);
  }

  /** Classes by the share of test faces that are assigned to them, the largest first. */
  private int[] mostUsed(GlobalVae model, Pictures faces) {
    int[] rows =
        IntStream.range(settings.trained(), settings.trained() + 2 * GlobalModel.SIZE).toArray();
    try (Tape tape = Tape.inference()) {
      float[] use =
          model
              .encode(faces.rows(rows), Groups.each(rows.length, GlobalModel.SIZE))
              .logClasses()
              .exp()
              .mean(0)
              .toArray();
      return IntStream.range(0, use.length)
          .boxed()
          .sorted(Comparator.comparingDouble(d -> -use[d]))
          .mapToInt(d -> d)
          .toArray();
    }
  }

  @Override
  public List<ClaimMetric> answers() {
    return Stream.of(GlobalModel.UG_VAE, GlobalModel.ML_VAE, GlobalModel.BETA_VAE)
        .map(
            m ->
                ClaimMetric.of("ugvae-4.1/" + m.title() + "/celeba", FACES, m.title(), DISTANCE)
                    .butNotComparable("features of another network: only the order can be judged"))
        .toList();
  }

  /** The order of the models. */
  @Override
  public List<Sheet> findings(Result result) {
    Sheet sheet = Sheet.columns("model", "Fréchet distance").digits(3);
    for (GlobalModel model : MODELS) {
      double[] distances = result.values(model.title(), DISTANCE);
      if (distances.length > 0) {
        sheet.row(model.title(), Measured.ofRuns(distances));
      }
    }
    return result.units().isEmpty()
        ? List.of()
        : List.of(
            sheet.caption(
                "Drawn faces against test faces: Fréchet distance on our classifier's features"));
  }
}
