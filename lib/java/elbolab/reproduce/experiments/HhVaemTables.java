package elbolab.reproduce.experiments;

import elbolab.data.Catalogue;
import elbolab.data.Column;
import elbolab.data.ColumnKind;
import elbolab.data.DataFolder;
import elbolab.data.KnownTable;
import elbolab.data.Observed;
import elbolab.data.Table;
import elbolab.hhvaem.Errors;
import elbolab.hhvaem.Features;
import elbolab.hhvaem.Fitting;
import elbolab.hhvaem.HhVaem;
import elbolab.hhvaem.HhVaemOptions;
import elbolab.hhvaem.Inference;
import elbolab.hhvaem.MeanImputation;
import elbolab.hhvaem.MissForest;
import elbolab.hhvaem.PosteriorDraws;
import elbolab.hhvaem.Scores;
import elbolab.hhvaem.TrainingLengths;
import elbolab.math.Rng;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.Claims;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.ModelOrder;
import elbolab.reproduce.PairedMetrics;
import elbolab.reproduce.ProcessorTime;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.show.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The tables of the HH-VAEM thesis on imputation and prediction (5.1, 5.2, B.1 to B.6): five
 * models, missForest and mean imputation on ten data sets. A seed is a split: the fold, the cells
 * that are hidden in its test rows, first values, batches and noise. The corrected reading: none of
 * the defects of the public code, the same treatment of all models. The forests see the training
 * rows complete.
 */
public record HhVaemTables(Scale scale, Settings settings) implements Experiment {
  private static final String MEAN = "mean";
  private static final String FOREST = "missForest";
  private static final List<String> MODELS =
      List.of("VAEM", "MIWAEM", "H-VAEM", "HMC-VAEM", "HH-VAEM");
  private static final List<String> DATA =
      List.of(
          "boston",
          "energy",
          "yacht",
          "wine",
          "concrete",
          "diabetes",
          "naval",
          "bank",
          "avocado",
          "insurance");
  private static final List<String> LARGE = List.of("naval", "bank", "avocado", "insurance");
  private static final List<String> NARROW = List.of("yacht", "concrete", "diabetes");
  private static final int FOLDS = 10;
  private static final String ENCODER = "encoder ";
  private static final String AT_MEANS = "at means ";

  /** Of all of these less is better. */
  private static final List<String> JUDGED =
      List.of("nll_y", "rmse_y", "error_y", "nll_xu_code", "nll_xu", "nll_xo_code", "error_xu");

  /**
   * @param steps of the dependency VAE on the six smaller data sets
   * @param stepsOfLarge on naval, bank, avocado and insurance
   * @param marginalSteps of each marginal VAE
   * @param draws of the posterior of each test row
   */
  public record Settings(int steps, int stepsOfLarge, int marginalSteps, int draws) {}

  public static HhVaemTables at(Scale scale) {
    return new HhVaemTables(
        scale,
        scale == Scale.QUICK
            ? new Settings(2000, 2000, 1000, 200)
            : new Settings(20_000, 50_000, 1000, 1000));
  }

  @Override
  public String id() {
    return "hhvaem-tables";
  }

  @Override
  public String title() {
    return "HH-VAEM and its relatives: imputation and prediction on tables of mixed types";
  }

  @Override
  public List<DataInput> data() {
    return (scale == Scale.QUICK ? DATA.subList(0, 2) : DATA)
        .stream().map(HhVaemTables::input).toList();
  }

  static DataInput input(String dataSet) {
    String[] files = known(dataSet).files().toArray(String[]::new);
    return DataInput.files(dataSet, dataSet + ", 10 folds", files);
  }

  private static KnownTable known(String dataSet) {
    return Catalogue.table(
        switch (dataSet) {
          case "wine" -> "wine_recognition";
          case "bank" -> "bank_marketing";
          case "insurance" -> "insurance_train";
          default -> dataSet;
        });
  }

  /** The table as it is trained on: without dates and without columns of one value. */
  public static Table table(String dataSet, DataFolder folder) {
    Table table = known(dataSet).load(folder);
    String[] dates =
        table.columns().stream()
            .filter(column -> column.kind() == ColumnKind.DATE)
            .map(Column::name)
            .toArray(String[]::new);
    return table.without(dates).withoutConstants();
  }

  @Override
  public int seeds(String dataSet) {
    return scale == Scale.QUICK ? 1 : FOLDS;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    List<String> all = new ArrayList<>(MODELS);
    all.addAll(List.of(MEAN, FOREST));
    return all.stream()
        .flatMap(
            model ->
                LongStream.rangeClosed(1, seeds).mapToObj(seed -> Unit.of(dataSet, model, seed)))
        .toList();
  }

