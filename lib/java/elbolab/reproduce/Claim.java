package elbolab.reproduce;

import elbolab.show.Measured;

/**
 * A number that was published.
 *
 * @param id short name, unique among all claims, such as {@code deepdive-3/DeepDIVE/24}
 * @param quantity what the number is, in words
 * @param source where it stands: work, table or equation, row and column
 * @param printed the number with all the digits that are printed, or a fraction such as {@code 7/6}
 * @param relation whether the number itself is claimed, or that it is a bound
 * @param protocol how it was obtained
 * @param note what is odd about it; empty when nothing is; to be shown wherever the claim is
 */
public record Claim(
    String id,
    String quantity,
    String source,
    String printed,
    Relation relation,
    Tolerance tolerance,
    Protocol protocol,
    String note) {
  /**
   * Half the width, in standard errors, of the interval that must lie on one side of the tolerance.
   */
  public static final double STANDARD_ERRORS = 2;

  private static final String NUMBER = "[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?";

  public Claim {
    if (id.isBlank() || quantity.isBlank() || source.isBlank()) {
      throw new IllegalArgumentException(
          "claim \"%s\" needs an id, a quantity (\"%s\") and a source (\"%s\")"
              .formatted(id, quantity, source));
    }
    if (!printed.matches(NUMBER + "(/" + NUMBER + ")?")) {
      throw new IllegalArgumentException(
          "claim %s: the printed value \"%s\" is neither a number nor a fraction"
              .formatted(id, printed));
    }
  }

  /** A number of your own choice; those of {@code data/published} are in {@link Claims}. */
  public Claim(String id, String quantity, String source, String printed, Tolerance tolerance) {
    this(id, quantity, source, printed, Relation.EQUAL, tolerance, Protocol.NOT_STATED, "");
  }

  public double printedValue() {
    String[] parts = printed.split("/");
    double value = Double.parseDouble(parts[0]);
    return parts.length == 1 ? value : value / Double.parseDouble(parts[1]);
  }

  /**
   * The verdict on what was obtained: with d = |obtained − printed| (for a bound: how far obtained
   * is on its wrong side) and the standard error s, the interval d ± 2s below the tolerance is
   * REPRODUCED, above it DIFFERS. An interval across the edge decides nothing, which is
   * NOT_COMPARABLE: a noisy result must not pass for agreement.
   */
  public ClaimCard against(Measured obtained) {
    double miss = relation.miss(obtained.value(), printedValue());
    double reach = STANDARD_ERRORS * obtained.standardError();
    if (!Double.isFinite(miss + reach)) {
      return notComparable(obtained, "no finite number was obtained");
    }
    if (miss + reach <= tolerance.value()) {
      return new ClaimCard(this, obtained, Verdict.REPRODUCED, "within the tolerance");
    }
    if (miss - reach > tolerance.value()) {
      return new ClaimCard(this, obtained, Verdict.DIFFERS, "outside the tolerance");
    }
    return notComparable(obtained, "the standard error is too large to decide");
  }

  /**
   * The verdict on a mean over so many runs. Where the table's rule allows for the noise of both
   * numbers, d decides alone, beside a width that has grown with that noise; elsewhere as above.
   */
  public ClaimCard against(Measured obtained, int runs) {
    if (tolerance.noise() == Tolerance.Noise.FIXED) {
      return against(obtained);
    }
    Claim judged =
        new Claim(
            id,
            quantity,
            source,
            printed,
            relation,
            tolerance.with(obtained, runs),
            protocol,
            note);
    return judged.against(Measured.exact(obtained.value())).with(obtained);
  }

  /** A card for a number that cannot be compared, obtained or not, with the reason. */
  public ClaimCard notComparable(Measured obtained, String reason) {
    return new ClaimCard(this, obtained, Verdict.NOT_COMPARABLE, reason);
  }

  /** A card for a number that was not computed, with the reason. */
  public ClaimCard notRun(String reason) {
    return new ClaimCard(this, null, Verdict.NOT_RUN, reason);
  }
}
