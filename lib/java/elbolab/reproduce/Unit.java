package elbolab.reproduce;

import java.util.Comparator;

/**
 * The piece of an experiment that is run, and kept, as a whole.
 *
 * @param dataSet the data, by the experiment's name for them
 * @param model the model or sampler
 * @param horizon of a forecast; 0 where nothing is forecast
 * @param seed of every random number of this piece
 */
public record Unit(String dataSet, String model, int horizon, long seed)
    implements Comparable<Unit> {
  private static final Comparator<Unit> ORDER =
      Comparator.comparing(Unit::dataSet)
          .thenComparing(Unit::model)
          .thenComparingInt(Unit::horizon)
          .thenComparingLong(Unit::seed);

  /** The same piece without a horizon. */
  public static Unit of(String dataSet, String model, long seed) {
    return new Unit(dataSet, model, 0, seed);
  }

  @Override
  public int compareTo(Unit other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    String forecast = horizon == 0 ? "" : ", horizon " + horizon;
    return "%s on %s%s, seed %d".formatted(model, dataSet, forecast, seed);
  }
}
