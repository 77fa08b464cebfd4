package elbolab.reproduce.experiments;

import elbolab.data.series.Autoregression;
import elbolab.data.series.Autoregression.Weights;
import elbolab.data.series.ForecastData;
import elbolab.data.series.ForecastScores;
import elbolab.data.series.Forecaster;
import elbolab.deepdive.BetaTcvae;
import elbolab.deepdive.DeepDive;
import elbolab.deepdive.DeepDiveOptions;
import elbolab.deepdive.Evaluation;
import elbolab.deepdive.LossWeights;
import elbolab.vae.Fit;
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

  private DeepDive train(
      ForecastData data, ComparedModel model, LossWeights weights, long steps, long seed) {
    DeepDive deepDive =
        DeepDive.of(
            DeepDiveOptions.of(data.train())
                .variant(model.variant())
                .hidden(hidden)
                .conditional(conditional)
                .attention(tokenWidth, heads)
                .weights(weights)
                .seed(seed));
    Fit how = Fit.steps(steps).batch(batch).rate(rate, rate / 10).seed(seed);
    if (model == ComparedModel.TCVAE) {
      new BetaTcvae(deepDive, beta).fit(data.train(), how);
    } else {
      deepDive.fit(data.train(), how);
    }
    return deepDive;
  }

  /** What a model scores on the test block, after so many steps if it is trained at all. */
  Map<String, Double> scores(ForecastData data, ComparedModel model, long steps, long seed) {
    LossWeights means = LossWeights.means(data.options().shape().lookBack());
    return scores(data, model, means, steps, seed);
  }

  /** The same with other weights of the main pass. */
  Map<String, Double> scores(
      ForecastData data, ComparedModel model, LossWeights weights, long steps, long seed) {
    if (model.isTrained()) {
      return scores(train(data, model, weights, steps, seed), data);
    }
    Forecaster baseline =
        model == ComparedModel.AR
            ? Autoregression.fit(data, Autoregression.Options.of(Weights.PER_SERIES))
            : Forecaster.lastValue();
    ForecastScores scores = ForecastScores.of(baseline, data, data.test());
    return Map.of("forecast_rrse", scores.rrse(), "forecast_corr", scores.corr());
  }

  private static Map<String, Double> scores(DeepDive model, ForecastData data) {
    Evaluation test = model.evaluate(data.test());
    Evaluation.Scores errors = test.scores(data.scaler());
    Map<String, Double> scores = new TreeMap<>();
    scores.put("reconstruction_rrse", errors.reconstruction().rrse());
    scores.put("forecast_rrse", errors.forecast().rrse());
    scores.put("forecast_corr", errors.forecast().corr());
    scores.put("mig", test.informationGap().gap());
    test.labels().forEach(label -> scores.put("accuracy " + label.name(), label.accuracy()));
    return scores;
  }
}
