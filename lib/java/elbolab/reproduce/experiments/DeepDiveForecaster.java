package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.data.series.ForecastData;
import elbolab.data.series.Reference;
import elbolab.deepdive.DeepDive;
import elbolab.deepdive.Evaluation;
import elbolab.deepdive.SeriesForecaster;
import elbolab.reproduce.Claim;
import elbolab.reproduce.Claims;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.PairedDifference;
import elbolab.reproduce.Quantity;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.show.Measured;
import elbolab.show.Sheet;
import elbolab.show.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * The forecaster of a reader's series beside DeepDIVE as its paper has it, AR and the last value,
 * on five series at four distances: errors, intervals, and whether its DeepDIVE still tells the
 * labels apart. No number of it is printed anywhere; MTGNN's table of exchange rates has the same
 * pipeline, so that a rank among its models can be told.
 */
public record DeepDiveForecaster(Scale scale, DeepDiveTraining settings) implements Experiment {
  private static final String OURS = ForecastCause.FORECASTER.title();
  private static final String FAITHFUL = ForecastCause.FAITHFUL.title();
  private static final String AR = ForecastCause.AR.title();
  private static final String LAST = ForecastCause.LAST_VALUE.title();

  /** An error within this part of AR's is neither better nor worse. */
  private static final double LEVEL = 0.005;

  public static DeepDiveForecaster at(Scale scale) {
    return new DeepDiveForecaster(scale, DeepDiveTables.at(Scale.QUICK).settings());
  }

  @Override
  public String id() {
    return "deepdive-forecaster";
  }

  @Override
  public String title() {
    return "the forecaster, DeepDIVE, AR and the last value on five series";
  }

  @Override
  public List<DataInput> data() {
    return DeepDiveCauses.DATA.stream().map(ForecastingData::input).toList();
  }

  @Override
  public int seeds(String dataSet) {
    return 5;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    List<Unit> units = new ArrayList<>();
    for (String model : List.of(AR, LAST, OURS, FAITHFUL)) {
      for (int distance : ForecastingData.of(dataSet).horizons()) {
        LongStream.rangeClosed(1, ForecastCause.of(model).isTrained() ? seeds : 1)
            .forEach(seed -> units.add(new Unit(dataSet, model, distance, seed)));
      }
    }
    return units;
  }

  @Override
  public double seconds(Unit unit) {
    return new DeepDiveCauses(scale, settings).seconds(unit);
  }

  @Override
  public String measuredOn() {
    return new DeepDiveCauses(scale, settings).measuredOn();
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    ForecastingData series = ForecastingData.of(unit.dataSet());
    ForecastData data = series.windows(folder, series.options(unit.horizon()));
    ForecastCause cause = ForecastCause.of(unit.model());
    if (!cause.isTrained()) {
      return ForecastQuality.of(cause.fit(data, settings, unit.seed()), data);
    }
    boolean faithful = cause == ForecastCause.FAITHFUL;
    Reference reference = faithful ? null : SeriesForecaster.reference(data);
    DeepDive model = cause.train(data.relativeTo(reference), settings, unit.seed());
    Map<String, Double> metrics =
        ForecastQuality.of(
            faithful
                ? model.forecaster()
                : reference.believed(reference.restored(model.forecaster()), data),
            data);
    Evaluation test = model.evaluate(data.test().relativeTo(reference));
    if (!data.test().labels().isEmpty()) {
      metrics.put("mig", test.informationGap().gap());
    }
    test.labels().forEach(label -> metrics.put("accuracy " + label.name(), label.accuracy()));
    return metrics;
  }

  @Override
  public List<Sheet> findings(Result result) {
    Cells cells = new Cells(Quantity.of(result));
    return List.of(cells.errors(), cells.intervals(), cells.labels(), cells.ranks());
  }

  /**
   * What the forecaster's intervals hold, from the numbers of any experiment that has the same
   * models.
   */
  static Sheet intervals(Map<Quantity, double[]> values) {
    return new Cells(values).intervals();
  }

  /** The numbers by series and distance. */
  private record Cells(Map<Quantity, double[]> values) {
    private interface Each {
      void of(String dataSet, int horizon);
    }

    /** Each series and distance at which the forecaster was run. */
    private void each(Each what) {
      for (ForecastingData data : DeepDiveCauses.DATA) {
        for (int horizon : data.horizons()) {
          if (of(data.title(), OURS, horizon, "forecast_rrse") != null) {
            what.of(data.title(), horizon);
          }
        }
      }
    }

    private double[] of(String dataSet, String model, int horizon, String metric) {
      return values.get(new Quantity(dataSet, model, horizon, metric));
    }

    /** Null where there is none. */
    private Measured mean(String dataSet, String model, int horizon, String metric) {
      double[] its = of(dataSet, model, horizon, metric);
      return its == null ? null : Measured.ofRuns(its);
    }

