package elbolab.reproduce.experiments;

import elbolab.data.Catalogue;
import elbolab.data.DataFolder;
import elbolab.data.Observed;
import elbolab.data.TimeSeries;
import elbolab.data.series.Autoregression;
import elbolab.data.series.CalendarLabel;
import elbolab.data.series.ForecastData;
import elbolab.data.series.Forecaster;
import elbolab.data.series.Scaling;
import elbolab.data.series.WindowOptions;
import elbolab.data.series.WindowSet;
import elbolab.data.series.WindowShape;
import elbolab.deepdive.DeepDive;
import elbolab.math.Rng;
import elbolab.nn.Clip;
import elbolab.ode.LatentOde;
import elbolab.ode.LatentOdeOptions;
import elbolab.prob.Normal;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.show.Measured;
import elbolab.show.Sheet;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.vae.Elbo;
import elbolab.vae.Fit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A real series of which most hours are gone: what comes next, said by a latent ODE, which reads
 * the hours that are left at their times, and by forecasters that need every hour. These see the
 * last value in place of those that are gone, and learn from targets with straight lines over the
 * gaps. All are scored on every hour of the test block, in deviations of the training block.
 */
public record SparseSeries(Scale scale, Settings settings) implements Experiment {
  private static final String LATENT = "latent ODE";
  private static final String DEEPDIVE = "DeepDIVE";
  private static final String AR = "AR";
  private static final String LAST = "last value";
  private static final String MEAN = "mean of the training block";
  private static final String COMPLETE = "AR, nothing removed";
  private static final List<String> MODELS = List.of(LATENT, DEEPDIVE, AR, LAST, MEAN, COMPLETE);
  private static final String ALL_HOURS = "rmse";
  private static final String FIRST = "rmse hours 1-6";
  private static final String LATEST = "rmse hours 19-24";
  private static final int AT_ONCE = 128;

  /**
   * @param removed part of the hours, drawn at random
   * @param every so many windows of the series, one is used
   * @param steps of Adam for the latent ODE and for DeepDIVE, each on a batch
   * @param solverStep of RK4 at most; a day is 2π
   */
  public record Settings(
      int lookBack,
      int horizon,
      double removed,
      int every,
      int steps,
      int batch,
      double rate,
      double solverStep) {}

  public static SparseSeries at(Scale scale) {
    int steps = scale == Scale.PAPER ? 8000 : 1500;
    return new SparseSeries(scale, new Settings(72, 24, 0.8, 5, steps, 64, 0.003, 0.53));
  }

  @Override
  public String id() {
    return "sparse-series";
  }

  @Override
  public String title() {
    return "a day ahead of a series of which 80 % of the hours are gone";
  }

  @Override
  public List<DataInput> data() {
    return List.of(ForecastingData.ETTH1.input());
  }

  @Override
  public int seeds(String dataSet) {
    return 3;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Unit.ofEach(dataSet, MODELS, seeds);
  }

  @Override
  public double seconds(Unit unit) {
    return switch (unit.model()) {
      case LATENT -> settings.steps / 60.0;
      case DEEPDIVE -> settings.steps / 200.0;
      default -> 1;
    };
  }

  @Override
  public String measuredOn() {
    return "60 steps a second of the latent ODE, 200 of DeepDIVE; one core, Java 17";
  }

  /** The series before and after, cut into the same windows. */
  record Cut(ForecastData complete, ForecastData sparse, boolean[] seen) {
    /** With the last value in place of what is gone, and straight lines or the truth as targets. */
    static Cut of(TimeSeries series, WindowOptions options, double removed, Rng rng) {
      float[] drawn = new float[series.length()];
      rng.fillUniform(drawn, 0, drawn.length);
      boolean[] seen = new boolean[drawn.length];
      for (int t = 0; t < seen.length; t++) {
        seen[t] = t == 0 || t == seen.length - 1 || drawn[t] >= removed;
      }
      ForecastData complete = cut(series, series.values(), options);
      double[] scaled = new double[series.values().length];
      int channels = series.channels().size();
      Arrays.setAll(scaled, i -> complete.scaler().scaled(series.values()[i], i % channels));
      WindowOptions asIs = options.with(Scaling.NONE);
      ForecastData truth = cut(series, scaled, asIs);
      ForecastData held = cut(series, filled(scaled, seen, channels, false), asIs);
      ForecastData lines = cut(series, filled(scaled, seen, channels, true), asIs);
      ForecastData sparse =
          new ForecastData(
              held.channels(),
              asIs,
              held.scaler(),
              held.train().asking(lines.train()),
              held.validation().asking(lines.validation()),
              held.test().asking(truth.test()));
      return new Cut(truth, sparse, seen);
    }

    private static ForecastData cut(TimeSeries like, double[] values, WindowOptions options) {
      TimeSeries series =
          new TimeSeries(like.name(), like.start(), like.step(), like.channels(), values);
      return ForecastData.of(series, options, CalendarLabel.values());
    }

