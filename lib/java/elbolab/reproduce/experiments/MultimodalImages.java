package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.data.Dataset;
import elbolab.data.ImageSet;
import elbolab.data.Mnist;
import elbolab.global.GroupClassifier;
import elbolab.global.ImageFeatures;
import elbolab.math.Rng;
import elbolab.multimodal.Combination;
import elbolab.multimodal.Crossing;
import elbolab.multimodal.Modalities;
import elbolab.multimodal.Modality;
import elbolab.multimodal.MultiOptions;
import elbolab.multimodal.MultiVae;
import elbolab.multimodal.Subsets;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.reproduce.UnitResult;
import elbolab.show.Measured;
import elbolab.show.Sheet;
import elbolab.tensor.Tape;
import elbolab.vae.Fit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Models of several modalities on digits: with their label, with a label that is there for few of
 * them, with an article of clothing of the same class, and with a turned copy and the label.
 */
public record MultimodalImages(Scale scale, Settings settings) implements Experiment {
  /**
   * @param trained images that are trained on, of 60,000
   * @param epochs through all of them
   * @param hidden units of one layer each way
   * @param shared dimensions of the code that the modalities have in common
   * @param own dimensions of the code that each image has for itself, in DMVAE
   * @param labelWeight of a label's reconstruction beside that of an image of 784 pixels
   * @param tested images that are judged, of 10,000
   * @param likelihoods images whose likelihood is estimated, the first of them
   * @param samples of the latent numbers for each likelihood
   */
  public record Settings(
      int trained,
      int epochs,
      int hidden,
      int shared,
      int own,
      double labelWeight,
      int tested,
      int likelihoods,
      int samples) {}

  /** What an example consists of. */
  private enum Task {
    LABEL("digit and label", 1),
    LABEL_TENTH("digit and label of 10 % pairs", 0.1),
    LABEL_HUNDREDTH("digit and label of 1 % pairs", 0.01),
    LABEL_THOUSANDTH("digit and label of 0.1 % pairs", 0.001),
    CLOTHES("digit and clothes", 1),
    TURNED("digit and turned and label", 1);

    private final String title;
    private final double complete;

    Task(String title, double complete) {
      this.title = title;
      this.complete = complete;
    }

    static Task of(String title) {
      return Arrays.stream(values()).filter(t -> t.title.equals(title)).findFirst().orElseThrow();
    }

    DataInput input() {
      Stream<String> digits = Arrays.stream(Mnist.files("mnist"));
      String[] files =
          (this == CLOTHES
                  ? Stream.concat(digits, Arrays.stream(Mnist.files("fashion_mnist")))
                  : digits)
              .toArray(String[]::new);
      return DataInput.files(title, this == CLOTHES ? "MNIST and Fashion-MNIST" : "MNIST", files);
    }
  }

  /** The four of the room. */
  private enum Model {
    JMVAE,
    MVAE,
    /** As its paper has it, with the shared code of one for all. */
    DMVAE,
    /** With the bounds of the lecture's (27) alone. */
    DMVAE_PLAIN,
    MMVAE;

    MultiOptions options(Settings settings, Modality... modalities) {
      int shared = settings.shared();
      return switch (this) {
        case JMVAE -> MultiOptions.jmvae(shared, modalities);
        case MVAE -> MultiOptions.mvae(shared, modalities);
        case MMVAE -> MultiOptions.mixture(shared, modalities);
        case DMVAE, DMVAE_PLAIN -> {
          // A label has no style of its own.
          Modality[] owning =
              Arrays.stream(modalities)
                  .map(m -> m.features() == CLASSES ? m : m.own(settings.own()))
                  .toArray(Modality[]::new);
          yield MultiOptions.mvae(shared, owning).crossed(this == DMVAE);
        }
      };
    }
  }

  private static final int CLASSES = 10;
  private static final String JOINT = "log p(all)";
  private static final String LOSS = "bound as a loss";

