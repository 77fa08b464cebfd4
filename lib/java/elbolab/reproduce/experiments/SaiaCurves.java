package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.data.Observed;
import elbolab.data.Table;
import elbolab.hhvaem.Features;
import elbolab.hhvaem.HhVaem;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.PairedDifference;
import elbolab.reproduce.PairedMetrics;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.reproduce.UnitResult;
import elbolab.saia.Acquisition;
import elbolab.saia.AcquisitionPaths;
import elbolab.saia.CommonOrder;
import elbolab.saia.FixedOrder;
import elbolab.saia.ForestReward;
import elbolab.saia.GaussianReward;
import elbolab.saia.HhVaemModel;
import elbolab.saia.HistogramReward;
import elbolab.saia.Measure;
import elbolab.saia.NearestNeighbourReward;
import elbolab.saia.OracleReward;
import elbolab.saia.RandomOrder;
import elbolab.saia.Reward;
import elbolab.show.Digits;
import elbolab.show.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The information curves of the HH-VAEM thesis (figures 5.5 and B.3), which print no numbers, and
 * what they are to be compared with. A unit is a model of one split, trained as for the tables; all
 * orders of acquisition are judged by its beliefs. Each measure is kept after 0, 1, 2, …
 * acquisitions.
 */
public record SaiaCurves(Scale scale, Settings settings) implements Experiment {
  private static final List<String> MODELS = List.of("VAEM", "HH-VAEM");
  private static final List<String> DATA =
      List.of("boston", "energy", "yacht", "wine", "concrete", "diabetes");
  private static final List<String> REWARDS =
      List.of(
          "gaussian", "histogram", "neighbours", "forest", "fixed", "common", "random", "oracle");
  private static final int FOLDS = 10;

  /**
   * @param steps of the dependency VAE
   * @param marginalSteps of each marginal VAE
   * @param draws of the belief of each row at each step
   * @param bins of a number in the histogram reward
   */
  public record Settings(int steps, int marginalSteps, int draws, int bins) {}

  public static SaiaCurves at(Scale scale) {
    return new SaiaCurves(
        scale,
        scale == Scale.QUICK
            ? new Settings(2000, 1000, 200, 7)
            : new Settings(20_000, 1000, 200, 7));
  }

  @Override
  public String id() {
    return "saia-curves";
  }

  @Override
  public String title() {
    return "Which feature to look up next: information curves of VAEM and HH-VAEM";
  }

  @Override
  public List<DataInput> data() {
    return (scale == Scale.QUICK ? DATA.subList(0, 1) : DATA)
        .stream().map(HhVaemTables::input).toList();
  }

  @Override
  public int seeds(String dataSet) {
    return scale == Scale.QUICK ? 1 : FOLDS;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Unit.ofEach(dataSet, MODELS, seeds);
  }

  @Override
  public double seconds(Unit unit) {
    boolean hmc = unit.model().equals("HH-VAEM");
    double training = 7 + settings.steps / 700.0 + (hmc ? 0.1 * settings.steps / 25 : 0);
    return training + (hmc ? 60 : 20);
  }

  @Override
  public String measuredOn() {
    return "700 steps and 25 HMC steps a second; two cores of an AMD EPYC, Java 17, vector path";
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    Table table = HhVaemTables.table(unit.dataSet(), folder);
    HhVaemTables.Fold fold = HhVaemTables.Fold.of(unit.dataSet(), table.rows(), unit.seed());
    Features features = Features.of(table, fold.train());
    Table trained = table.select("train", fold.train());
    HhVaem model =
        HhVaem.of(features, HhVaemTables.options(unit.model(), unit.dataSet(), unit.seed()));
    HhVaemTables tables =
        new HhVaemTables(
            scale,
            new HhVaemTables.Settings(settings.steps, settings.steps, settings.marginalSteps, 1));
    model.fitting(features.encode(trained), tables.lengths(unit)).run();
    Observed test = features.encode(table.select("test", fold.test())).all();
    Acquisition acquisition = Acquisition.of(HhVaemModel.of(model), settings.draws, unit.seed());
    Map<String, Double> metrics = new TreeMap<>();
    rewards(unit, features, features.encode(trained).all())
        .forEach((name, reward) -> put(metrics, name, acquisition.run(test, reward)));
    return metrics;
  }

  /** With HMC only those that the comparison needs: every curve of it draws all chains anew. */
  private Map<String, Reward> rewards(Unit unit, Features features, Observed training) {
    HistogramReward histogram = new HistogramReward(settings.bins, HistogramReward.Correction.NONE);
    Map<String, Reward> rewards = new LinkedHashMap<>();
    rewards.put("histogram", histogram);
    rewards.put("common", new CommonOrder(histogram));
    rewards.put("fixed", FixedOrder.byInformation(features, training, histogram.corrected()));
    rewards.put("random", new RandomOrder());
    if (unit.model().equals("VAEM")) {
      rewards.put("gaussian", GaussianReward.standard());
      rewards.put("neighbours", NearestNeighbourReward.standard());
      rewards.put("forest", ForestReward.of(features, training, unit.seed()));
      rewards.put("oracle", new OracleReward(settings.draws));
    }
    return rewards;
  }

