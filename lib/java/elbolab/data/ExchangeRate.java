package elbolab.data;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Daily exchange rates of eight currencies to the US dollar, 1990 to 2016, without dates. */
public final class ExchangeRate {
  static final String PATH = "exchange_rate/exchange_rate.txt.gz";

  private ExchangeRate() {}

  public static TimeSeries load(DataFolder folder) {
    Path file = folder.file(PATH);
    List<String> countries =
        List.of(
            "Australia",
            "Britain",
            "Canada",
            "Switzerland",
            "China",
            "Japan",
            "New Zealand",
            "Singapore");
    return TimeSeries.readPlain(
            "exchange rates", file, Optional.empty(), Duration.ofDays(1), countries)
        .requireShape(7_588, countries.size(), file);
  }
}
