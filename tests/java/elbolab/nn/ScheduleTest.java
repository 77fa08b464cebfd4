package elbolab.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final double EXACT = 1e-15;

  @Test
  void linearMeetsItsEndsAndItsMiddle() {
    Schedule schedule = Schedule.linear(0, 1, 200);
    assertEquals(0, schedule.at(0), EXACT);
    assertEquals(0.5, schedule.at(100), EXACT);
    assertEquals(1, schedule.at(200), EXACT);
    assertEquals(1, schedule.at(Long.MAX_VALUE), EXACT);
  }

  @Test
  void warmUpStartsAboveZeroAndThenIsTheOtherSchedule() {
    Schedule schedule = Schedule.warmUp(10, Schedule.stepDecay(1, 0.5, 100));
    assertEquals(0.1, schedule.at(0), EXACT);
    assertEquals(1.0, schedule.at(9), EXACT);
    assertEquals(1.0, schedule.at(99), EXACT);
    assertEquals(0.5, schedule.at(100), EXACT);
    assertEquals(0.25, schedule.at(299), EXACT);
  }

  @Test
  void cosineFallsHalfWayAtHalfTimeAndIsSymmetric() {
    Schedule schedule = Schedule.cosine(1, 0.1, 100);
    assertEquals(1, schedule.at(0), EXACT);
    assertEquals(0.55, schedule.at(50), EXACT);
    assertEquals(0.1, schedule.at(100), EXACT);
    assertEquals(0.1, schedule.at(1000), EXACT);
    assertEquals(1.1, schedule.at(30) + schedule.at(70), EXACT);
  }

  @Test
  void exponentialMultipliesByItsFactorOverEachPeriod() {
    Schedule schedule = Schedule.exponential(0.01, 0.9, 1000);
    assertEquals(0.009, schedule.at(1000), EXACT);
    assertEquals(0.9, schedule.at(4321) / schedule.at(3321), 1e-12);
  }

  @Test
  void milestonesMultiplyOnceEach() {
    Schedule schedule = Schedule.milestones(0.1, 0.5, 10L, 30L);
    assertEquals(0.1, schedule.at(9), EXACT);
    assertEquals(0.05, schedule.at(10), EXACT);
    assertEquals(0.05, schedule.at(29), EXACT);
    assertEquals(0.025, schedule.at(1000), EXACT);
  }

  @Test
  void cyclicalRisesThenStaysThenStartsAgain() {
    Schedule schedule = Schedule.cyclical(0, 1, 100, 0.5);
    assertEquals(0, schedule.at(0), EXACT);
    assertEquals(0.5, schedule.at(25), EXACT);
    assertEquals(1, schedule.at(50), EXACT);
    assertEquals(1, schedule.at(99), EXACT);
    assertEquals(0, schedule.at(100), EXACT);
    assertEquals(0.5, schedule.at(325), EXACT);
  }

  @Test
  void wrongSettingsSayWhatIsWrong() {
    Exception wrong =
        assertThrows(IllegalArgumentException.class, () -> Schedule.exponential(1, 0, 5));
    assertTrue(wrong.getMessage().contains("factor = 0.0: must lie in (0, 1]"));
    assertThrows(IllegalArgumentException.class, () -> Schedule.linear(0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> Schedule.constant(Double.NaN));
  }
}
