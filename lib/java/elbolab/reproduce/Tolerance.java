package elbolab.reproduce;

import elbolab.data.PublishedTable;
import elbolab.show.Measured;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a number may be from the printed one and still count as the same, and why so far.
 *
 * @param value the width; where noise is allowed for, the least one
 * @param noise what is known of the noise of the printed number
 * @param printedError the standard error of the printed number; 0 where it is not known
 */
public record Tolerance(double value, String reason, Noise noise, double printedError) {
  private static final Pattern RULE =
      Pattern.compile(
          "(?:(?<key>.+): )?(?:printed|one run|(?<number>\\d[\\d.]*(?:e-?\\d+)?)(?: (?=%|std)|$)(?<unit>% or noise|%|std|))");
  private static final String ONE_RUN = "one run";

  /** How a printed number is noisy, where its table's rule allows for that. */
  public enum Noise {
    /** The width is fixed, and what was obtained must lie inside with its own noise. */
    FIXED,
    /** The printed number is of one run: as noisy as a run of ours. */
    ONE_RUN,
    /** The printed number is a mean that has a standard error. */
    MEAN
  }

  /** A width that is fixed. */
  public Tolerance(double value, String reason) {
    this(value, reason, Noise.FIXED, 0);
  }

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
            "tolerance '%s': not 'printed', 'one run', '0.05', '3 %%', '5 %% or noise' or '2 std' with a reason for each"
                .formatted(criterion.tolerance()));
      }
      if (rule.group("key") == null || cell.keys().contains(rule.group("key"))) {
        return of(rule, reasons[i], cell, criterion);
      }
    }
    throw new IllegalArgumentException(
        "tolerance '%s': no rule for %s".formatted(criterion.tolerance(), cell.keys()));
  }

  private static Tolerance of(
      Matcher rule, String reason, PublishedTable.Cell cell, PublishedTable.Criterion criterion) {
    if (rule.group().endsWith(ONE_RUN)) {
      return new Tolerance(halfUnit(cell.printed()), reason, Noise.ONE_RUN, 0);
    }
    if (rule.group("number") == null) {
      return printed(cell, criterion.runs());
    }
    double number = Double.parseDouble(rule.group("number"));
    if (!rule.group("unit").endsWith("noise")) {
      return new Tolerance(width(number, rule.group("unit"), cell), reason);
    }
    if (criterion.runs() < 1) {
      throw new IllegalArgumentException(
          "tolerance '%s': over how many runs the std was taken must be stated"
              .formatted(criterion.tolerance()));
    }
    double least = Math.max(width(number, "%", cell), halfUnit(cell.printed()));
    double error = cell.std().orElse(0) / Math.sqrt(criterion.runs());
    return new Tolerance(least, reason, Noise.MEAN, error);
  }

  /**
   * The fixed width for a mean over so many runs: two standard errors of the difference, 2√(s² +
   * s'²), if that is more than the least width. The printed number's s' is its own, or the standard
   * deviation of a run of ours, s√n, where it is of one run.
   */
  Tolerance with(Measured obtained, int runs) {
    double s = obtained.standardError();
    double printed = noise == Noise.ONE_RUN ? s * Math.sqrt(runs) : printedError;
    double width = Math.max(value, Claim.STANDARD_ERRORS * Math.hypot(s, printed));
    return noise == Noise.FIXED ? this : new Tolerance(width, reason);
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