  public static MultimodalImages at(Scale scale) {
    return new MultimodalImages(
        scale,
        scale == Scale.PAPER
            ? new Settings(60_000, 100, 512, 64, 2, 10, 10_000, 1000, 5000)
            : new Settings(5000, 12, 256, 16, 2, 10, 1000, 200, 50));
  }

  @Override
  public String id() {
    return "multimodal-images";
  }

  @Override
  public String title() {
    return "JMVAE, MVAE, DMVAE and a mixture of experts on digits with labels, clothes and turned copies";
  }

  @Override
  public boolean isPaperProtocol() {
    return false;
  }

  @Override
  public List<DataInput> data() {
    return Arrays.stream(Task.values()).map(Task::input).toList();
  }

  @Override
  public int seeds(String dataSet) {
    return scale == Scale.QUICK ? 1 : 5;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    Stream<Model> models = Arrays.stream(Model.values());
    if (Task.of(dataSet) == Task.TURNED) {
      // A joint network cannot see two of three.
      models = models.filter(model -> model != Model.JMVAE);
    }
    if (Task.of(dataSet) != Task.CLOTHES) {
      models = models.filter(model -> model != Model.DMVAE_PLAIN);
    }
    return Unit.ofEach(dataSet, models.map(Model::name).toList(), seeds);
  }

  @Override
  public double seconds(Unit unit) {
    double steps = (double) settings.trained() * settings.epochs() / 100;
    double draws = 4.0 * settings.likelihoods() * settings.samples();
    return 5 + steps * settings.hidden() / 256 / 120 + draws * settings.hidden() / 256 / 20_000;
  }

  @Override
  public String measuredOn() {
    return "120 batches of 100 a second; one core of an AMD EPYC, Java 17, vector path";
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    Task task = Task.of(unit.dataSet());
    Mnist digits = Mnist.load(folder);
    Pairs train =
        Pairs.of(task, digits.train().first(settings.trained()), folder, true, unit.seed());
    Pairs test = Pairs.of(task, digits.test().first(settings.tested()), folder, false, unit.seed());
    int h = settings.hidden();
    Modality digit = Modality.pixels("digit", 784, h);
    Modality label = Modality.label("label", CLASSES, h).weight(settings.labelWeight());
    Modality[] modalities =
        switch (task) {
          case CLOTHES -> new Modality[] {digit, Modality.pixels("clothes", 784, h)};
          case TURNED -> new Modality[] {digit, Modality.pixels("turned", 784, h), label};
          default -> new Modality[] {digit, label};
        };
    MultiVae model =
        MultiVae.of(Model.valueOf(unit.model()).options(settings, modalities).seed(unit.seed()));
    model.fit(
        train.data().complete(task.complete, unit.seed()),
        Fit.epochs(settings.epochs()).rate(2e-3, 2e-4).seed(unit.seed()));
    Map<String, Double> metrics = new TreeMap<>();
    coherence(metrics, model, test, unit.seed());
    codes(metrics, model, test, unit.seed());
    if (task != Task.CLOTHES) {
      // Grey levels have no likelihood under a model of black and white.
      likelihoods(metrics, model, test.data(), unit.seed());
    }
    quality(metrics, model, test, unit.seed());
    return metrics;
  }

  /**
   * A set of examples with what judges them.
   *
   * @param features of each modality; null for a label
   */
  private record Pairs(Modalities data, int[] labels, List<ImageFeatures> features) {
    static Pairs of(Task task, ImageSet digits, DataFolder folder, boolean train, long seed) {
      int[] labels = digits.labels();
      ImageFeatures read = ImageFeatures.ofDigits();
      Dataset label = Modalities.oneHot(labels, CLASSES);
      if (task == Task.CLOTHES) {
        Mnist fashion = Mnist.loadFashion(folder);
        ImageSet clothes = train ? fashion.train() : fashion.test();
        int[] partners =
            Modalities.sameClass(labels, clothes.labels(), Rng.of(seed, train ? "pairs" : "test"));
        return new Pairs(
            Modalities.of(
                Dataset.of(digits.floats(), 784),
                Dataset.of(clothes.select(partners).floats(), 784)),
            labels,
            List.of(read, ImageFeatures.ofClothes()));
      }
      float[] pixels = blackAndWhite(digits);
      Dataset images = Dataset.of(pixels, 784);
      return task == Task.TURNED
          ? new Pairs(
              Modalities.of(images, Dataset.of(turned(pixels), 784), label),
              labels,
              Arrays.asList(read, read, null))
          : new Pairs(Modalities.of(images, label), labels, Arrays.asList(read, null));
    }
  }