    private Sheet errors() {
      Sheet sheet =
          Sheet.columns("data", "distance", "seeds", OURS, FAITHFUL, AR, LAST, OURS + " / AR");
      int[] count = new int[3];
      each(
          (data, h) -> {
            Measured ours = mean(data, OURS, h, "forecast_rrse");
            Measured ar = mean(data, AR, h, "forecast_rrse");
            double ratio = ar == null ? Double.NaN : ours.value() / ar.value();
            count[ratio < 1 - LEVEL ? 0 : ratio > 1 + LEVEL ? 2 : 1]++;
            sheet.row(
                data,
                h,
                of(data, OURS, h, "forecast_rrse").length,
                ours,
                mean(data, FAITHFUL, h, "forecast_rrse"),
                ar,
                mean(data, LAST, h, "forecast_rrse"),
                ratio);
          });
      return sheet.caption(
          "Forecast RRSE, mean ± standard error over seeds. Beside AR the forecaster is better in %d, level within %.1f %% in %d and worse in %d"
              .formatted(count[0], 100 * LEVEL, count[1], count[2]));
    }

    private Sheet intervals() {
      List<String> names = new ArrayList<>(List.of("data", "distance"));
      Arrays.stream(ForecastQuality.PARTS).forEach(part -> names.add(part + " %"));
      names.addAll(List.of("AR's normal 90 %", "CRPS", "AR's normal CRPS"));
      Sheet sheet = Sheet.columns(names.toArray(String[]::new));
      each(
          (data, h) -> {
            List<Object> row = new ArrayList<>(List.of(data, h));
            for (int part : ForecastQuality.PARTS) {
              row.add(Values.mean(of(data, OURS, h, "coverage_" + part)));
            }
            row.add(mean(data, AR, h, "coverage_normal_90"));
            row.add(mean(data, OURS, h, "crps"));
            row.add(mean(data, AR, h, "crps_normal"));
            sheet.row(row.toArray());
          });
      return sheet.caption(
          "What the forecaster's intervals hold of the test block, and ranked scores, standardised; mean over seeds");
    }

    /** What being counted from AR and the last value costs or gives the labels. */
    private Sheet labels() {
      Sheet sheet = Sheet.columns("data", "number", "runs", OURS, FAITHFUL, "difference");
      List<String> metrics =
          values.keySet().stream()
              .map(Quantity::metric)
              .filter(metric -> metric.equals("mig") || metric.startsWith("accuracy "))
              .distinct()
              .sorted()
              .toList();
      for (ForecastingData data : DeepDiveCauses.DATA) {
        for (String metric : metrics) {
          double[] ours = atAllDistances(data, OURS, metric);
          double[] faithful = atAllDistances(data, FAITHFUL, metric);
          if (ours.length > 0 && ours.length == faithful.length) {
            sheet.row(
                data.title(),
                metric,
                ours.length,
                Values.mean(ours),
                Values.mean(faithful),
                PairedDifference.of(ours, faithful));
          }
        }
      }
      return sheet.caption(
          "Labels told apart and information gap, test block, over distances and seeds; the difference is paired, with half of its 95 % interval");
    }

    private double[] atAllDistances(ForecastingData data, String model, String metric) {
      return data.horizons().stream()
          .map(horizon -> of(data.title(), model, horizon, metric))
          .filter(Objects::nonNull)
          .flatMapToDouble(Arrays::stream)
          .toArray();
    }

    /** Among the models that MTGNN's table prints for exchange rates. */
    private Sheet ranks() {
      Sheet sheet = Sheet.columns("distance", "number", OURS, "rank", "models", "best printed");
      String rates = ForecastingData.EXCHANGE_RATE.title();
      for (int h : ForecastingData.EXCHANGE_RATE.horizons()) {
        for (String metric : List.of("rse", "corr")) {
          String name = metric.equals("rse") ? "forecast_rrse" : "forecast_corr";
          Measured ours = mean(rates, OURS, h, name);
          if (ours == null) {
            continue;
          }
          double[] printed =
              Claims.named("mtgnn-exchange-rate").stream()
                  .filter(claim -> claim.id().endsWith("/%s/%d".formatted(metric, h)))
                  .mapToDouble(Claim::printedValue)
                  .toArray();
          double sign = metric.equals("rse") ? 1 : -1;
          long ahead = Arrays.stream(printed).filter(p -> sign * p < sign * ours.value()).count();
          double best = sign * Arrays.stream(printed).map(p -> sign * p).min().orElseThrow();
          sheet.row(h, metric.toUpperCase(Locale.ROOT), ours, ahead + 1, printed.length + 1, best);
        }
      }
      return sheet.caption(
          "Exchange rates: the forecaster's rank among the printed models of MTGNN's table");
    }
  }
}
