package elbolab.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NeighbourTestTest {
  private static final int ROWS = 1000;

  private static Tensor normal(String name) {
    return Tensor.gaussian(Rng.of(1, name), ROWS, 3);
  }

  @Test
  void drawsOfOneDistributionCannotBeToldApart() {
    NeighbourTest test = NeighbourTest.of(normal("a"), normal("b"));
    assertEquals(0.5, test.accuracy(), 4 * 0.5 / Math.sqrt(2 * ROWS));
  }

  @Test
  void setsThatLieApartAreTold() {
    assertEquals(1, NeighbourTest.of(normal("a"), normal("b").plus(20)).accuracy());
  }

  @Test
  void copiesHaveTheirOriginalsAsNeighbours() {
    Tensor rows = normal("a");
    assertEquals(0, NeighbourTest.of(rows, rows.plus(1e-4)).accuracy());
  }

  @Test
  void oneModeOfTwoIsDenseAndLeavesTheOtherAlone() {
    // The second set never visits the half of the first that lies 20 away.
    Tensor half =
        Tensor.concat(0, normal("a").slice(0, 0, 500), normal("b").slice(0, 0, 500).plus(20));
    NeighbourTest test = NeighbourTest.of(half, normal("c"));
    // Of the half beside the second set 1 of 3 neighbours is its own, of the other half all are.
    assertEquals((1 / 3.0 + 1) / 2, test.first(), 0.05);
    assertEquals(2 / 3.0, test.second(), 0.06);
  }

  @Test
  void setsOfDifferentShapeAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> NeighbourTest.of(normal("a"), normal("a").slice(0, 0, 10)));
  }
}