  private int steps(String dataSet) {
    return LARGE.contains(dataSet) ? settings.stepsOfLarge : settings.steps;
  }

  @Override
  public double seconds(Unit unit) {
    boolean hmc = unit.model().startsWith("H") && !unit.model().equals("H-VAEM");
    double steps = steps(unit.dataSet());
    return unit.model().equals(MEAN)
        ? 1
        : unit.model().equals(FOREST)
            ? (LARGE.contains(unit.dataSet()) ? 1800 : 30)
            : 5 + settings.marginalSteps / 500.0 + steps / 700 + (hmc ? 0.1 * steps / 25 : 0);
  }

  @Override
  public String measuredOn() {
    return "700 steps and 25 HMC steps a second; two cores of an AMD EPYC, Java 17, vector path";
  }

  /** Which rows are trained on, which cells of the others are seen. */
  record Fold(int[] train, int[] test) {
    static Fold of(String dataSet, int rows, long seed) {
      int[] order = Rng.of(1, "folds of " + dataSet).permutation(rows);
      int fold = (int) ((seed - 1) % FOLDS);
      return new Fold(
          IntStream.range(0, rows).filter(i -> i % FOLDS != fold).map(i -> order[i]).toArray(),
          IntStream.range(0, rows).filter(i -> i % FOLDS == fold).map(i -> order[i]).toArray());
    }
  }

  /** The model of this name with the sizes of a data set: thesis, section 5.4.1. */
  public static HhVaemOptions options(String model, String dataSet, long seed) {
    boolean narrow = NARROW.contains(dataSet);
    HhVaemOptions options = HhVaemOptions.named(model, narrow ? 4 : 10, narrow ? 2 : 5);
    return (options.chain().isPresent()
            ? options.chain(HhVaemOptions.Chain.of(narrow ? 5 : 10))
            : options)
        .seed(seed);
  }

  TrainingLengths lengths(Unit unit) {
    int batch = unit.dataSet().equals("wine") ? 24 : unit.dataSet().equals("yacht") ? 20 : 100;
    int warmUp = LARGE.contains(unit.dataSet()) ? 5000 : 1000;
    return TrainingLengths.steps(steps(unit.dataSet()))
        .marginalSteps(settings.marginalSteps)
        .batch(batch)
        .warmUp(warmUp)
        .seed(unit.seed());
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    Table table = table(unit.dataSet(), folder);
    Fold fold = Fold.of(unit.dataSet(), table.rows(), unit.seed());
    Features features = Features.of(table, fold.train());
    Observed truth = features.encode(table.select("test", fold.test())).all();
    Observed x = features.hide(truth, 0.5, Rng.of(unit.seed(), "hidden in the test rows"));
    if (!MODELS.contains(unit.model())) {
      Observed training = features.encode(table.select("train", fold.train())).all();
      double[] guesses =
          unit.model().equals(MEAN)
              ? MeanImputation.of(features, training).guesses(truth.rows())
              : MissForest.standard(unit.seed()).guesses(features, training, x);
      return errors(features, guesses, truth, x);
    }
    HhVaem model = HhVaem.of(features, options(unit.model(), unit.dataSet(), unit.seed()));
    Fitting fitting =
        model.fitting(features.encode(table.select("train", fold.train())), lengths(unit));
    Map<String, Double> metrics = new TreeMap<>();
    double before = ProcessorTime.seconds();
    fitting.run();
    metrics.put(ProcessorTime.OF_TRAINING, ProcessorTime.seconds() - before);
    boolean hmc = model.options().chain().isPresent();
    add(metrics, "", model, hmc ? Inference.HMC : Inference.ENCODER, truth, x, unit.seed());
    if (hmc) {
      add(metrics, ENCODER, model, Inference.ENCODER, truth, x, unit.seed());
    }
    return metrics;
  }

  /** Scores with the sign of the printed tables: negative log likelihoods, lower is better. */
  private void add(
      Map<String, Double> to,
      String prefix,
      HhVaem model,
      Inference by,
      Observed truth,
      Observed x,
      long seed) {
    PosteriorDraws posterior = model.posterior(x, by, settings.draws, Rng.of(seed, "test"));
    Rng rng = Rng.of(seed, "scores");
    put(to, prefix, posterior.scores(truth, x, rng));
    put(to, AT_MEANS + prefix, posterior.atMeans().scores(truth, x, rng));
    if (by == Inference.HMC) {
      to.put("acceptance", posterior.acceptance());
    }
  }

