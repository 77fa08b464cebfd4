package elbolab.reproduce.experiments;

import elbolab.data.Column;
import elbolab.data.ColumnKind;
import elbolab.data.DataFolder;
import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.data.Table;
import elbolab.hhvaem.Errors;
import elbolab.hhvaem.Feature;
import elbolab.hhvaem.Features;
import elbolab.hhvaem.HhVaem;
import elbolab.hhvaem.HhVaemOptions;
import elbolab.hhvaem.Inference;
import elbolab.hhvaem.MeanImputation;
import elbolab.hhvaem.MissForest;
import elbolab.hhvaem.PosteriorDraws;
import elbolab.hhvaem.Scores;
import elbolab.hhvaem.TrainingLengths;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Quantity;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.show.Measured;
import elbolab.show.Sheet;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Tables of patients and people in which cells are truly missing. Kinds of columns are inferred. A
 * model learns from four fifths of the rows with the gaps that they have. In the other rows a share
 * of the cells that are there is hidden on purpose and imputed; then, with nothing hidden but what
 * is missing anyway, the outcome is predicted. A seed is a fold, and all else that is random.
 */
public record HhVaemMissingCells(Scale scale, Settings settings) implements Experiment {
  private static final String VAEM = "VAEM";
  private static final String HH_VAEM = "HH-VAEM";
  private static final String MEAN = "mean";
  private static final String FOREST = "missForest";
  private static final List<String> MODELS = List.of(VAEM, HH_VAEM, FOREST, MEAN);
  private static final int FOLDS = 5;
  private static final List<String> METRICS =
      List.of("error_xu", "nrmse", "ll_xu", "error_y", "ll_y");

  /**
   * A table as it is read.
   *
   * @param without columns that are left out: identifiers, and what is only known with the outcome
   */
  private record Source(String name, String file, String outcome, List<String> without) {}

  private static final List<Source> SOURCES =
      List.of(
          new Source(
              "horse colic",
              "horse_colic_train.csv",
              "outcome",
              List.of(
                  "hospital_number", "lesion_type_1", "lesion_type_2", "lesion_type_3", "cp_data")),
          new Source("heart", "heart_cleveland.csv", "num", List.of()),
          new Source("breast cancer", "breast_cancer_wisconsin.csv", "class", List.of("id")),
          new Source("adult", "adult_train.csv", "income", List.of()));

  /**
   * @param rows of a longer table that are drawn, once for all seeds
   * @param steps of the dependency VAE; of HH-VAEM's the last tenth with HMC
   * @param marginalSteps of each marginal VAE
   * @param draws of the posterior of each test row
   * @param hidden share of the present cells of the test rows
   * @param trees of each forest of missForest
   * @param rounds of missForest at most
   */
  public record Settings(
      int rows, int steps, int marginalSteps, int draws, double hidden, int trees, int rounds) {}

  public static HhVaemMissingCells at(Scale scale) {
    return new HhVaemMissingCells(
        scale,
        scale == Scale.QUICK
            ? new Settings(500, 600, 300, 50, 0.2, 20, 3)
            : new Settings(1500, 2000, 1000, 200, 0.2, 50, 4));
  }

  @Override
  public String id() {
    return "hhvaem-uci";
  }

  @Override
  public String title() {
    return "Tables with truly missing cells: imputation of hidden ones, and the outcome";
  }

  @Override
  public List<DataInput> data() {
    return SOURCES.stream()
        .map(
            source ->
                DataInput.files(source.name, source.name + ", 5 folds", "uci_mixed/" + source.file))
        .toList();
  }

  @Override
  public int seeds(String dataSet) {
    return scale == Scale.QUICK ? 1 : FOLDS;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return LongStream.rangeClosed(1, seeds)
        .boxed()
        .flatMap(seed -> MODELS.stream().map(model -> Unit.of(dataSet, model, seed)))
        .toList();
  }

  @Override
  public double seconds(Unit unit) {
    double steps = settings.marginalSteps / 500.0 + settings.steps / 700.0;
    return switch (unit.model()) {
      case MEAN -> 1;
      case FOREST -> 0.1 * settings.trees * settings.rounds;
      case VAEM -> 5 + steps;
      default -> 15 + steps + 0.1 * settings.steps / 25;
    };
  }

