package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.data.Observed;
import elbolab.data.ParitySplit;
import elbolab.data.Table;
import elbolab.hhvaem.Defect;
import elbolab.hhvaem.Feature;
import elbolab.hhvaem.FeatureKind;
import elbolab.hhvaem.Features;
import elbolab.hhvaem.HhVaem;
import elbolab.hhvaem.HhVaemOptions;
import elbolab.hhvaem.Inference;
import elbolab.hhvaem.PosteriorDraws;
import elbolab.hhvaem.TrainingLengths;
import elbolab.math.Rng;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.PairedMetrics;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.show.Sheet;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * HH-VAEM and its relatives on the split and the test mask with which the public code was run: once
 * with all of its defects that apply, once corrected, and with each defect alone. All readings of a
 * model share a seed's first values, batches and noise, so that they can be compared pair by pair.
 */
public record HhVaemParity(Scale scale, Settings settings) implements Experiment {
  private static final List<String> DATA = List.of("boston", "energy");
  private static final String VAEM = "VAEM";
  private static final String MIWAEM = "MIWAEM";
  private static final String H_VAEM = "H-VAEM";
  private static final String HH_VAEM = "HH-VAEM";
  private static final String ENCODER = "encoder ";
  private static final String AT_MEANS = "at means ";
  private static final List<String> METRICS =
      List.of("ll_y", "rmse_y", "ll_xu_code", "ll_xu", "ll_xo_code", "error_xu");

  /** The reading without defects. */
  public static final String CORRECTED = "corrected";

  /** The reading with all defects that apply to a model. */
  public static final String PUBLIC_CODE = "public code";

  /**
   * @param steps of the dependency VAE
   * @param longSteps of the same on Boston, once more
   * @param hmcModelSteps of HH-VAEM; the last tenth is taken with HMC
   * @param marginalSteps of each marginal VAE
   * @param fewMarginalSteps with which the public code stops those of energy under VAEM
   * @param draws of the posterior of each test row
   */
  public record Settings(
      int steps,
      int longSteps,
      int hmcModelSteps,
      int marginalSteps,
      int fewMarginalSteps,
      int draws) {}

  public static HhVaemParity at(Scale scale) {
    return new HhVaemParity(
        scale,
        scale == Scale.QUICK
            ? new Settings(400, 2000, 200, 100, 7, 100)
            : new Settings(4000, 20_000, 2000, 1000, 70, 1000));
  }

  @Override
  public String id() {
    return "hhvaem-parity";
  }

  @Override
  public String title() {
    return "HH-VAEM on the split that its public code was run on, with and without its defects";
  }

  @Override
  public List<DataInput> data() {
    return DATA.stream().map(HhVaemParity::input).toList();
  }

  private static DataInput input(String name) {
    String stem = "hhvaem_parity_splits/" + name + "_0_";
    return DataInput.files(
        name, name + ", split 0", stem + "train.csv", stem + "test.csv", stem + "testmask.csv");
  }

  @Override
  public int seeds(String dataSet) {
    return scale == Scale.QUICK ? 1 : 5;
  }

  /**
   * A model, how long it is trained, and how the code is read.
   *
   * @param reading {@link #CORRECTED}, {@link #PUBLIC_CODE}, the name of one defect, or one of them
   *     with few marginal steps
   */
  private record Variant(String model, int steps, String reading) {
    String name() {
      return "%s %d, %s".formatted(model, steps, reading);
    }
  }

  /** The unit's model of a variant. */
  public static String variant(String model, int steps, String reading) {
    return new Variant(model, steps, reading).name();
  }

  private String withFewMarginalSteps(String reading) {
    return "%s, %d marginal steps".formatted(reading, settings.fewMarginalSteps);
  }

  /** What is compared with the figures of the public code, shorter ones first. */
  private List<Variant> compared(String dataSet) {
    List<Variant> all = new ArrayList<>();
    for (String reading : List.of(PUBLIC_CODE, CORRECTED)) {
      all.add(new Variant(VAEM, settings.steps, reading));
      all.add(new Variant(H_VAEM, settings.steps, reading));
      all.add(new Variant(HH_VAEM, settings.hmcModelSteps, reading));
      if (!isBoston(dataSet)) {
        all.add(new Variant(VAEM, settings.steps, withFewMarginalSteps(reading)));
      }
    }
    return all;
  }

