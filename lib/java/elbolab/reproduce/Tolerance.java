package elbolab.reproduce;

import elbolab.data.PublishedTable;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far a number may be from the printed one and still count as the same, and why so far. */
public record Tolerance(double value, String reason) {
  private static final Pattern RULE =
      Pattern.compile(
          "(?:(?<key>.+): )?(?:printed|(?<number>\\d[\\d.]*(?:e-?\\d+)?)(?: (?=%|std)|$)(?<unit>%|std|))");

  public Tolerance {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "tolerance " + value + ": it must be finite and above 0, else nothing can agree");
    }
    if (reason.isBlank()) {
      throw new IllegalArgumentException("tolerance " + value + " without a reason");
    }
  }

  /**
   * The tolerance of a printed number by the rule of its table: {@code printed} (its spread over
   * runs, where that is printed, and its rounding), {@code 0.05}, {@code 3 %} of the number, or
   * {@code 2 std}. In {@code lower: 0.1 | 2 std} the first rule is that of cells with such a key,
   * and the table has a reason for each of the two.
   */
  static Tolerance of(PublishedTable.Cell cell, PublishedTable.Criterion criterion) {
    String[] rules = criterion.tolerance().split(" \\| ");
    String[] reasons = criterion.reason().split(" \\| ");
    for (int i = 0; i < rules.length; i++) {
      Matcher rule = RULE.matcher(rules[i]);
      if (!rule.matches() || reasons.length != rules.length) {
        throw new IllegalArgumentException(
            "tolerance '%s': not 'printed', '0.05', '3 %%' or '2 std' with a reason for each"
                .formatted(criterion.tolerance()));
      }
      if (rule.group("key") == null || cell.keys().contains(rule.group("key"))) {
        return rule.group("number") == null
            ? printed(cell, criterion.runs())
            : new Tolerance(
                width(Double.parseDouble(rule.group("number")), rule.group("unit"), cell),
                reasons[i]);
      }
    }
    throw new IllegalArgumentException(
        "tolerance '%s': no rule for %s".formatted(criterion.tolerance(), cell.keys()));
  }

  private static double width(double number, String unit, PublishedTable.Cell cell) {
    return switch (unit) {
      case "%" -> number / 100 * Math.abs(cell.value());
      case "std" ->
          number
              * cell.std()
                  .orElseThrow(
                      () -> new IllegalArgumentException("no std is printed of " + cell.keys()));
      default -> number;
    };
  }

  private static Tolerance printed(PublishedTable.Cell cell, int runs) {
    return cell.std().orElse(0) > 0
        ? spread(cell.printed(), cell.std().getAsDouble(), runs)
        : rounding(cell.printed());
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