  @Override
  public String measuredOn() {
    return "700 steps and 25 HMC steps a second; one core of an AMD EPYC, Java 17, vector path";
  }

  /** The table with its kinds inferred, its identifiers left out and its outcome as the target. */
  public Table table(String dataSet, DataFolder folder) {
    Source source = SOURCES.stream().filter(s -> s.name.equals(dataSet)).findFirst().orElseThrow();
    Table table = Table.read(folder.file("uci_mixed/" + source.file));
    String[] dropped =
        table.columns().stream()
            .filter(c -> c.kind() == ColumnKind.TEXT || source.without.contains(c.name()))
            .map(Column::name)
            .toArray(String[]::new);
    Table kept = table.without(dropped).withTargets(source.outcome);
    if (kept.rows() <= settings.rows) {
      return kept;
    }
    int[] order = Rng.of(1, "rows of " + dataSet).permutation(kept.rows());
    return kept.select(dataSet, Arrays.copyOf(order, settings.rows));
  }

  /** Training and test rows of a seed's fold. */
  private record Fold(int[] train, int[] test) {
    static Fold of(Table table, long seed) {
      int[] order = Rng.of(1, "folds of " + table.name()).permutation(table.rows());
      int own = (int) ((seed - 1) % FOLDS);
      IntStream places = IntStream.range(0, order.length);
      Map<Boolean, List<Integer>> parts =
          places.boxed().collect(Collectors.partitioningBy(k -> k % FOLDS == own));
      return new Fold(rows(order, parts.get(false)), rows(order, parts.get(true)));
    }

    private static int[] rows(int[] order, List<Integer> places) {
      return places.stream().mapToInt(k -> order[k]).toArray();
    }
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    Table table = table(unit.dataSet(), folder);
    Fold fold = Fold.of(table, unit.seed());
    Features features = Features.of(table, fold.train());
    Dataset training = features.encode(table.select("train", fold.train()));
    Observed truth = features.encode(table.select("test", fold.test())).all();
    Rng rng = Rng.of(unit.seed(), "hidden in the test rows");
    Observed holes = features.hide(truth, settings.hidden, rng);
    Observed gaps = features.hide(truth, 0, rng);
    return switch (unit.model()) {
      case MEAN -> mean(features, training.all(), truth, holes);
      case FOREST -> {
        MissForest forest = new MissForest(settings.trees, settings.rounds, unit.seed());
        Map<String, Double> metrics =
            imputed(features, forest.guesses(features, training.all(), holes), truth, holes);
        metrics.put("error_y", wrongOutcomes(table, fold, forest));
        yield metrics;
      }
      default -> modelled(unit, HhVaem.of(features, options(unit)), training, truth, holes, gaps);
    };
  }

  private static HhVaemOptions options(Unit unit) {
    HhVaemOptions options =
        unit.model().equals(VAEM) ? HhVaemOptions.vaem(10) : HhVaemOptions.hhVaem(10, 5);
    return options.seed(unit.seed());
  }

  private Map<String, Double> modelled(
      Unit unit, HhVaem model, Dataset training, Observed truth, Observed holes, Observed gaps) {
    TrainingLengths lengths =
        TrainingLengths.steps(settings.steps)
            .marginalSteps(settings.marginalSteps)
            .seed(unit.seed());
    model.fitting(training, lengths).run();
    Inference by = model.options().chain().isPresent() ? Inference.HMC : Inference.ENCODER;
    Scores imputation = scores(model, by, truth, holes, unit.seed());
    Scores prediction = scores(model, by, truth, gaps, unit.seed());
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("error_xu", imputation.errorMissing());
    metrics.put("nrmse", imputation.nrmse());
    metrics.put("ll_xu", imputation.llMissing());
    metrics.put("error_y", prediction.errorTarget());
    metrics.put("ll_y", prediction.llTarget());
    return metrics;
  }

