package elbolab.data.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Catalogue;
import elbolab.data.DataFolder;
import elbolab.data.KnownSeries;
import elbolab.data.PublishedTable;
import elbolab.data.TimeSeries;
import elbolab.data.series.Autoregression.Options;
import elbolab.data.series.Autoregression.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Baselines on the real series, as data/README.md prints them. */
class BaselinesTest {
  private static final int[] DISTANCES = {3, 6, 12, 24};

  private static TimeSeries series(String name) {
    DataFolder folder = DataFolder.standard();
    KnownSeries known = Catalogue.series(name);
    Assumptions.assumeTrue(
        folder.find(known.file()).isPresent(),
        () -> "not run: no " + known.file() + " in " + folder.places());
    return known.load(folder);
  }

  private static TimeSeries exchangeRates() {
    return series("exchange_rate");
  }

  @Test
  void exchangeRatesAreAsTheReadmeSays() throws IOException {
    checkReadme("exchange rates", exchangeRates());
  }

  @Test
  void twoClientsAreAsTheReadmeSays() throws IOException {
    checkReadme("electricity, 2 clients", series("electricity_2"));
  }

  @Test
  void tenClientsAreAsTheReadmeSays() throws IOException {
    checkReadme("electricity, 10 clients", series("electricity_10"));
  }

  @Test
  void transformersAreAsTheReadmeSays() throws IOException {
    checkReadme("ETTh1", series("ETTh1"));
  }

  /** The note on MTGNN's table: by RSE no model printed there beats the last value. */
  @Test
  void noPublishedModelBeatsTheLastExchangeRate() {
    TimeSeries rates = exchangeRates();
    PublishedTable table = PublishedTable.load("mtgnn-exchange-rate");
    for (int distance : DISTANCES) {
      ForecastData data = data(rates, distance);
      double naive = ForecastScores.of(Forecaster.lastValue(), data, data.test()).rrse();
      assertTrue(table.note().contains("%.4f".formatted(naive)), table.note());
      for (PublishedTable.Cell cell : table.cells()) {
        if (cell.keys().subList(1, 3).equals(List.of("rse", "" + distance))) {
          assertTrue(cell.value() > naive, cell + " against " + naive);
        }
      }
    }
  }

  /** What the README says about the AR of MTGNN's table: it is near one that is shrunk. */
  @Test
  void aShrunkSharedRegressionIsNearThePublishedOne() {
    TimeSeries rates = exchangeRates();
    PublishedTable table = PublishedTable.load("mtgnn-exchange-rate");
    for (int distance : DISTANCES) {
      WindowOptions options =
          WindowOptions.of(WindowShape.atDistance(168, distance)).with(Scaling.MAXIMUM);
      ForecastData data = ForecastData.of(rates, options);
      Autoregression ar =
          Autoregression.fit(data, new Options(Weights.SHARED, new double[] {7e-4}));
      ForecastScores ours = ForecastScores.of(ar, data, data.test());
      double rse = table.find("AR", "rse", "" + distance).value();
      assertEquals(1, ours.rrse() / rse, 0.03, "RSE at " + distance);
      double corr = table.find("AR", "corr", "" + distance).value();
      assertEquals(1, ours.corr() / corr, 0.03, "CORR at " + distance);
    }
  }

  private static ForecastData data(TimeSeries series, int distance) {
    return ForecastData.of(series, WindowOptions.of(WindowShape.atDistance(168, distance)));
  }

  private static void checkReadme(String name, TimeSeries series) throws IOException {
    StringBuilder naive = new StringBuilder("| " + name + " | last value |");
    StringBuilder fitted = new StringBuilder("| " + name + " | AR |");
    for (int distance : DISTANCES) {
      ForecastData data = data(series, distance);
      naive.append(cell(ForecastScores.of(Forecaster.lastValue(), data, data.test())));
      Autoregression ar = Autoregression.fit(data, Options.of(Weights.PER_SERIES));
      fitted.append(cell(ForecastScores.of(ar, data, data.test())));
    }
    List<String> lines =
        Files.readAllLines(Path.of("data/README.md")).stream()
            .filter(line -> line.startsWith("| " + name + " | "))
            .toList();
    assertEquals(List.of(naive.toString(), fitted.toString()), lines);
  }

  private static String cell(ForecastScores scores) {
    return " %.4f, %.4f |".formatted(scores.rrse(), scores.corr());
  }
}
