package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ChecksTest {
  @Test
  void passesWhenAllHold() {
    new Checks()
        .near("a", 1.0000001, 1, 1e-6)
        .within("b", new Measured(1.1, 0.05), 1, 4)
        .between("c", 0.5, 0, 1)
        .below("f", 0.5, 0.6)
        .above("g", 0.5, 0.4)
        .rising("h", 1, 1.5, 2)
        .equal("d", "x", "x")
        .that("e", true)
        .done();
  }

  @Test
  void anErrorNamesEachThatFails() {
    Checks checks =
        new Checks()
            .near("near", Double.NaN, 1, 1e-6)
            .within("within", new Measured(1.3, 0.05), 1, 4)
            .within("exact", Measured.exact(1.3), 1, 4)
            .between("between", 2, 0, 1)
            .below("below", 1, 1)
            .above("above", Double.NaN, 0)
            .rising("rising", 1, 3, 2)
            .equal("equal", "x", "y")
            .that("that", false)
            .near("good", 1, 1, 0);
    var error = assertThrows(AssertionError.class, checks::done);
    assertTrue(error.getMessage().startsWith("9 of 10 checks failed: near: found NaN"));
    assertTrue(error.getMessage().contains("within: found 1.300 ± 0.050"), error.getMessage());
    assertTrue(error.getMessage().contains("rising: found 1, 3, 2"), error.getMessage());
    assertThrows(AssertionError.class, () -> new Checks().done());
  }

  @Test
  void exercisesWaitForAnAnswer() {
    assertEquals("no answer yet", Exercise.verdict(Double.NaN, 3, 0.1));
    assertEquals("right", Exercise.verdict(3.05, 3, 0.1));
    assertEquals("not right yet", Exercise.verdict(3.2, 3, 0.1));
  }
}
