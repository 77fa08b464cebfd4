package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.data.series.Autoregression;
import elbolab.data.series.Autoregression.Weights;
import elbolab.data.series.ForecastData;
import elbolab.data.series.ForecastScores;
import elbolab.data.series.Forecaster;
import elbolab.data.series.WindowLabel;
import elbolab.data.series.WindowOptions;
import elbolab.deepdive.BetaTcvae;
import elbolab.deepdive.DeepDive;
import elbolab.deepdive.DeepDiveOptions;
import elbolab.deepdive.Evaluation;
import elbolab.deepdive.Interleaving;
import elbolab.deepdive.LossWeights;
import elbolab.deepdive.Variant;
import elbolab.nn.Adam;
import elbolab.nn.Optimizer;
import elbolab.nn.Schedule;
import elbolab.reproduce.Answer;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.train.Pass;
import elbolab.train.Plan;
import elbolab.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Tables 1 to 3 of DeepDIVE: the model, its ablations and the β-TCVAE, trained alike, on gait and
 * electricity and on what stands in for them. The main pass weighs its terms as the sum of section
 * 4 does. Errors are the usual RRSE of the test block in the units of the file; the paper leaves
 * sizes, rate and steps open, so that they are ours at both scales.
 */
public record DeepDiveTables(Scale scale, Settings settings) implements Experiment {
  /**
   * @param conditional dimensions of a
   * @param rate of Adam at the start; it falls to a tenth along a cosine
   * @param every of how many windows one is trained on; scores are over all
   */
  public record Settings(
      int hidden,
      int conditional,
      int tokenWidth,
      int heads,
      double rate,
      int batch,
      int steps,
      int every,
      double beta) {}

  public static DeepDiveTables at(Scale scale) {
    return new DeepDiveTables(
        scale,
        scale == Scale.QUICK
            ? new Settings(64, 8, 32, 4, 2e-3, 64, 1500, 5, 4)
            : new Settings(128, 8, 32, 4, 1e-3, 64, 10_000, 1, 4));
  }

  @Override
  public String id() {
    return "deepdive-tables";
  }

  @Override
  public String title() {
    return "DeepDIVE, its ablations and a β-TCVAE";
  }

  @Override
  public List<DataInput> data() {
    return Arrays.stream(ForecastingData.values()).map(ForecastingData::input).toList();
  }

  @Override
  public int seeds(String dataSet) {
    if (scale == Scale.PAPER) {
      return 30;
    }
    return ForecastingData.of(dataSet).horizons().size() == 1 ? 10 : 3;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    List<Unit> units = new ArrayList<>();
    for (int distance : ForecastingData.of(dataSet).horizons()) {
      for (Model model : Model.values()) {
        LongStream.rangeClosed(1, model.seeded ? seeds : 1)
            .forEach(seed -> units.add(new Unit(dataSet, model.title, distance, seed)));
      }
    }
    return units;
  }

  @Override
  public double seconds(Unit unit) {
    ForecastingData data = ForecastingData.of(unit.dataSet());
    return Model.of(unit.model()).seeded
        ? settings.steps * (double) settings.batch * data.channels() / 40_000
        : data.forecasts() / 70_000;
  }

  @Override
  public String measuredOn() {
    return "TO MEASURE";
  }

  /** What is compared; the last two are not trained. */
  private enum Model {
    DEEPDIVE("DeepDIVE", Variant.FULL, true),
    A("DeepDIVE (a)", Variant.CONDITIONAL_ONLY, true),
    B("DeepDIVE (b)", Variant.MARGINAL_ONLY, true),
    TCVAE("beta-TCVAE", Variant.CONDITIONAL_ONLY, true),
    AR("AR", null, false),
    LAST("last value", null, false);

    private final String title;
    private final Variant variant;
    private final boolean seeded;

    Model(String title, Variant variant, boolean seeded) {
      this.title = title;
      this.variant = variant;
      this.seeded = seeded;
    }

