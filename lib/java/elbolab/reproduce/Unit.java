package elbolab.reproduce;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The piece of an experiment that is run, and kept, as a whole.
 *
 * @param dataSet the data, by the experiment's name for them
 * @param model the model or sampler
 * @param horizon of a forecast; 0 where nothing is forecast
 * @param seed of every random number of this piece
 */
public record Unit(String dataSet, String model, int horizon, long seed)
    implements Comparable<Unit>, Serializable {
  private static final Comparator<Unit> ORDER =
      Comparator.comparing(Unit::dataSet)
          .thenComparing(Unit::model)
          .thenComparingInt(Unit::horizon)
          .thenComparingLong(Unit::seed);

  /** The same piece without a horizon. */
  public static Unit of(String dataSet, String model, long seed) {
    return new Unit(dataSet, model, 0, seed);
  }

  /** Each of the models with the seeds 1 to {@code seeds}, without a horizon. */
  public static List<Unit> ofEach(String dataSet, List<String> models, int seeds) {
    return models.stream()
        .flatMap(model -> LongStream.rangeClosed(1, seeds).mapToObj(s -> of(dataSet, model, s)))
        .toList();
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