  private static float[] blackAndWhite(ImageSet images) {
    float[] pixels = images.floats();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = pixels[i] > 0.5 ? 1 : 0;
    }
    return pixels;
  }

  /** By a quarter, clockwise; four times is the image again. */
  private static float[] turned(float[] pixels) {
    int side = 28;
    float[] turned = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int row = i % (side * side) / side;
      int column = i % side;
      turned[i - i % (side * side) + column * side + side - 1 - row] = pixels[i];
    }
    return turned;
  }

  private static float[] upright(Task task, int modality, float[] pixels) {
    return task == Task.TURNED && modality == 1 ? turned(turned(turned(pixels))) : pixels;
  }

  /** From every subset to every modality that is not in it. */
  private void coherence(Map<String, Double> metrics, MultiVae model, Pairs test, long seed) {
    int count = test.data().each().size();
    for (int set : Subsets.seen(count)) {
      if (model.options().combination() == Combination.NETWORK && Integer.bitCount(set) > 1) {
        continue;
      }
      Crossing crossing = new Crossing(model, test.data().subset(set), seed);
      for (int to = 0; to < count; to++) {
        if ((set >> to & 1) == 0) {
          ImageFeatures features = test.features().get(to);
          metrics.put(
              "coherence of %s from %s".formatted(name(model, to), names(model, set)),
              features == null
                  ? crossing.accuracy(to, test.labels())
                  : features.accuracy(upright(task(model), to, crossing.to(to)), test.labels()));
        }
      }
    }
  }

  private static Task task(MultiVae model) {
    return model.options().modalities().size() == 3 ? Task.TURNED : Task.LABEL;
  }

  private static String name(MultiVae model, int modality) {
    return model.options().modalities().get(modality).name();
  }

  private static String names(MultiVae model, int set) {
    return String.join(
        " and ",
        IntStream.range(0, model.options().modalities().size())
            .filter(m -> (set >> m & 1) == 1)
            .mapToObj(m -> name(model, m))
            .toList());
  }

  /**
   * A linear support vector machine on the codes of images alone: four fifths teach, one judges.
   */
  private void codes(Map<String, Double> metrics, MultiVae model, Pairs test, long seed) {
    for (int m = 0; m < test.data().each().size(); m++) {
      if (test.features().get(m) != null) {
        Crossing crossing = new Crossing(model, test.data().only(m), seed);
        metrics.put(
            "class from the shared code of " + name(model, m),
            told(crossing.shared(), test.labels(), seed));
        if (model.options().modalities().get(m).own() > 0) {
          metrics.put(
              "class from the own code of " + name(model, m),
              told(crossing.own(m), test.labels(), seed));
        }
      }
    }
  }

  private static double told(double[][] codes, int[] labels, long seed) {
    return GroupClassifier.fit(codes, labels, GroupClassifier.Kernel.LINEAR, seed).test();
  }

  /** Of all modalities, of each image, and of the rest given it. */
  private void likelihoods(
      Map<String, Double> metrics, MultiVae model, Modalities test, long seed) {
    int[] rows = IntStream.range(0, settings.likelihoods()).toArray();
    Dataset all = test.select(rows);
    metrics.put(JOINT, new Crossing(model, all, seed).logLikelihoods(all, settings.samples())[0]);
    for (int m = 0; m < test.each().size(); m++) {
      double[] of =
          new Crossing(model, test.only(m).select(rows), seed)
              .logLikelihoods(all, settings.samples());
      metrics.put("log p(%s)".formatted(name(model, m)), of[0]);
      metrics.put("log p(rest | %s)".formatted(name(model, m)), of[1]);
    }
    try (Tape tape = Tape.inference()) {
      double bound = model.elbo(all.all(), Rng.of(seed, "bound")).bound().mean().item();
      metrics.put(LOSS, -bound);
    }
  }

  /** Of images drawn from the prior, against those of the test. */
  private void quality(Map<String, Double> metrics, MultiVae model, Pairs test, long seed) {
    for (int m = 0; m < test.data().each().size(); m++) {
      ImageFeatures features = test.features().get(m);
      if (features != null) {
        try (Tape tape = Tape.inference()) {
          float[] drawn =
              model.only(m, model.draw(test.data().size(), Rng.of(seed, "drawn"))).toArray();
          float[] real = test.data().each().get(m).all().values().toArray();
          metrics.put(
              "frechet distance of " + name(model, m),
              features.distance(upright(task(model), m, drawn), upright(task(model), m, real)));
        }
      }
    }
  }

  @Override
  public List<ClaimMetric> answers() {
    return Stream.of("paper", "obtained")
        .flatMap(
            source ->
                Stream.of(
                    claim(source, Model.JMVAE, "log-likelihood", JOINT),
                    claim(source, Model.MVAE, "ELBO-as-a-loss", LOSS)))
        .toList();
  }

  private static ClaimMetric claim(String source, Model model, String quantity, String metric) {
    return ClaimMetric.of(
            "multimodal-mnist/MultiVae-%s/%s/%s".formatted(source, model, quantity),
            Task.LABEL.title,
            model.name(),
            metric)
        .butNotComparable(
            "pixels turned black and white once, and other networks, weights and lengths");
  }

  /** One table for each kind of example: a row for each measure, a column for each model. */
  @Override
  public List<Sheet> findings(Result result) {
    List<Sheet> sheets = new ArrayList<>();
    for (Task task : Task.values()) {
      List<UnitResult> units =
          result.units().stream().filter(u -> u.unit().dataSet().equals(task.title)).toList();
      if (!units.isEmpty()) {
        sheets.add(sheet(task, units));
      }
    }
    return sheets;
  }

  private static Sheet sheet(Task task, List<UnitResult> units) {
    Map<String, List<UnitResult>> byModel =
        units.stream()
            .collect(
                Collectors.groupingBy(u -> u.unit().model(), TreeMap::new, Collectors.toList()));
    List<String> columns = new ArrayList<>(List.of("measure"));
    byModel.forEach((model, of) -> columns.add("%s (%d runs)".formatted(model, of.size())));
    Sheet sheet = Sheet.columns(columns.toArray(String[]::new));
    SortedSet<String> metrics =
        units.stream()
            .flatMap(u -> u.metrics().keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    for (String metric : metrics) {
      List<Object> row = new ArrayList<>(List.of(metric));
      byModel.values().forEach(of -> row.add(mean(of, metric)));
      sheet.row(row.toArray());
    }
    return sheet.digits(3).caption(task.title);
  }

  /** With its standard error over the runs, where there are several. */
  private static Object mean(List<UnitResult> units, String metric) {
    double[] values =
        units.stream()
            .filter(u -> u.metrics().containsKey(metric))
            .mapToDouble(u -> u.metrics().get(metric))
            .toArray();
    return switch (values.length) {
      case 0 -> "–";
      case 1 -> values[0];
      default -> Measured.mean(values);
    };
  }

  /**
   * A measure of digits and labels at each share of complete pairs, from 0.1 % to all, over the
   * seeds that were run; where none was, the share is left out.
   */
  public static Map<Double, Measured> byPairs(Result result, String model, String metric) {
    Map<Double, Measured> byShare = new TreeMap<>();
    for (Task task :
        List.of(Task.LABEL_THOUSANDTH, Task.LABEL_HUNDREDTH, Task.LABEL_TENTH, Task.LABEL)) {
      double[] values = result.values(task.title, model, metric);
      if (values.length > 0) {
        byShare.put(task.complete, Measured.ofRuns(values));
      }
    }
    return byShare;
  }
}
