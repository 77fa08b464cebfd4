package elbolab.data;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Electricity load of clients in Portugal, hourly: the table of 321 clients that forecasting papers
 * use, and real parts of it. Two of the parts carry relabelled dates; here all have the true ones,
 * so that the hour 0 of the table is 2012-01-01 00:00, a Sunday.
 */
public enum Electricity {
  /** The whole table, sums of four quarter-hour readings in kW, each rounded up. */
  ALL_CLIENTS("electricity/electricity.txt.gz", 26_304, 321, Electricity.TABLE_START),
  /** Two clients of the table over its full length: 0, and 320, which is called OT. */
  TWO_CLIENTS("electricity/electricity_2clients_26304h.csv.gz", 26_304, 2, Electricity.TABLE_START),
  /** Clients 0 to 201, and OT, over the first 1000 hours of the table. */
  FIRST_HOURS(
      "electricity/electricity_203clients_1000h.csv.gz", 1_000, 203, Electricity.TABLE_START),
  /** Clients MT_001 to MT_010 as hourly means in kW. */
  TEN_CLIENTS("electricity/electricity_10clients_6000h.csv.gz", 6_000, 10, "2014-01-01T00:00"),
  /**
   * Client MT_200 (159 of the table), sums of four readings, not rounded. Three zeros stand at the
   * spring clock changes; the last row holds one reading only.
   */
  ONE_CLIENT("electricity/electricity_MT200_35065h.csv.gz", 35_065, 1, "2011-01-01T00:00");

  private static final String TABLE_START = "2012-01-01T00:00";

  private final String path;
  private final int hours;
  private final int clients;
  private final LocalDateTime start;

  Electricity(String path, int hours, int clients, String start) {
    this.path = path;
    this.hours = hours;
    this.clients = clients;
    this.start = LocalDateTime.parse(start);
  }

  public String path() {
    return path;
  }

  public TimeSeries load(DataFolder folder) {
    Path file = folder.file(path);
    Duration hour = Duration.ofHours(1);
    TimeSeries series =
        this == ALL_CLIENTS
            ? TimeSeries.readPlain(title(), file, Optional.of(start), hour, clientNumbers())
            : TimeSeries.read(title(), file, hour).startingAt(start);
    return series.requireShape(hours, clients, file);
  }

  private String title() {
    return "electricity, %,d h of %d clients".formatted(hours, clients);
  }

  private List<String> clientNumbers() {
    return IntStream.range(0, clients).mapToObj(Integer::toString).toList();
  }
}
