package elbolab.reproduce.experiments;

import elbolab.data.series.Autoregression;
import elbolab.data.series.Autoregression.Weights;
import elbolab.data.series.ForecastData;
import elbolab.data.series.Forecaster;
import elbolab.data.series.Reference;
import elbolab.data.series.Reference.Level;
import elbolab.deepdive.DeepDive;
import elbolab.deepdive.DeepDiveOptions;
import elbolab.deepdive.DeepDiveOptions.Variant;
import elbolab.deepdive.Label;
import elbolab.deepdive.LossWeights;
import elbolab.deepdive.SeriesForecaster;
import elbolab.vae.Fit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Why DeepDIVE may forecast worse than a linear model: each cause is taken away by itself, and all
 * that helped together. Everything else stays as in its tables.
 */
enum ForecastCause {
  FAITHFUL("as in the tables"),
  LAST_LEVEL("counted from the last value"),
  MEAN_LEVEL("counted from the mean"),
  LEVEL_AND_SCALE("counted from mean and scale"),
  LINEAR_PATH("what AR leaves open"),
  LONGER("four times the steps"),
  SLOWER("a quarter of the rate"),
  WIDER("twice the width"),
  NO_DIVERGENCE("no divergence"),
  NO_LABELS("no labels"),
  NO_MONTH("no month"),
  ONE_BY_ONE("a model for each series"),
  FORECASTER("the forecaster"),
  AR("AR"),
  LAST_VALUE("last value");

  private final String title;

  ForecastCause(String title) {
    this.title = title;
  }

  static ForecastCause of(String title) {
    return Arrays.stream(values())
        .filter(cause -> cause.title.equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no cause \"" + title + "\""));
  }

  String title() {
    return title;
  }

  boolean isTrained() {
    return this != AR && this != LAST_VALUE;
  }

  /** How many times as long a run takes as a plain one. */
  double work() {
    return this == LONGER ? 4 : this == WIDER ? 3 : 1;
  }

  /** Whether data without dates, or without a month among their labels, have this cause at all. */
  boolean isIn(boolean dated) {
    return this != NO_MONTH || dated;
  }

  Forecaster fit(ForecastData data, DeepDiveTraining settings, long seed) {
    return switch (this) {
      case AR -> autoregression(data);
      case LAST_VALUE -> Forecaster.lastValue();
      case LAST_LEVEL -> relative(data, Reference.level(Level.LAST), settings, seed);
      case MEAN_LEVEL -> relative(data, Reference.level(Level.MEAN), settings, seed);
      case LEVEL_AND_SCALE ->
          relative(data, Reference.level(Level.MEAN).scaled(true), settings, seed);
      case LINEAR_PATH ->
          relative(data, Reference.level(Level.NONE).plain(autoregression(data)), settings, seed);
      case FORECASTER -> forecaster(data, settings, seed);
      case ONE_BY_ONE -> oneByOne(data, settings, seed);
      default -> train(data, settings, seed).forecaster();
    };
  }

  private static Forecaster autoregression(ForecastData data) {
    return Autoregression.fit(data, Autoregression.Options.of(Weights.PER_SERIES));
  }

  private Forecaster relative(
      ForecastData data, Reference reference, DeepDiveTraining settings, long seed) {
    return reference.restored(train(data.relativeTo(reference), settings, seed).forecaster());
  }

  private Forecaster forecaster(ForecastData data, DeepDiveTraining settings, long seed) {
    Reference reference = SeriesForecaster.reference(data);
    return reference.believed(relative(data, reference, settings, seed), data);
  }

  private Forecaster oneByOne(ForecastData data, DeepDiveTraining settings, long seed) {
    List<Forecaster> own =
        IntStream.range(0, data.channels().size())
            .mapToObj(c -> train(data.channel(c), settings, seed).forecaster())
            .toList();
    return (windows, rows, to) -> {
      int horizon = windows.shape().horizon();
      float[] one = new float[rows.length * horizon];
      for (int c = 0; c < own.size(); c++) {
        own.get(c).forecast(windows.channel(c), rows, one);
        for (int row = 0; row < rows.length; row++) {
          System.arraycopy(one, row * horizon, to, (row * own.size() + c) * horizon, horizon);
        }
      }
    };
  }

  /** The model, which for a cause of level has to be given windows that are counted so. */
  DeepDive train(ForecastData data, DeepDiveTraining settings, long seed) {
    List<Label> labels =
        data.train().labels().stream()
            .map(Label::of)
            .filter(label -> this != NO_MONTH || !label.name().equals("month"))
            .toList();
    int lookBack = data.options().shape().lookBack();
    LossWeights means = LossWeights.means(lookBack);
    DeepDiveOptions options =
        DeepDiveOptions.of(
                data.train().channels(), lookBack, data.options().shape().horizon(), labels)
            .hidden(settings.hidden() * (this == WIDER ? 2 : 1))
            .conditional(settings.conditional())
            .attention(settings.tokenWidth(), settings.heads())
            .weights(
                this == NO_DIVERGENCE
                    ? new LossWeights(means.reconstruction(), means.forecast(), 0)
                    : means)
            .seed(seed);
    DeepDive model =
        DeepDive.of(this == NO_LABELS ? options.variant(Variant.CONDITIONAL_ONLY) : options);
    double rate = settings.rate() * (this == SLOWER ? 0.25 : 1);
    long steps = settings.steps() * (this == LONGER ? 4L : 1);
    model.fit(
        data.train(), Fit.steps(steps).batch(settings.batch()).rate(rate, rate / 10).seed(seed));
    return model;
  }
}