  /** As "histogram rmse 03": reward, measure, acquisitions so far. */
  private static void put(Map<String, Double> to, String reward, AcquisitionPaths paths) {
    for (Measure measure : Measure.values()) {
      if (paths.has(measure)) {
        double[] curve = paths.curve(measure);
        for (int t = 0; t < curve.length; t++) {
          to.put(name(reward, measure, t), curve[t]);
        }
      }
    }
  }

  /** The name of a point of a curve among a unit's metrics. */
  public static String name(String reward, Measure measure, int step) {
    return "%s %s %02d".formatted(reward, measure.name().toLowerCase(Locale.ROOT), step);
  }

  /** A curve of a unit, as it was kept; empty if there is none. */
  public static double[] curve(Map<String, Double> metrics, String reward, Measure measure) {
    int steps = 0;
    while (metrics.containsKey(name(reward, measure, steps))) {
      steps++;
    }
    double[] curve = new double[steps];
    for (int t = 0; t < steps; t++) {
      curve[t] = metrics.get(name(reward, measure, t));
    }
    return curve;
  }

  /** The figures print no numbers. */

  /**
   * The areas under a unit's curves in the place of the curves, by reward: of the error or root
   * mean squared error, whichever its target has, or of the log likelihood.
   */
  public static Result areas(Result result, boolean ofError) {
    List<UnitResult> units =
        result.units().stream()
            .map(unit -> UnitResult.of(unit.unit(), areas(unit.metrics(), ofError)))
            .toList();
    return new Result(
        result.experiment(),
        result.scale(),
        result.settings(),
        result.data(),
        units,
        result.runs());
  }

  private static Map<String, Double> areas(Map<String, Double> metrics, boolean ofError) {
    Map<String, Double> areas = new TreeMap<>();
    List<Measure> measures =
        ofError ? List.of(Measure.RMSE, Measure.ERROR) : List.of(Measure.LOG_LIKELIHOOD);
    for (String reward : REWARDS) {
      for (Measure measure : measures) {
        double[] curve = curve(metrics, reward, measure);
        if (curve.length > 0) {
          areas.put(reward, AcquisitionPaths.area(curve));
        }
      }
    }
    return areas;
  }

  @Override
  public List<Sheet> findings(Result result) {
    Result errors = areas(result, true);
    Result likelihoods = areas(result, false);
    String splits = "; ± half of the 95 % interval over splits, * where 0 is outside";
    return List.of(
        means("Area under the curve of RMSE (wine: error): less is better", errors),
        against(
            "The same less that of the fixed order: below 0, the order chosen row by row is better"
                + splits,
            errors),
        means("Area under the curve of log p(y | x_O), nats: more is better", likelihoods),
        against(
            "The same less that of the fixed order: above 0, the order chosen row by row is better"
                + splits,
            likelihoods),
        ofThesis(
            "The thesis's three curves, RMSE: it has both differences below 0" + splits, errors));
  }

  private static Sheet means(String caption, Result areas) {
    List<String> columns = new ArrayList<>(List.of("data", "model", "splits"));
    columns.addAll(REWARDS);
    Sheet sheet = Sheet.columns(columns.toArray(String[]::new)).caption(caption);
    for (String data : DATA) {
      for (String model : MODELS) {
        List<UnitResult> units =
            areas.units().stream()
                .filter(u -> u.unit().dataSet().equals(data) && u.unit().model().equals(model))
                .toList();
        if (!units.isEmpty()) {
          List<Object> row = new ArrayList<>(List.of(data, model, units.size()));
          for (String reward : REWARDS) {
            OptionalDouble mean =
                units.stream()
                    .map(unit -> unit.metrics().get(reward))
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .average();
            row.add(mean.isPresent() ? Digits.significant(4).text(mean.getAsDouble()) : "");
          }
          sheet.row(row.toArray());
        }
      }
    }
    return sheet;
  }

  private static Sheet against(String caption, Result areas) {
    List<String> others = REWARDS.stream().filter(reward -> !reward.equals("fixed")).toList();
    PairedMetrics pairs = new PairedMetrics(areas, key -> key, key -> key.metric("fixed"));
    return PairedMetrics.sheet(caption, "model", others, pairs.lines(DATA, MODELS, others));
  }

  /** Histogram less Gaussian reward with VAEM, and HH-VAEM less VAEM with the histogram reward. */
  private static Sheet ofThesis(String caption, Result areas) {
    PairedMetrics rewards = new PairedMetrics(areas, key -> key, key -> key.metric("gaussian"));
    PairedMetrics models = new PairedMetrics(areas, key -> key, key -> key.model("VAEM"));
    Sheet sheet =
        Sheet.columns("data", "histogram less Gaussian, VAEM", "HH-VAEM less VAEM, histogram")
            .caption(caption);
    for (String data : DATA) {
      Optional<PairedDifference> reward =
          rewards.difference(new PairedMetrics.Key(data, "VAEM", "histogram"));
      Optional<PairedDifference> model =
          models.difference(new PairedMetrics.Key(data, "HH-VAEM", "histogram"));
      if (reward.isPresent() || model.isPresent()) {
        sheet.row(
            data, reward.map(Object::toString).orElse(""), model.map(Object::toString).orElse(""));
      }
    }
    return sheet;
  }
}
