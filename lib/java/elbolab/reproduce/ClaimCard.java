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

  /** The cards of several claims as one table. */
  public static Sheet table(String caption, List<ClaimCard> cards) {
    Sheet sheet =
        Sheet.columns("quantity", "published", "obtained", "tolerance", "verdict", "source");
    for (ClaimCard card : cards) {
      sheet.row(
          card.claim().quantity(),
          card.claim().printed(),
          card.obtained(),
          card.width(),
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
          card.difference(),
          card.verdict(),
          card.reason());
    }
    return sheet.caption(caption);
  }

  /**
   * Obtained minus published, also in standard errors of what was obtained; empty if nothing was.
   */
  public String difference() {
    if (obtained == null || !Double.isFinite(obtained.value())) {
      return "";
    }
    double difference = obtained.value() - claim.printedValue();
    String text = (difference > 0 ? "+" : "") + text(difference);
    return obtained.standardError() == 0 || !Double.isFinite(obtained.standardError())
        ? text
        : "%s (%s s.e.)"
            .formatted(
                text, Digits.significant(2).text(Math.abs(difference) / obtained.standardError()));
  }

  private static String text(double tolerance) {
    return Digits.significant(2).text(tolerance);
  }

  /** The tolerance, behind the sign of a bound where the claim is one. */
  private String width() {
    String width = "± " + text(claim.tolerance().value());
    return claim.relation() == Relation.EQUAL ? width : claim.relation() + " " + width;
  }

  private Sheet sheet() {
    return Sheet.columns("claim", claim.id())
        .row("quantity", claim.quantity())
        .row("source", claim.source())
        .row("published", claim.printed())
        .row("tolerance", "%s: %s".formatted(width(), claim.tolerance().reason()))
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
