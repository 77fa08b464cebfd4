package elbolab.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LogSumTest {
  @Test
  void sumsThatFloatingPointHolds() {
    LogSum sum = LogSum.of(Math.log(1), Math.log(2), Math.log(3), Math.log(6));
    assertEquals(Math.log(12), sum.value(), 1e-15);
    assertEquals(Math.log(3), sum.mean(), 1e-15);
  }

  @Test
  void numbersFarFromOneInAnyOrder() {
    assertEquals(-5000 + Math.log(2), LogSum.of(-5000, -6000, -5000).value(), 1e-12);
    assertEquals(8000, LogSum.of(-5000, 8000, -5000).value());
  }

  @Test
  void zeroCountsInTheMeanAndNowhereElse() {
    LogSum sum = LogSum.of(Double.NEGATIVE_INFINITY, Math.log(4));
    assertEquals(Math.log(4), sum.value(), 1e-15);
    assertEquals(Math.log(2), sum.mean(), 1e-15);
    assertEquals(Double.NEGATIVE_INFINITY, LogSum.of(Double.NEGATIVE_INFINITY).mean());
    assertEquals(Double.NEGATIVE_INFINITY, new LogSum().value());
  }

  @Test
  void whatIsNoNumberIsNotLost() {
    assertEquals(Double.NaN, LogSum.of(1, Double.NaN, 2).value());
    assertEquals(Double.NaN, LogSum.of(Double.NaN, 2).mean());
  }
}
