package elbolab.prob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import elbolab.math.Rng;
import org.junit.jupiter.api.Test;

class PrecisionRecallTest {
  /** Scores 9, 7, 7, 4, 1; the first, one of the two sevens and the last are to be found. */
  @Test
  void byHand() {
    PrecisionRecall found =
        PrecisionRecall.of(
            new double[] {4, 7, 9, 1, 7}, new boolean[] {false, true, true, true, false});
    assertArrayEquals(new double[] {9, 7, 4, 1}, found.thresholds());
    assertArrayEquals(new double[] {1, 2 / 3.0, 0.5, 0.6}, found.precision(), 1e-15);
    assertArrayEquals(new double[] {1 / 3.0, 2 / 3.0, 2 / 3.0, 1}, found.recall(), 1e-15);
    assertEquals(1 / 3.0 * (1 + 2 / 3.0 + 0.6), found.average(), 1e-15);
    assertEquals(new PrecisionRecall.Alarm(7.5, 1, 1 / 3.0), found.at(7.5));
    assertEquals(new PrecisionRecall.Alarm(7, 2 / 3.0, 2 / 3.0), found.at(7));
    assertEquals(new PrecisionRecall.Alarm(10, 1, 0), found.at(10));
  }

  @Test
  void scoresThatSayAllAndScoresThatSayNothing() {
    Rng rng = Rng.of(3, "scores");
    int n = 20_000;
    double[] nothing = new double[n];
    double[] all = new double[n];
    boolean[] found = new boolean[n];
    for (int i = 0; i < n; i++) {
      found[i] = rng.nextDouble() < 0.2;
      nothing[i] = rng.nextDouble();
      all[i] = nothing[i] + (found[i] ? 1 : 0);
    }
    assertEquals(1, PrecisionRecall.of(all, found).average(), 1e-12);
    // The precision at each recall is a share of at least some hundred cases.
    assertEquals(0.2, PrecisionRecall.of(nothing, found).average(), 0.02);
  }

  @Test
  void whatHasNoCurveIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> PrecisionRecall.of(new double[] {1, 2}, new boolean[] {false, false}));
    assertThrows(
        IllegalArgumentException.class,
        () -> PrecisionRecall.of(new double[] {1, Double.NaN}, new boolean[] {true, false}));
  }
}
