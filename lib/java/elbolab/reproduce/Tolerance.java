package elbolab.reproduce;

import java.math.BigDecimal;

/** How far a number may be from the printed one and still count as the same, and why so far. */
public record Tolerance(double value, String reason) {
  public Tolerance {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "tolerance " + value + ": it must be finite and above 0, else nothing can agree");
    }
    if (reason.isBlank()) {
      throw new IllegalArgumentException("tolerance " + value + " without a reason");
    }
  }

  /** Half a unit of the last printed digit: the number agrees as far as it is printed. */
  public static Tolerance rounding(String printed) {
    BigDecimal unit = new BigDecimal(printed).ulp();
    return new Tolerance(unit.doubleValue() / 2, "half a unit of the last printed digit");
  }
}
