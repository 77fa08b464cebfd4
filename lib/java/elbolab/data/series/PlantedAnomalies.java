package elbolab.data.series;

import elbolab.data.DataException;
import elbolab.data.TimeSeries;
import elbolab.math.Moments;
import elbolab.math.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A series that was disturbed on purpose, so that what is to be found is known.
 *
 * @param series the disturbed one
 * @param places of the disturbances, in time order
 */
public record PlantedAnomalies(TimeSeries series, List<Place> places) {

  /** What can happen to one channel; σ is the channel's deviation before the disturbed part. */
  public enum Kind {
    /** One step lies 4 σ too high. */
    SPIKE("spike"),
    /** A stretch lies 1.5 σ too high. */
    SHIFT("shift"),
    /** A stretch keeps the value that it began with. */
    FROZEN("frozen"),
    /** A stretch runs backwards: every value by itself is one that belongs there. */
    REVERSED("backwards");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * @param begin the first disturbed step
   * @param end the step behind the last
   */
  public record Place(Kind kind, int channel, int begin, int end) {}

  private static final double SPIKE = 4;
  private static final double SHIFT = 1.5;

  public PlantedAnomalies {
    places = List.copyOf(places);
  }

  /**
   * Disturbs a series from a step on, each kind equally often, at random places that do not touch.
   *
   * @param each how many of each kind
   * @param length steps of a stretch
   */
  public static PlantedAnomalies in(TimeSeries clean, int from, int each, int length, Rng rng) {
    Kind[] kinds = Kind.values();
    int count = kinds.length * each;
    int slot = each < 1 ? 0 : (clean.length() - from) / count;
    if (from < 2 || length < 2 || slot < length + 2) {
      throw new DataException(
          "%s: %d steps from %d on have no room for %d disturbances of %d steps, 2 or more each"
              .formatted(clean.name(), clean.length() - from, from, count, length));
    }
    double[] values = clean.values().clone();
    int[] order = rng.permutation(count);
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Kind kind = kinds[order[i] % kinds.length];
      int channel = rng.nextInt(clean.channels().size());
      int begin = from + i * slot + 1 + rng.nextInt(slot - length - 1);
      int end = begin + (kind == Kind.SPIKE ? 1 : length);
      Place place = new Place(kind, channel, begin, end);
      disturb(values, clean, place, deviation(clean, from, channel));
      places.add(place);
    }
    TimeSeries disturbed =
        new TimeSeries(
            clean.name(), clean.start(), clean.step(), clean.channels(), values, clean.remark());
    return new PlantedAnomalies(disturbed, places);
  }

  private static double deviation(TimeSeries series, int before, int channel) {
    Moments moments = new Moments();
    for (int t = 0; t < before; t++) {
      moments.add(series.value(t, channel));
    }
    return Math.sqrt(moments.variance());
  }

  private static void disturb(double[] values, TimeSeries clean, Place at, double sigma) {
    int width = clean.channels().size();
    for (int t = at.begin(); t < at.end(); t++) {
      double value = clean.value(t, at.channel());
      values[t * width + at.channel()] =
          switch (at.kind()) {
            case SPIKE -> value + SPIKE * sigma;
            case SHIFT -> value + SHIFT * sigma;
            case FROZEN -> clean.value(at.begin(), at.channel());
            case REVERSED -> clean.value(at.begin() + at.end() - 1 - t, at.channel());
          };
    }
  }

  /** Whether the inputs of each window reach a disturbance; windows of this series alone. */
  public boolean[] in(WindowSet windows) {
    return in(windows, Kind.values());
  }

  /** The same for some kinds. */
  public boolean[] in(WindowSet windows, Kind... kinds) {
    boolean[] reached = new boolean[windows.size()];
    for (int row = 0; row < reached.length; row++) {
      int start = windows.start(row);
      int end = start + windows.shape().lookBack();
      reached[row] =
          places.stream()
              .filter(place -> Arrays.asList(kinds).contains(place.kind()))
              .anyMatch(place -> place.begin() < end && place.end() > start);
    }
    return reached;
  }
}