    /** The values with the last one seen, or a straight line to the next, where one is gone. */
    private static double[] filled(double[] values, boolean[] seen, int channels, boolean lines) {
      double[] filled = values.clone();
      int last = 0;
      for (int t = 1; t < seen.length; t++) {
        if (!seen[t]) {
          System.arraycopy(values, last * channels, filled, t * channels, channels);
          continue;
        }
        for (int gap = last + 1; lines && gap < t; gap++) {
          double part = (double) (gap - last) / (t - last);
          for (int c = 0; c < channels; c++) {
            double from = values[last * channels + c];
            filled[gap * channels + c] = from + part * (values[t * channels + c] - from);
          }
        }
        last = t;
      }
      return filled;
    }
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    WindowOptions options =
        WindowOptions.of(WindowShape.following(settings.lookBack, settings.horizon))
            .takingEvery(settings.every);
    TimeSeries series = Catalogue.series("ETTh1").load(folder);
    Rng removal = Rng.of(unit.seed(), "removed");
    Cut cut = Cut.of(series, options, settings.removed, removal);
    Fit how =
        Fit.steps(settings.steps)
            .batch(settings.batch)
            .rate(settings.rate, settings.rate / 10)
            .clip(Clip.norm(100))
            .seed(unit.seed());
    Autoregression.Options own = Autoregression.Options.of(Autoregression.Weights.PER_SERIES);
    return switch (unit.model()) {
      case LATENT -> scores(latentOde(cut, how, unit.seed()), cut.sparse.test());
      case DEEPDIVE -> scores(DeepDive.fit(cut.sparse, how).forecaster(), cut.sparse.test());
      case AR -> scores(Autoregression.fit(cut.sparse, own), cut.sparse.test());
      case LAST -> scores(Forecaster.lastValue(), cut.sparse.test());
      case MEAN -> scores((windows, rows, to) -> Arrays.fill(to, 0), cut.sparse.test());
      default -> scores(Autoregression.fit(cut.complete, own), cut.complete.test());
    };
  }

  /** Learns from the hours that are left; the encoder reads those before the forecast alone. */
  private Forecaster latentOde(Cut cut, Fit how, long seed) {
    int length = settings.lookBack + settings.horizon;
    double[] times = new double[length];
    Arrays.setAll(times, t -> 2 * Math.PI * t / 24);
    WindowSet train = cut.sparse.train();
    LatentOde model =
        LatentOde.of(
            LatentOdeOptions.of(train.channels())
                .networks(LatentOdeOptions.Networks.PUBLIC_CODE)
                .sizes(10, 40, 40)
                .noise(0.5)
                .step(settings.solverStep)
                .seed(seed),
            times);
    how.run(
        model.parameters(),
        train.size(),
        (batch, rng) -> {
          int[] rows = batch.rows();
          Normal q = model.encode(seen(cut, train, rows, settings.lookBack));
          Tensor z = q.sample(rng);
          Tensor likelihood = model.logLikelihood(seen(cut, train, rows, length), z);
          return new Elbo(likelihood, q.klToStandard().sum(1)).loss(1);
        });
    return (windows, rows, to) -> {
      try (Tape tape = Tape.inference()) {
        Tensor z = model.encode(seen(cut, windows, rows, settings.lookBack)).mean();
        Tensor later = model.decodeMean(z).slice(1, settings.lookBack, length).transpose();
        System.arraycopy(later.toArray(), 0, to, 0, later.size());
      }
    };
  }

  /** Windows [time, channel] of which so many steps are known, as far as they are not gone. */
  private Observed seen(Cut cut, WindowSet windows, int[] rows, int steps) {
    int channels = windows.channels();
    int length = settings.lookBack + settings.horizon;
    float[] mask = new float[rows.length * length * channels];
    for (int i = 0; i < rows.length; i++) {
      for (int t = 0; t < steps; t++) {
        if (cut.seen[windows.start(rows[i]) + t]) {
          int at = (i * length + t) * channels;
          Arrays.fill(mask, at, at + channels, 1);
        }
      }
    }
    Tensor values = Tensor.concat(-1, windows.inputs(rows), windows.targets(rows)).transpose();
    return Observed.complete(values).hide(Tensor.of(mask, rows.length, length, channels));
  }

  /** Root mean squares of all hours ahead, of the first six and of the last six. */
  private static Map<String, Double> scores(Forecaster forecaster, WindowSet test) {
    int horizon = test.shape().horizon();
    double[] squares = new double[horizon];
    int[] all = test.rows();
    for (int from = 0; from < all.length; from += AT_ONCE) {
      int[] rows = Arrays.copyOfRange(all, from, Math.min(from + AT_ONCE, all.length));
      float[] forecast = new float[rows.length * test.channels() * horizon];
      float[] truth = new float[forecast.length];
      forecaster.forecast(test, rows, forecast);
      test.targets(rows, truth);
      for (int i = 0; i < truth.length; i++) {
        double off = forecast[i] - truth[i];
        squares[i % horizon] += off * off / all.length / test.channels();
      }
    }
    return Map.of(
        ALL_HOURS, root(squares, 0, horizon),
        FIRST, root(squares, 0, 6),
        LATEST, root(squares, horizon - 6, horizon));
  }

  private static double root(double[] squares, int from, int to) {
    return Math.sqrt(Arrays.stream(squares, from, to).average().orElseThrow());
  }

  @Override
  public List<Sheet> findings(Result result) {
    Sheet sheet = Sheet.columns("forecaster", "RMSE of 24 hours", "hours 1–6", "hours 19–24");
    for (String model : MODELS) {
      if (result.values(model, ALL_HOURS).length > 0) {
        sheet.row(
            model,
            Measured.ofRuns(result.values(model, ALL_HOURS)),
            Measured.ofRuns(result.values(model, FIRST)),
            Measured.ofRuns(result.values(model, LATEST)));
      }
    }
    return List.of(
        sheet
            .digits(3)
            .caption(
                "ETTh1, a day ahead, %.0f %% of the hours removed at random; deviations of the training block"
                    .formatted(100 * settings.removed)));
  }
}
