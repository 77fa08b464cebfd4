package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.data.series.FootWalks;
import elbolab.data.series.FootWalks.PeopleSplit;
import elbolab.data.series.ForecastData;
import elbolab.data.series.WindowOptions;
import elbolab.data.series.WindowShape;
import elbolab.deepdive.LossWeights;
import elbolab.math.Rng;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.PairedDifference;
import elbolab.reproduce.Quantity;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.show.Measured;
import elbolab.show.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Table 1 of DeepDIVE on real walks that are not the paper's: one second of six channels is seen,
 * 0.8 s are asked for, the labels are gait type and stride time. A seed draws the people of the
 * test, too, so that the spread over seeds is also that between people. Models with the same seed
 * have the same people.
 *
 * <p>With the divergence weighted as in the bound, as in the other tables, nothing is learned of
 * these walks: a tells nothing of the window and the error of the reconstruction stays that of the
 * mean, in training already, at rates of 5e-4, 2e-3 and 5e-3. A tenth of that weight is taken for
 * all models; DeepDIVE is run with the whole one too, so that it can be seen.
 */
public record DeepDiveGait(Scale scale, Settings settings) implements Experiment {
  private static final String DATA = "real-gait";
  private static final String PROBES = "linear probes";
  private static final String OF_THE_BOUND = "DeepDIVE, divergence as in the bound";
  private static final List<String> MEASURES =
      List.of("reconstruction_rrse", "forecast_rrse", "mig");

  /**
   * @param every one of so many windows is used
   * @param divergence its weight as a part of that in the bound
   */
  public record Settings(DeepDiveTraining training, int every, double divergence) {
    /** A second of 100 Hz and 0.8 s after it: the paper's 1000 and 800 samples at 1000 Hz. */
    public WindowOptions windows() {
      return WindowOptions.of(WindowShape.following(100, 80)).takingEvery(every);
    }
  }

  public static DeepDiveGait at(Scale scale) {
    return new DeepDiveGait(
        scale,
        new Settings(DeepDiveTables.at(scale).settings(), scale == Scale.QUICK ? 20 : 5, 0.1));
  }

  @Override
  public String id() {
    return "deepdive-gait";
  }

  @Override
  public String title() {
    return "DeepDIVE's table 1 on real walks of healthy people and of patients after a stroke";
  }

  @Override
  public List<DataInput> data() {
    return List.of(
        DataInput.files(
            DATA,
            "real walks of two sites, healthy over ground and after a stroke on a treadmill",
            FootWalks.FILES.toArray(String[]::new)));
  }

  @Override
  public int seeds(String dataSet) {
    return 10;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    int horizon = settings.windows().shape().horizon();
    List<Unit> units = new ArrayList<>();
    for (long seed : LongStream.rangeClosed(1, seeds).toArray()) {
      units.add(new Unit(dataSet, PROBES, 0, seed));
      for (ComparedModel model : ComparedModel.values()) {
        units.add(new Unit(dataSet, model.title(), horizon, seed));
      }
      units.add(new Unit(dataSet, OF_THE_BOUND, horizon, seed));
    }
    return units;
  }

  @Override
  public double seconds(Unit unit) {
    boolean trained =
        unit.model().equals(OF_THE_BOUND)
            || !unit.model().equals(PROBES) && ComparedModel.of(unit.model()).isTrained();
    return 6 + (trained ? steps() / 100.0 : 0);
  }

  @Override
  public String measuredOn() {
    return "6 s to read the walks, 100 batches a second; one core of an AMD EPYC, Java 17";
  }

  private int steps() {
    return settings.training.steps();
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    FootWalks gait = FootWalks.load(folder);
    PeopleSplit people = gait.split(Rng.of(unit.seed(), "people"));
    if (unit.model().equals(PROBES)) {
      return SiteProbes.ofSeed(gait, people, unit.seed()).accuracies();
    }
    ForecastData data = people.windows(settings.windows());
    LossWeights bound = LossWeights.means(data.options().shape().lookBack());
    boolean whole = unit.model().equals(OF_THE_BOUND);
    LossWeights weights =
        new LossWeights(
            bound.reconstruction(),
            bound.forecast(),
            bound.divergence() * (whole ? 1 : settings.divergence));
    ComparedModel model = whole ? ComparedModel.DEEPDIVE : ComparedModel.of(unit.model());
    return settings.training.scores(data, model, weights, steps(), unit.seed());
  }

  @Override
  public List<ClaimMetric> answers() {
    int horizon = settings.windows().shape().horizon();
    List<ClaimMetric> answers = new ArrayList<>();
    for (ComparedModel model : ComparedModel.values()) {
      for (String measure : model.isTrained() ? MEASURES : List.<String>of()) {
        String claim = "deepdive-1/%s/%s".formatted(model.row(), measure);
        answers.add(
            ClaimMetric.of(claim, DATA, model.title(), measure)
                .at(horizon)
                .butNotComparable("real walks, but of other people and sensors than GaitMotion's"));
      }
    }
    return answers;
  }

  @Override
  public List<Sheet> findings(Result result) {
    Map<Quantity, double[]> values = Quantity.of(result);
    return List.of(models(values), probes(values));
  }

  private double[] of(Map<Quantity, double[]> values, String model, String metric) {
    int horizon = settings.windows().shape().horizon();
    return values.get(new Quantity(DATA, model, horizon, metric));
  }

  private static Measured mean(double[] values) {
    return values == null ? null : Measured.ofRuns(values);
  }

  /** The difference of the forecasts is paired: the same people in both. */
  private Sheet models(Map<Quantity, double[]> values) {
    Sheet sheet =
        Sheet.columns(
            "model",
            "seeds",
            "reconstruction RRSE",
            "forecast RRSE",
            "less DeepDIVE's",
            "MIG",
            "gait type told",
            "stride time told");
    String deepDive = ComparedModel.DEEPDIVE.title();
    double[] ours = of(values, deepDive, "forecast_rrse");
    List<String> models =
        Stream.concat(
                Arrays.stream(ComparedModel.values()).map(ComparedModel::title),
                Stream.of(OF_THE_BOUND))
            .toList();
    for (String model : models) {
      double[] forecast = of(values, model, "forecast_rrse");
      if (forecast == null) {
        continue;
      }
      boolean paired = !model.equals(deepDive) && ours != null && ours.length == forecast.length;
      sheet.row(
          model,
          forecast.length,
          mean(of(values, model, "reconstruction_rrse")),
          mean(forecast),
          paired ? PairedDifference.of(forecast, ours) : null,
          mean(of(values, model, "mig")),
          mean(of(values, model, "accuracy gait type")),
          mean(of(values, model, "accuracy stride time")));
    }
    return sheet.caption(
        "Table 1 on real walks: people of the test block never seen in training; mean ± standard error over seeds, which draw the people too; the difference with half of its 95 % interval");
  }

  private static Sheet probes(Map<Quantity, double[]> values) {
    Map<String, double[]> accuracies = new TreeMap<>();
    values.forEach(
        (of, shares) -> {
          if (of.model().equals(PROBES)) {
            accuracies.put(of.metric(), shares);
          }
        });
    return SiteProbes.sheet(accuracies);
  }
}
