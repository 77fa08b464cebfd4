package elbolab.data.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import elbolab.data.Catalogue;
import elbolab.data.DataFolder;
import elbolab.data.TimeSeries;
import elbolab.data.series.Autoregression.Options;
import elbolab.data.series.Autoregression.Weights;
import elbolab.math.Rng;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from a series to its scores, beside tests/peers/autoregression.py. */
class PipelinePeerTest {
  private static final double AGREE = 1e-6;

  @TempDir Path folder;

  @Test
  void loadsMadeByTheProgram() throws Exception {
    PythonPeer.assume("numpy");
    LocalDateTime start = LocalDateTime.of(2012, 1, 1, 0, 0);
    TimeSeries load =
        SyntheticLoad.generate(new SyntheticLoad.Options(3, 2_000, 0.1, start), Rng.of(2, "peer"))
            .series();
    double[] grid = {0, 1e-4, 1e-2};
    for (Scaling scaling : List.of(Scaling.STANDARD, Scaling.MAXIMUM)) {
      for (Weights weights : Weights.values()) {
        compare(load, 48, 6, scaling, new Options(weights, grid));
      }
    }
  }

  @Test
  void exchangeRates() throws Exception {
    PythonPeer.assume("numpy");
    compare(
        rates(), 168, 24, Scaling.MAXIMUM, new Options(Weights.PER_SERIES, new double[] {0, 1e-6}));
  }

  @Test
  @Tag("long")
  void exchangeRatesAtEachHorizonOverTheWholeGrid() throws Exception {
    PythonPeer.assume("numpy");
    for (int distance : new int[] {3, 6, 12, 24}) {
      for (Scaling scaling : List.of(Scaling.STANDARD, Scaling.MAXIMUM)) {
        for (Weights weights : Weights.values()) {
          compare(rates(), 168, distance, scaling, Options.of(weights));
        }
      }
    }
  }

  private static TimeSeries rates() {
    DataFolder data = DataFolder.standard();
    Assumptions.assumeTrue(
        data.find("exchange_rate/exchange_rate.txt").isPresent(),
        () -> "not run: no exchange rates in " + data.places());
    return Catalogue.series("exchange_rate").load(data);
  }

  private void compare(
      TimeSeries series, int lookBack, int distance, Scaling scaling, Options options)
      throws Exception {
    Path file = folder.resolve("series.csv");
    PythonPeer.write(series, file);
    List<String> words =
        new ArrayList<>(
            List.of(
                file.toString(),
                "" + lookBack,
                "" + distance,
                scaling.name(),
                options.weights().name()));
    Arrays.stream(options.penalties()).forEach(penalty -> words.add("" + penalty));
    List<String> lines = PythonPeer.run("autoregression.py", words.toArray(String[]::new));

    ForecastData data =
        ForecastData.of(
            series, WindowOptions.of(WindowShape.atDistance(lookBack, distance)).with(scaling));
    Autoregression ar = Autoregression.fit(data, options);
    String what = "%s at %d, %s, %s".formatted(series.name(), distance, scaling, options.weights());
    assertScores(
        what, lines.get(0), ForecastScores.of(Forecaster.lastValue(), data, data.test()), 0);
    assertScores(what, lines.get(1), ForecastScores.of(ar, data, data.test()), ar.penalty());
    String[] weights = lines.get(2).split(" ");
    for (int i = 0; i <= lookBack; i++) {
      assertEquals(Double.parseDouble(weights[i + 1]), ar.weights(0, 0)[i], AGREE, what);
    }
  }

  private static void assertScores(String what, String line, ForecastScores ours, double penalty) {
    String[] peer = line.split(" ");
    double[] mine = {ours.rrse(), ours.corr(), ours.mse(), penalty};
    for (int i = 0; i < mine.length; i++) {
      double theirs = Double.parseDouble(peer[i + 1]);
      assertEquals(theirs, mine[i], AGREE * Math.abs(theirs), what + ": " + line);
    }
  }
}