  /** Long trainings of Boston, and each defect alone. */
  private List<Variant> further(String dataSet) {
    List<Variant> all = new ArrayList<>();
    for (Defect defect : defects(VAEM)) {
      all.add(new Variant(VAEM, settings.steps, defect.name()));
    }
    for (Defect defect : defects(HH_VAEM)) {
      all.add(new Variant(HH_VAEM, settings.hmcModelSteps, defect.name()));
    }
    if (isBoston(dataSet)) {
      all.add(new Variant(MIWAEM, settings.steps, CORRECTED));
      all.add(new Variant(MIWAEM, settings.steps, Defect.NO_LOG_K.name()));
      for (String reading : List.of(PUBLIC_CODE, CORRECTED)) {
        all.add(new Variant(VAEM, settings.longSteps, reading));
        all.add(new Variant(H_VAEM, settings.longSteps, reading));
      }
    }
    return all;
  }

  private static boolean isBoston(String dataSet) {
    return dataSet.equals(DATA.get(0));
  }

  private List<Variant> variants(String dataSet) {
    List<Variant> all = new ArrayList<>(compared(dataSet));
    all.addAll(further(dataSet));
    return all;
  }

  /** Seed by seed, so that whatever is there when a run is stopped is complete in itself. */
  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Stream.of(compared(dataSet), further(dataSet))
        .flatMap(
            variants ->
                LongStream.rangeClosed(1, seeds)
                    .boxed()
                    .flatMap(seed -> variants.stream().map(v -> Unit.of(dataSet, v.name(), seed))))
        .toList();
  }

  private Variant variant(Unit unit) {
    return variants(unit.dataSet()).stream()
        .filter(each -> each.name().equals(unit.model()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no model '" + unit.model() + "'"));
  }

  @Override
  public double seconds(Unit unit) {
    Variant variant = variant(unit);
    boolean hmc = variant.model.equals(HH_VAEM);
    double evaluation = 0.004 * settings.draws;
    return settings.marginalSteps / 500.0
        + variant.steps / 700.0
        + evaluation
        + (hmc ? 0.1 * variant.steps / 25 + 5 * evaluation : 0);
  }

  @Override
  public String measuredOn() {
    return "700 steps and 25 HMC steps a second; one core of an AMD EPYC, Java 17, vector path";
  }

  /** The defects that make a difference to a model of this kind. */
  static Set<Defect> defects(String model) {
    Set<Defect> both = EnumSet.of(Defect.DECAY_WITHOUT_HMC, Defect.POSITIVE_WEIGHT);
    switch (model) {
      case VAEM -> {}
      case MIWAEM -> both.add(Defect.NO_LOG_K);
      case H_VAEM -> both.add(Defect.BALANCE_NOT_DETACHED);
      case HH_VAEM -> {
        both = EnumSet.allOf(Defect.class);
        both.remove(Defect.NO_LOG_K);
      }
      default -> throw new IllegalArgumentException("no model '" + model + "'");
    }
    return both;
  }

  private static HhVaemOptions options(Variant variant, String dataSet, long seed) {
    HhVaemOptions plain = HhVaemTables.options(variant.model, dataSet, seed);
    String reading = variant.reading.split(",")[0];
    Set<Defect> defects =
        switch (reading) {
          case CORRECTED -> Set.of();
          case PUBLIC_CODE -> defects(variant.model);
          default -> Set.of(Defect.valueOf(reading));
        };
    return plain.with(defects.toArray(Defect[]::new));
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    Variant variant = variant(unit);
    ParitySplit split =
        isBoston(unit.dataSet()) ? ParitySplit.boston(folder) : ParitySplit.energy(folder);
    Features features = features(split.train());
    Observed truth = features.encode(split.test()).all();
    Observed x = truth.hide(mask(features, split));
    HhVaem model = HhVaem.of(features, options(variant, unit.dataSet(), unit.seed()));
    boolean few = variant.reading.contains(",");
    model
        .fitting(
            features.encode(split.train()),
            TrainingLengths.steps(variant.steps)
                .marginalSteps(few ? settings.fewMarginalSteps : settings.marginalSteps)
                .seed(unit.seed()))
        .run();
    Map<String, Double> metrics = new TreeMap<>();
    boolean hmc = model.options().chain().isPresent();
    add(metrics, hmc ? ENCODER : "", model, Inference.ENCODER, truth, x, unit.seed());
    if (hmc) {
      add(metrics, "", model, Inference.HMC, truth, x, unit.seed());
    }
    return metrics;
  }

  /** Targets are log-Gaussian, as the public code has those of these two tables. */
  private static Features features(Table train) {
    Features features = Features.of(train);
    for (Feature target : features.targets()) {
      features = features.as(target.name(), FeatureKind.LOG_GAUSSIAN, train);
    }
    return features;
  }

  /** The split's mask in the order of the features; targets are never seen. */
  private static Tensor mask(Features features, ParitySplit split) {
    List<String> columns = split.test().features().stream().map(column -> column.name()).toList();
    List<Feature> all = features.all();
    boolean[][] observed = split.observed();
    float[] mask = new float[observed.length * all.size()];
    for (int row = 0; row < observed.length; row++) {
      for (int c = 0; c < features.inputs().size(); c++) {
        boolean seen = observed[row][columns.indexOf(all.get(c).name())];
        mask[row * all.size() + c] = seen ? 1 : 0;
      }
    }
    return Tensor.of(mask, observed.length, all.size());
  }

  private void add(
      Map<String, Double> to,
      String prefix,
      HhVaem model,
      Inference by,
      Observed truth,
      Observed x,
      long seed) {
    PosteriorDraws draws = model.posterior(x, by, settings.draws, Rng.of(seed, "test"));
    Rng rng = Rng.of(seed, "scores");
    draws.scores(truth, x, rng).byName().forEach((name, value) -> to.put(prefix + name, value));
    draws
        .atMeans()
        .scores(truth, x, rng)
        .byName()
        .forEach((name, value) -> to.put(AT_MEANS + prefix + name, value));
  }

  /**
   * The public code tests at the mean of z, and reports the likelihoods that are divided inside the
   * exponent.
   */
  private static String metric(String sampler, String printed) {
    return AT_MEANS + sampler + (printed.startsWith("ll_x") ? printed + "_code" : printed);
  }

  @Override
  public List<ClaimMetric> answers() {
    List<ClaimMetric> answers = new ArrayList<>();
    if (scale == Scale.QUICK) {
      return answers;
    }
    for (String data : DATA) {
      for (String metric : List.of("ll_y", "rmse_y", "ll_xu", "ll_xo", "error_xu")) {
        for (Variant variant : variants(data)) {
          if (variant.reading.equals(PUBLIC_CODE)) {
            String place = "%s/%d/%s".formatted(variant.model, variant.steps, metric);
            String begin = "hhvaem-public-code/" + data + "/";
            answers.add(ClaimMetric.of(begin + place, data, variant.name(), metric("", metric)));
            if (variant.model.equals(HH_VAEM)) {
              answers.add(
                  ClaimMetric.of(
                      begin + "encoder-of-" + place,
                      data,
                      variant.name(),
                      metric(ENCODER, metric)));
            }
          }
        }
      }
    }
    return answers;
  }

  /** What each defect does alone, and what it does to test without the noise of z. */
  @Override
  public List<Sheet> findings(Result result) {
    PairedMetrics effects =
        PairedMetrics.lessModel(
            result, model -> model.substring(0, model.indexOf(',')) + ", " + CORRECTED);
    PairedMetrics noiseless =
        new PairedMetrics(result, key -> key.metric(AT_MEANS + key.metric()), key -> key);
    String reading =
        "; ± half of the 95 % interval over seeds, * where 0 is outside; of ll more is better, of rmse and error less";
    return List.of(
        sheet(
            "Effect of the public code's defects: each reading less the corrected one with the same seed"
                + reading,
            effects,
            name -> !name.endsWith(", " + CORRECTED)),
        sheet(
            "Effect of testing at the mean of z, as the public code does, on the same model"
                + reading,
            noiseless,
            name -> name.endsWith(", " + CORRECTED)));
  }

  private Sheet sheet(String caption, PairedMetrics pairs, Predicate<String> which) {
    List<PairedMetrics.Line> lines = new ArrayList<>();
    for (String data : DATA) {
      List<String> names = variants(data).stream().map(Variant::name).filter(which).toList();
      lines.addAll(pairs.lines(List.of(data), names, METRICS));
    }
    return PairedMetrics.sheet(caption, "model, steps, reading", METRICS, lines);
  }
}
