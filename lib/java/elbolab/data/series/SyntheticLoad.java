package elbolab.data.series;

import elbolab.data.DataException;
import elbolab.data.TimeSeries;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Hourly loads made by the program, whose factors are known:
 *
 * <p>load_c(t) = level_c · (1 + d_c D_c(t) + w_c W(t) + y_c Y(t) + ε_c(t)),
 *
 * <p>with a daily cycle D between the profiles of an office and of a home, a weekly cycle W, a
 * yearly cycle Y and noise ε, a stationary AR(1). Each cycle has mean 0 and a variance near 1, and
 * follows the hour, the weekday or the season alone, but for the swing of the day, which is greater
 * in spring than in autumn: else a week could not tell one from the other. The labels hour, weekday
 * and month are as good as independent over whole years, so that assumption 2 of DeepDIVE holds.
 *
 * @param clients what each client's load is mixed from
 */
public record SyntheticLoad(Options options, TimeSeries series, List<Client> clients) {
  private static final double SEASON_OF_SWING = 0.4;
  private static final double PERSISTENCE = 0.7;
  private static final double DAYS_OF_YEAR = 365.25;
  private static final double COLDEST_DAY = 15;

  /** Monday to Sunday; mean 0, variance 0.99, and no two days alike. */
  private static final double[] WEEK = {0.75, 0.55, 0.95, 0.4, 0.3, -2, -0.95};

  /**
   * @param clients 1 or more: series
   * @param hours 24 or more: length
   * @param noise 0 or more: standard deviation of ε; the cycles' are 0.1 to 0.4
   * @param start the first hour
   */
  public record Options(int clients, int hours, double noise, LocalDateTime start) {
    /** Eight clients over the hours of the real table, 2012 to 2014. */
    public static final Options DEFAULT =
        new Options(8, 26_304, 0.1, LocalDateTime.of(2012, 1, 1, 0, 0));

    public Options {
      if (clients < 1 || hours < 24 || !(noise >= 0)) {
        throw new DataException(
            "clients = %d, hours = %d, noise = %s: 1 client, 24 hours and noise 0 or more are needed"
                .formatted(clients, hours, noise));
      }
    }
  }

  /**
   * @param level mean load
   * @param home 0 for the daily profile of an office, 1 for that of a home
   * @param day d, the daily cycle's standard deviation relative to the level
   * @param week w
   * @param year y
   */
  public record Client(double level, double home, double day, double week, double year) {
    private static Client draw(Rng rng) {
      return new Client(
          DoubleMath.exp(5 + rng.nextGaussian()),
          rng.nextDouble(),
          0.2 + 0.2 * rng.nextDouble(),
          0.1 + 0.15 * rng.nextDouble(),
          0.1 + 0.2 * rng.nextDouble());
    }
  }

  /** The cycles that a load is the sum of. */
  public enum Cycle {
    DAY,
    WEEK,
    YEAR
  }

  public SyntheticLoad {
    clients = List.copyOf(clients);
  }

  /** A client depends on the stream and its number alone, not on how many there are. */
  public static SyntheticLoad generate(Options options, Rng rng) {
    int count = options.clients();
    List<Client> clients = new ArrayList<>();
    double[] values = new double[Math.multiplyExact(options.hours(), count)];
    for (int c = 0; c < count; c++) {
      Rng own = rng.stream("client", c);
      Client client = Client.draw(own);
      clients.add(client);
      double noise = own.nextGaussian();
      for (int hour = 0; hour < options.hours(); hour++) {
        LocalDateTime time = options.start().plusHours(hour);
        double cycles = 1;
        for (Cycle cycle : Cycle.values()) {
          cycles += component(client, cycle, time);
        }
        values[hour * count + c] = client.level() * (cycles + options.noise() * noise);
        double fresh = Math.sqrt(1 - PERSISTENCE * PERSISTENCE) * own.nextGaussian();
        noise = PERSISTENCE * noise + fresh;
      }
    }
    String name = "load made by the program, %,d h of %d clients".formatted(options.hours(), count);
    List<String> names = IntStream.range(0, count).mapToObj(c -> "client " + c).toList();
    TimeSeries series =
        new TimeSeries(name, Optional.of(options.start()), Duration.ofHours(1), names, values);
    return new SyntheticLoad(options, series, clients);
  }

  /** What a cycle adds to a client's load at an hour, relative to its level: the truth. */
  public double component(int client, Cycle cycle, int hour) {
    return component(clients.get(client), cycle, options.start().plusHours(hour));
  }

  private static double component(Client client, Cycle cycle, LocalDateTime time) {
    double season = (time.getDayOfYear() - COLDEST_DAY) / DAYS_OF_YEAR;
    return switch (cycle) {
      case DAY ->
          client.day()
              * (1 + SEASON_OF_SWING * wave(season - 0.25))
              * dayProfile(client.home(), time.getHour() / 24.0);
      case WEEK -> client.week() * WEEK[time.getDayOfWeek().ordinal()];
      case YEAR -> client.year() * Math.sqrt(2) * wave(season);
    };
  }

  /** An office peaks at 13 h; a home at 20 h, and a little at 8 h. */
  private static double dayProfile(double home, double turns) {
    double office = wave(turns - 13 / 24.0);
    double evening = 0.8 * wave(turns - 20 / 24.0) + 0.6 * wave(2 * (turns - 8 / 24.0));
    return Math.sqrt(2) * ((1 - home) * office + home * evening);
  }

  /** cos 2πu for any u. */
  private static double wave(double u) {
    return DoubleMath.cosTurns(u - Math.floor(u));
  }
}
