package elbolab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class BatchesTest {
  @Test
  void everyEpochHasEachRowOnceAndKeepsTheRest() {
    Plan plan = Plan.epochs(103, 10, 3, 42);
    assertEquals(33, plan.steps());
    Batches batches = new Batches(plan);
    for (int epoch = 0; epoch < 3; epoch++) {
      BitSet seen = new BitSet();
      for (int i = 0; i < 11; i++) {
        Batch batch = batches.at(11 * epoch + i);
        assertEquals(epoch, batch.epoch());
        assertEquals(i, batch.index());
        assertEquals(i == 10 ? 3 : 10, batch.rows().length);
        for (int row : batch.rows()) {
          assertFalse(seen.get(row), "row " + row + " twice");
          seen.set(row);
        }
      }
      assertEquals(103, seen.cardinality());
    }
  }

  @Test
  void aStepHasTheSameRowsWhereverOneBegins() {
    Plan plan = new Plan(57, 8, 100, 9);
    Batches all = new Batches(plan);
    for (long step = 0; step < 100; step++) {
      assertArrayEquals(all.at(step).rows(), new Batches(plan).at(step).rows());
    }
  }

  @Test
  void epochsAndSeedsDifferInOrder() {
    int[] first = new Batches(new Plan(50, 50, 2, 1)).at(0).rows();
    assertFalse(Arrays.equals(first, new Batches(new Plan(50, 50, 2, 1)).at(1).rows()));
    assertFalse(Arrays.equals(first, new Batches(new Plan(50, 50, 2, 2)).at(0).rows()));
  }

  @Test
  void aPlanSaysWhatIsWrong() {
    Exception wrong = assertThrows(IllegalArgumentException.class, () -> new Plan(0, 10, 5, 1));
    assertTrue(wrong.getMessage().contains("rows = 0: must be at least 1"), wrong.getMessage());
  }
}