  private static void put(Map<String, Double> to, String prefix, Scores scores) {
    scores
        .byName()
        .forEach(
            (name, value) ->
                to.put(
                    prefix + (name.startsWith("ll_") ? "n" + name : name),
                    name.startsWith("ll_") ? -value : value));
  }

  private static Map<String, Double> errors(
      Features features, double[] guesses, Observed truth, Observed x) {
    Errors errors = Errors.of(features, guesses, truth, x);
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("error_xu", errors.errorMissing());
    metrics.put("nrmse", errors.nrmse());
    return metrics;
  }

  @Override
  public List<ClaimMetric> answers() {
    List<ClaimMetric> answers = new ArrayList<>();
    for (String data : DATA) {
      answers.add(
          ClaimMetric.of("hhvaem-B.1/" + FOREST + "/" + data, data, FOREST, "error_xu")
              .butNotComparable("these forests see the training rows complete"));
    }
    for (String model : MODELS) {
      for (String data : DATA) {
        String cell = "/" + model + "/" + data;
        // The public code tests at E[z | ε]. The metric with the noise of z, which the model has,
        // is
        // of more units; of two that may be judged the first counts.
        answers.add(ClaimMetric.of("hhvaem-5.1" + cell, data, model, AT_MEANS + "nll_xu_code"));
        answers.add(ClaimMetric.of("hhvaem-5.1" + cell, data, model, "nll_xu_code"));
        answers.add(ClaimMetric.of("hhvaem-5.2" + cell, data, model, "nll_y"));
        // Tables B.1 and B.2 call HMC-VAEM by the name of the model without marginal VAEs.
        String inAppendix = "/" + (model.equals("HMC-VAEM") ? "HMC-VAE" : model) + "/" + data;
        answers.add(ClaimMetric.of("hhvaem-B.1" + inAppendix, data, model, AT_MEANS + "error_xu"));
        answers.add(ClaimMetric.of("hhvaem-B.1" + inAppendix, data, model, "error_xu"));
        answers.add(
            ClaimMetric.of("hhvaem-B.2" + inAppendix, data, model, AT_MEANS + "nll_xo_code"));
        answers.add(ClaimMetric.of("hhvaem-B.2" + inAppendix, data, model, "nll_xo_code"));
        if (!List.of("naval", "insurance").contains(data)) {
          answers.add(ClaimMetric.trainingMinutes("hhvaem-B.6" + cell, data, model));
        }
      }
      for (String data : List.of("bank", "avocado")) {
        for (String kind : List.of("gaussian", "bernoulli", "categorical")) {
          answers.add(
              ClaimMetric.of(
                  "hhvaem-B.3-B.5/" + model + "/" + data + "/" + kind,
                  data,
                  model,
                  "nll_xo_" + kind));
        }
      }
    }
    for (String data : List.of("boston", "concrete", "energy", "yacht")) {
      for (String model : List.of("VAEM", MEAN, FOREST)) {
        String printed = model.equals(FOREST) ? "MissForest" : model;
        answers.add(
            ClaimMetric.of("azua-imputation-nrmse/" + data + "/" + printed, data, model, "nrmse")
                .butNotComparable("other splits, and half of the cells hidden here"));
      }
    }
    return answers;
  }

  @Override
  public List<Sheet> findings(Result result) {
    List<Sheet> findings = new ArrayList<>();
    List<ModelOrder> orders =
        Claims.tables().stream()
            .filter(table -> table.id().matches("hhvaem-(5\\.1|5\\.2|B\\.1|B\\.2)"))
            .flatMap(table -> ModelOrder.of(table, this, result).stream())
            .toList();
    if (!orders.isEmpty()) {
      String caption = "Order of the models: Spearman's correlation with 95 % over splits. ";
      findings.add(ModelOrder.sheet(caption + ModelOrder.summary(orders), orders));
    }
    List<PairedMetrics.Line> gains =
        PairedMetrics.lessPrefixed(result, ENCODER).lines(DATA, MODELS, JUDGED);
    if (!gains.isEmpty()) {
      String caption =
          "HMC less encoder on the same trained model: below 0, HMC is better; ± half of the 95 % interval over splits, * where 0 is outside. ";
      findings.add(
          PairedMetrics.sheet(caption + PairedMetrics.summary(gains), "model", JUDGED, gains));
    }
    return findings;
  }
}
