package elbolab.reproduce.experiments;

import elbolab.data.series.ForecastData;
import elbolab.data.series.ForecastScores;
import elbolab.data.series.WindowLabel;
import elbolab.deepdive.BetaTcvae;
import elbolab.deepdive.DeepDive;
import elbolab.deepdive.DeepDiveOptions;
import elbolab.deepdive.Evaluation;
import elbolab.deepdive.Interleaving;
import elbolab.deepdive.LossWeights;
import elbolab.nn.Adam;
import elbolab.nn.Schedule;
import elbolab.train.Pass;
import elbolab.train.Plan;
import elbolab.train.Trainer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the models of DeepDIVE's tables are trained, all alike, and what is measured. The main pass
 * weighs its terms as the sum of section 4 does. Errors are the usual RRSE of the test block in the
 * units of the file; the information gap is that of the mean codes, with 20 bins.
 *
 * @param hidden width of the hidden layers
 * @param conditional dimensions of a
 * @param rate of Adam at the start; it falls to a tenth along a cosine
 * @param batch windows in a batch
 * @param steps batches of real data
 * @param generatedSteps batches of generated data
 * @param beta weight of the total correlation in the β-TCVAE
 */
public record DeepDiveTraining(
    int hidden,
    int conditional,
    int tokenWidth,
    int heads,
    double rate,
    int batch,
    int steps,
    int generatedSteps,
    double beta) {

  long steps(ForecastingData data) {
    return data.input().files().isEmpty() ? generatedSteps : steps;
  }

  DeepDive train(ForecastData data, ForecastModel model, long steps, long seed) {
    DeepDive deepDive =
        DeepDive.of(
            DeepDiveOptions.of(data.train())
                .variant(model.variant())
                .hidden(hidden)
                .conditional(conditional)
                .attention(tokenWidth, heads)
                .weights(LossWeights.means(data.options().shape().lookBack()))
                .seed(seed));
    Plan plan = new Plan(data.train().size(), batch, steps, seed);
    Adam.Options adam = Adam.Options.rate(Schedule.cosine(rate, rate / 10, plan.steps()));
    Pass[] passes =
        model == ForecastModel.TCVAE
            ? new BetaTcvae(deepDive, beta).passes(data.train(), adam)
            : new Interleaving(deepDive).passes(data.train(), adam);
    new Trainer(deepDive.parameters(), plan).run(passes);
    return deepDive;
  }

  static Map<String, Double> scores(DeepDive model, ForecastData data) {
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
}
