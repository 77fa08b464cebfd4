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
    return new Tolerance(halfUnit(printed), "half a unit of the last printed digit");
  }

  /**
   * For a printed mean with its standard deviation over runs: two standard errors of that mean, 2
   * std/√runs, and the rounding. Where the number of runs is not stated (0), the std itself.
   */
  public static Tolerance spread(String printed, double std, int runs) {
    double spread = runs == 0 ? std : Claim.STANDARD_ERRORS * std / Math.sqrt(runs);
    String reason =
        runs == 0
            ? "the printed std (over how many runs is not stated)"
            : "two standard errors of the printed mean, from its std over %d runs,".formatted(runs);
    return new Tolerance(
        spread + halfUnit(printed), reason + " and half a unit of the last printed digit");
  }

  private static double halfUnit(String printed) {
    return new BigDecimal(printed).ulp().doubleValue() / 2;
  }
}