    static Model of(String title) {
      return Arrays.stream(values())
          .filter(model -> model.title.equals(title))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no model \"" + title + "\""));
    }
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    ForecastingData data = ForecastingData.of(unit.dataSet());
    WindowOptions options = data.options(unit.horizon());
    ForecastData all = data.windows(folder, options);
    Model model = Model.of(unit.model());
    if (!model.seeded) {
      Forecaster baseline =
          model == Model.AR
              ? Autoregression.fit(all, Autoregression.Options.of(Weights.PER_SERIES))
              : Forecaster.lastValue();
      ForecastScores scores = ForecastScores.of(baseline, all, all.test());
      return Map.of("forecast_rrse", scores.rrse(), "forecast_corr", scores.corr());
    }
    ForecastData some = data.windows(folder, options.takingEvery(settings.every));
    return scores(trained(some, model, unit.seed()), all);
  }

  private DeepDive trained(ForecastData data, Model model, long seed) {
    DeepDive deepDive =
        DeepDive.of(
            DeepDiveOptions.of(data.train())
                .variant(model.variant)
                .hidden(settings.hidden)
                .conditional(settings.conditional)
                .attention(settings.tokenWidth, settings.heads)
                .weights(LossWeights.means(data.options().shape().lookBack()))
                .seed(seed));
    Plan plan = new Plan(data.train().size(), settings.batch, settings.steps, seed);
    Adam.Options adam =
        Adam.Options.rate(Schedule.cosine(settings.rate, settings.rate / 10, plan.steps()));
    Optimizer optimizer;
    Pass[] passes;
    if (model == Model.TCVAE) {
      BetaTcvae training = new BetaTcvae(deepDive, settings.beta);
      optimizer = training.optimizer(adam);
      passes = training.passes(data.train());
    } else {
      Interleaving training = new Interleaving(deepDive);
      optimizer = training.optimizer(adam);
      passes = training.passes(data.train());
    }
    new Trainer(deepDive.parameters(), optimizer, plan).run(passes);
    return deepDive;
  }

  private static Map<String, Double> scores(DeepDive model, ForecastData data) {
    Evaluation test = Evaluation.of(model, data.test());
    ForecastScores inputs =
        ForecastScores.inOriginalUnits(data.scaler(), data.test().shape().lookBack());
    ForecastScores forecasts =
        ForecastScores.inOriginalUnits(data.scaler(), data.test().shape().horizon());
    test.visit(
        (rows, x, y, decodedX, decodedY) -> {
          inputs.add(decodedX, x);
          forecasts.add(decodedY, y);
        });
    Map<String, Double> scores = new TreeMap<>();
    scores.put("reconstruction_rrse", inputs.rrse());
    scores.put("forecast_rrse", forecasts.rrse());
    scores.put("forecast_corr", forecasts.corr());
    List<String> labels = data.test().labels().stream().map(WindowLabel::name).toList();
    scores.put("mig", test.informationGap(labels).gap());
    for (int i = 0; i < model.options().labels().size(); i++) {
      scores.put("accuracy " + model.options().labels().get(i).name(), test.accuracy(i));
    }
    return scores;
  }

  @Override
  public List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    for (ForecastingData data : List.of(ForecastingData.GAIT, ForecastingData.SYNTHETIC_GAIT)) {
      for (String metric : List.of("reconstruction_rrse", "forecast_rrse", "mig")) {
        answers.addAll(ofEachModel("deepdive-1", data, metric, data.horizons().get(0)));
      }
    }
    for (ForecastingData data :
        List.of(
            ForecastingData.ELECTRICITY,
            ForecastingData.ELECTRICITY_2,
            ForecastingData.ELECTRICITY_10)) {
      for (String metric : List.of("reconstruction_rrse", "forecast_rrse")) {
        answers.addAll(ofEachModel("deepdive-2", data, metric, 24));
      }
      for (int distance : data.horizons()) {
        String claim = "deepdive-3/DeepDIVE/" + distance;
        answers.add(answer(claim, data, Model.DEEPDIVE, "forecast_rrse", distance));
      }
    }
    return answers;
  }

  private static List<Answer> ofEachModel(
      String table, ForecastingData data, String metric, int horizon) {
    return Arrays.stream(Model.values())
        .filter(model -> model.seeded)
        .map(
            model -> {
              String row = model.title.replaceAll(" \\((.)\\)", "-$1");
              String claim = "%s/%s/%s".formatted(table, row, metric);
              return answer(claim, data, model, metric, horizon);
            })
        .toList();
  }

  private static Answer answer(
      String claim, ForecastingData data, Model model, String metric, int horizon) {
    Answer answer = Answer.of(claim, data.title(), model.title, metric).at(horizon);
    return data.obstacle().isEmpty() ? answer : answer.butNotComparable(data.obstacle());
  }
}