  private Scores scores(HhVaem model, Inference by, Observed truth, Observed x, long seed) {
    PosteriorDraws draws = model.posterior(x, by, settings.draws, Rng.of(seed, "test"));
    return draws.scores(truth, x, Rng.of(seed, "scores"));
  }

  private static Map<String, Double> imputed(
      Features features, double[] guesses, Observed truth, Observed x) {
    Errors errors = Errors.of(features, guesses, truth, x);
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("error_xu", errors.errorMissing());
    metrics.put("nrmse", errors.nrmse());
    metrics.put("error_y", errors.errorTarget());
    return metrics;
  }

  /** What is most frequent; the likelihood of the outcome is that of its frequencies. */
  private static Map<String, Double> mean(
      Features features, Observed training, Observed truth, Observed x) {
    double[] guesses = MeanImputation.of(features, training).guesses(truth.rows());
    Map<String, Double> metrics = imputed(features, guesses, truth, x);
    int width = features.all().size();
    int levels = features.targets().get(0).levels().size();
    double[] counts = new double[levels];
    Arrays.fill(counts, 1);
    each(training, width, code -> counts[code]++);
    double all = Arrays.stream(counts).sum();
    double[] sums = new double[2];
    each(
        truth,
        width,
        code -> {
          sums[0] += DoubleMath.log(counts[code] / all);
          sums[1]++;
        });
    metrics.put("ll_y", sums[0] / sums[1]);
    return metrics;
  }

  /** The outcomes that are known, which stand in the last column. */
  private static void each(Observed x, int width, IntConsumer outcome) {
    float[] codes = x.values().toArray();
    float[] known = x.maskOrOnes().toArray();
    for (int k = width - 1; k < codes.length; k += width) {
      if (known[k] > 0) {
        outcome.accept(Math.round(codes[k]));
      }
    }
  }

  /** missForest predicts the outcome as one more column of which all test rows lack the cell. */
  private static double wrongOutcomes(Table table, Fold fold, MissForest forest) {
    String outcome = table.targets().get(0);
    Table whole = table.withTargets();
    Features features = Features.of(whole, fold.train());
    List<String> names = features.all().stream().map(Feature::name).toList();
    int width = names.size();
    int column = names.indexOf(outcome);
    Observed training = features.encode(whole.select("train", fold.train())).all();
    Observed truth = features.encode(whole.select("test", fold.test())).all();
    float[] seen = new float[truth.rows() * width];
    Arrays.fill(seen, 1);
    for (int k = column; k < seen.length; k += width) {
      seen[k] = 0;
    }
    Observed x = truth.hide(Tensor.of(seen, truth.rows(), width));
    double[] guesses = forest.guesses(features, training, x);
    float[] codes = truth.values().toArray();
    float[] known = truth.maskOrOnes().toArray();
    int wrong = 0;
    int count = 0;
    for (int k = column; k < codes.length; k += width) {
      count += known[k] > 0 ? 1 : 0;
      wrong += known[k] > 0 && Math.round(guesses[k]) != Math.round(codes[k]) ? 1 : 0;
    }
    return (double) wrong / count;
  }

  @Override
  public List<Sheet> findings(Result result) {
    Map<Quantity, double[]> values = Quantity.of(result);
    Sheet sheet =
        Sheet.columns(
            "data",
            "model",
            "folds",
            "error",
            "NRMSE",
            "ll hidden",
            "wrong outcomes",
            "ll outcome");
    for (Source source : SOURCES) {
      for (String model : MODELS) {
        List<Object> row = new ArrayList<>(List.of(source.name, model));
        int folds = 0;
        for (String metric : METRICS) {
          double[] its = values.get(new Quantity(source.name, model, 0, metric));
          folds = its == null ? folds : its.length;
          row.add(its == null ? null : its.length < 2 ? its[0] : Measured.mean(its));
        }
        row.add(2, folds);
        if (folds > 0) {
          sheet.row(row.toArray());
        }
      }
    }
    return List.of(
        sheet.caption(
            "Truly missing cells: imputation of %.0f %% of the present test cells, and the outcome with nothing hidden; mean ± standard error over folds"
                .formatted(100 * settings.hidden)));
  }
}
