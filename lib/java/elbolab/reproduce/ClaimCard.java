package elbolab.reproduce;

import elbolab.show.Digits;
import elbolab.show.Measured;
import elbolab.show.Sheet;
import java.util.List;

/**
 * A published number beside what was obtained for it, with the verdict and its reason.
 *
 * @param obtained null where nothing was computed
 */
public record ClaimCard(Claim claim, Measured obtained, Verdict verdict, String reason) {
  public ClaimCard {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("claim " + claim.id() + ": a verdict without a reason");
    }
    if (obtained == null && (verdict == Verdict.REPRODUCED || verdict == Verdict.DIFFERS)) {
      throw new IllegalArgumentException(
          "claim %s: %s without an obtained value".formatted(claim.id(), verdict));
    }
  }

  /** The same verdict for a number with its noise. */
  ClaimCard with(Measured withNoise) {
    return new ClaimCard(claim, withNoise, verdict, reason);
  }

  /** The cards of several claims as one table. */
  public static Sheet table(String caption, List<ClaimCard> cards) {
    Sheet sheet =
        Sheet.columns("quantity", "published", "obtained", "tolerance", "verdict", "source");
    for (ClaimCard card : cards) {
      sheet.row(
          card.claim().quantity(),
          card.claim().printed(),
          card.obtained(),
          card.tolerance(),
          card.verdict(),
          card.claim().source());
    }
    return sheet.caption(caption);
  }

  /** The cards of several claims as one table: by how much each differs, and why the verdict. */
  public static Sheet comparison(String caption, List<ClaimCard> cards) {
    Sheet sheet =
        Sheet.columns("claim", "published", "obtained", "difference", "verdict", "reason");
    for (ClaimCard card : cards) {
      sheet.row(
          card.claim().id(),
          card.claim().printed(),
          card.obtained(),
          card.inStandardErrors().isEmpty()
              ? card.difference()
              : "%s (%s)".formatted(card.difference(), card.inStandardErrors()),
          card.verdict(),
          card.reason());
    }
    return sheet.caption(caption);
  }

  /** Obtained minus published; empty if nothing was obtained. */
  public String difference() {
    return obtained == null || !Double.isFinite(obtained.value())
        ? ""
        : signed(obtained.value() - claim.printedValue());
  }

  /** The difference in standard errors of what was obtained; empty where that has none. */
  public String inStandardErrors() {
    return difference().isEmpty()
            || obtained.standardError() == 0
            || !Double.isFinite(obtained.standardError())
        ? ""
        : signed((obtained.value() - claim.printedValue()) / obtained.standardError()) + " s.e.";
  }

  private static String signed(double value) {
    return (value > 0 ? "+" : "") + Digits.significant(2).text(value);
  }

  /** The tolerance, behind the sign of a bound where the claim is one. */
  public String tolerance() {
    String width = "± " + Digits.significant(2).text(claim.tolerance().value());
    return claim.relation() == Relation.EQUAL ? width : claim.relation() + ", " + width;
  }

  private Sheet sheet() {
    return Sheet.columns("claim", claim.id())
        .row("quantity", claim.quantity())
        .row("source", claim.source())
        .row("published", claim.printed())
        .row("tolerance", "%s: %s".formatted(tolerance(), claim.tolerance().reason()))
        .row("obtained", obtained == null ? "nothing" : obtained)
        .row("verdict", "%s: %s".formatted(verdict, reason));
  }

  public String toHtml() {
    return sheet().toHtml();
  }

  public String toMarkdown() {
    return sheet().toMarkdown();
  }

  @Override
  public String toString() {
    return sheet().toString();
  }
}
