package elbolab.data.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.series.SyntheticLoad.Cycle;
import elbolab.data.series.SyntheticLoad.Options;
import elbolab.math.Rng;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticLoadTest {
  private static final SyntheticLoad LOAD =
      SyntheticLoad.generate(Options.DEFAULT, Rng.of(1, "load"));

  /** The load less its true cycles is noise of the asked size and persistence. */
  @Test
  void loadsAreTheirKnownFactorsAndNoise() {
    for (int c = 0; c < LOAD.clients().size(); c++) {
      double level = LOAD.clients().get(c).level();
      double squares = 0;
      double product = 0;
      double before = 0;
      int hours = LOAD.series().length();
      for (int t = 0; t < hours; t++) {
        double noise = LOAD.series().value(t, c) / level - 1;
        for (Cycle cycle : Cycle.values()) {
          noise -= LOAD.component(c, cycle, t);
        }
        squares += noise * noise;
        product += noise * before;
        before = noise;
      }
      // The mean of n squares of an AR(1) with 0.7 varies by √(2/n · (1 + 0.49)/(1 − 0.49)).
      double spread = Math.sqrt(2.0 / hours * 1.49 / 0.51);
      assertEquals(1, squares / hours / 0.01, 4 * spread, "client " + c);
      assertEquals(0.7, product / squares, 4 * Math.sqrt(0.51 / hours), "client " + c);
    }
  }

  /** Over three years a Fourier sum finds the amplitude that each cycle was given. */
  @Test
  void periodsAreADayAWeekAndAYear() {
    for (int c = 0; c < LOAD.clients().size(); c++) {
      double[] relative = LOAD.series().channel("client " + c);
      double level = LOAD.clients().get(c).level();
      for (int t = 0; t < relative.length; t++) {
        relative[t] /= level;
      }
      double year = amplitude(relative, 365.25 * 24);
      assertEquals(Math.sqrt(2) * LOAD.clients().get(c).year(), year, 0.02);
      double day = amplitude(relative, 24);
      double week = amplitude(relative, 168);
      double between = amplitude(relative, 31);
      assertTrue(day > 0.1 && week > 0.1, "day " + day + ", week " + week);
      assertTrue(between < 0.01, "no period of 31 hours: " + between);
    }
  }

  private static double amplitude(double[] x, double period) {
    double cos = 0;
    double sin = 0;
    for (int t = 0; t < x.length; t++) {
      cos += x[t] * Math.cos(2 * Math.PI * t / period);
      sin += x[t] * Math.sin(2 * Math.PI * t / period);
    }
    return 2 * Math.hypot(cos, sin) / x.length;
  }

  @Test
  void cyclesHaveMeanZeroAndTheirShareOfTheVariance() {
    for (int c = 0; c < LOAD.clients().size(); c++) {
      assertCycle(c, Cycle.WEEK, LOAD.clients().get(c).week(), 0.01);
      assertCycle(c, Cycle.YEAR, LOAD.clients().get(c).year(), 0.01);
    }
  }

  private static void assertCycle(int client, Cycle cycle, double asked, double tolerance) {
    double sum = 0;
    double squares = 0;
    int hours = LOAD.series().length();
    for (int t = 0; t < hours; t++) {
      double value = LOAD.component(client, cycle, t);
      sum += value;
      squares += value * value;
    }
    assertEquals(0, sum / hours, tolerance * asked);
    assertEquals(asked, Math.sqrt(squares / hours), tolerance * asked);
  }

  /** Assumption 2 of DeepDIVE: knowing one label says next to nothing about another. */
  @Test
  void labelsAreIndependent() {
    ForecastData data =
        ForecastData.of(
            LOAD.series(),
            WindowOptions.of(WindowShape.atDistance(168, 24)),
            CalendarLabel.values());
    for (WindowLabel a : data.train().labels()) {
      for (WindowLabel b : data.train().labels()) {
        double shared = mutualInformation(a, b);
        if (a == b) {
          assertTrue(shared > 1.9, a.name() + " with itself: " + shared + " nats");
        } else {
          assertTrue(shared < 0.005, a.name() + " and " + b.name() + ": " + shared + " nats");
        }
      }
    }
  }

  static double mutualInformation(WindowLabel a, WindowLabel b) {
    double[][] joint = new double[a.classCount()][b.classCount()];
    int n = a.classes().length;
    for (int row = 0; row < n; row++) {
      joint[a.classes()[row]][b.classes()[row]] += 1.0 / n;
    }
    double sum = 0;
    for (int i = 0; i < joint.length; i++) {
      for (int j = 0; j < joint[i].length; j++) {
        if (joint[i][j] > 0) {
          sum += joint[i][j] * Math.log(joint[i][j] / (a.frequencies()[i] * b.frequencies()[j]));
        }
      }
    }
    return sum;
  }

  @Test
  void aClientDependsOnTheSeedAndItsNumberAlone() {
    LocalDateTime start = LocalDateTime.of(2012, 1, 1, 0, 0);
    SyntheticLoad three =
        SyntheticLoad.generate(new Options(3, 500, 0.1, start), Rng.of(1, "load"));
    double[] all = LOAD.series().channel("client 2");
    assertArrayEquals(Arrays.copyOf(all, 500), three.series().channel("client 2"));
    SyntheticLoad other = SyntheticLoad.generate(three.options(), Rng.of(2, "load"));
    assertTrue(other.series().value(0, 0) != three.series().value(0, 0));
    assertTrue(three.series().name().contains("made by the program"));
  }
}
