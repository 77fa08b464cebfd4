package elbolab.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.PublishedTable;
import org.junit.jupiter.api.Test;

/** What does not fit together within and between the printed tables. */
class PublishedOdditiesTest {
  private static double value(String table, String... keys) {
    return PublishedTable.load(table).find(keys).value();
  }

  @Test
  void horizon24IsTenTimesTheSameNumberOfTable2() {
    double inTable3 = value("deepdive-table-3-electricity-horizons", "DeepDIVE", "24");
    double inTable2 = value("deepdive-table-2-electricity", "DeepDIVE", "forecast_rrse");
    assertEquals(1.0, inTable3);
    assertEquals(10, inTable3 / inTable2, 0.05);
    for (String horizon : new String[] {"3", "6", "12"}) {
      double other = value("deepdive-table-3-electricity-horizons", "DeepDIVE", horizon);
      assertTrue(other < 0.11, horizon + ": " + other);
    }
  }

  @Test
  void reconstructionsAreOnAnotherScaleThanForecasts() {
    double least = Double.POSITIVE_INFINITY;
    double greatest = 0;
    for (PublishedTable.Cell cell : PublishedTable.load("deepdive-table-2-electricity").cells()) {
      if (cell.keys().get(1).equals("reconstruction_rrse")) {
        String model = cell.keys().get(0);
        double forecast = value("deepdive-table-2-electricity", model, "forecast_rrse");
        assertTrue(cell.value() > 1, model);
        least = Math.min(least, cell.value() / forecast);
        greatest = Math.max(greatest, cell.value() / forecast);
      }
    }
    assertEquals(15, least, 1);
    assertEquals(83, greatest, 1);
    for (PublishedTable.Cell cell : PublishedTable.load("deepdive-table-1-gait").cells()) {
      if (cell.keys().get(1).endsWith("_rrse")) {
        assertTrue(cell.value() > 11 && cell.value() < 34, cell.toString());
      }
    }
  }

  /** VAEM and MIWAEM on energy, whose marginal VAEs the public code trains for 70 steps. */
  @Test
  void energyOfTheTwoModelsWithoutHierarchyStandsApart() {
    String observed = "hhvaem-table-B.2-nll-observed-features";
    String error = "hhvaem-table-B.1-rmse-unobserved";
    for (String model : new String[] {"VAEM", "MIWAEM"}) {
      assertTrue(value(observed, model, "energy") > 4 * value(observed, "H-VAEM", "energy"));
      assertTrue(value(error, model, "energy") > 1.3 * value(error, "H-VAEM", "energy"));
      double onBoston = value(observed, model, "boston") / value(observed, "H-VAEM", "boston");
      assertTrue(onBoston < 1.5, "elsewhere they are alike: " + onBoston);
    }
  }

  /** Along (x, y)' = A (x, y) + b from (1, 0), by small steps of Euler's method. */
  @Test
  void thePrintedCircleTurnsTheOtherWayRound() {
    PublishedTable table = PublishedTable.load("neural-ode-circle");
    double[] a = new double[6];
    for (int i = 0; i < 6; i++) {
      a[i] = table.cells().get(i).value();
    }
    assertEquals("learned_b_2", table.cells().get(5).keys().get(0));
    double x = 1;
    double y = 0;
    int steps = 100_000;
    double step = Math.PI / 2 / steps;
    for (int i = 0; i < steps; i++) {
      double dx = a[0] * x + a[1] * y + a[4];
      double dy = a[2] * x + a[3] * y + a[5];
      x += step * dx;
      y += step * dy;
    }
    assertEquals(0, x, 0.05);
    assertEquals(-1, y, 0.05, "sin(π/2) = 1 is what equation 23 asks for");
  }
}
