package elbolab.data.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.DataException;
import elbolab.data.TimeSeries;
import elbolab.data.series.PlantedAnomalies.Kind;
import elbolab.data.series.PlantedAnomalies.Place;
import elbolab.math.Rng;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlantedAnomaliesTest {
  private static final int FROM = 1000;
  private static final int LENGTH = 8;

  /** −1, 1, −1, 1, … has deviation 1; the second channel twice that. */
  private static TimeSeries clean() {
    double[] values = new double[2 * 3000];
    for (int t = 0; t < 3000; t++) {
      values[2 * t] = t % 2 == 0 ? -1 : 1;
      values[2 * t + 1] = 2 * values[2 * t] + 5;
    }
    return new TimeSeries("saw", Optional.empty(), Duration.ofHours(1), List.of("a", "b"), values);
  }

  @Test
  void eachKindDoesWhatItSaysAndNothingElseMoves() {
    TimeSeries clean = clean();
    PlantedAnomalies planted = PlantedAnomalies.in(clean, FROM, 5, LENGTH, Rng.of(2, "places"));
    assertEquals(20, planted.places().size());
    double[] expected = clean.values().clone();
    int end = FROM;
    for (Place place : planted.places()) {
      assertTrue(place.begin() > end, "they do not touch");
      end = place.end();
      double sigma = place.channel() + 1;
      for (int t = place.begin(); t < place.end(); t++) {
        double value = clean.value(t, place.channel());
        expected[2 * t + place.channel()] =
            switch (place.kind()) {
              case SPIKE -> value + 4 * sigma;
              case SHIFT -> value + 1.5 * sigma;
              case FROZEN -> clean.value(place.begin(), place.channel());
              // Backwards over an even stretch every value becomes its neighbour's.
              case REVERSED -> clean.value(t + 1, place.channel());
            };
      }
    }
    // The deviation before the place has divisor n − 1.
    assertArrayEquals(expected, planted.series().values(), 0.01);
    for (Kind kind : Kind.values()) {
      assertEquals(5, planted.places().stream().filter(p -> p.kind() == kind).count());
    }
  }

  @Test
  void aWindowReachesADisturbanceIfOneOfItsInputsDoes() {
    TimeSeries clean = clean();
    Place place = new Place(Kind.SHIFT, 0, 2900, 2908);
    PlantedAnomalies planted = new PlantedAnomalies(clean, List.of(place));
    WindowSet test = ForecastData.of(clean, WindowOptions.of(WindowShape.following(10, 2))).test();
    boolean[] reached = planted.in(test);
    for (int row = 0; row < reached.length; row++) {
      int start = test.start(row);
      assertEquals(start > 2890 && start < 2908, reached[row], "start " + start);
    }
    boolean[] spikes = planted.in(test, Kind.SPIKE);
    assertArrayEquals(new boolean[reached.length], spikes);
    assertEquals(17, Arrays.stream(test.rows()).filter(row -> reached[row]).count());
  }

  @Test
  void withoutRoomItIsRefused() {
    assertThrows(
        DataException.class,
        () -> PlantedAnomalies.in(clean(), 2900, 5, LENGTH, Rng.of(2, "places")));
  }
}
