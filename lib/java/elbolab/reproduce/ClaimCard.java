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
          "± " + text(card.claim().tolerance().value()),
          card.verdict(),
          card.claim().source());
    }
    return sheet.caption(caption);
  }

  private static String text(double tolerance) {
    return Digits.significant(2).text(tolerance);
  }

  private Sheet sheet() {
    Tolerance tolerance = claim.tolerance();
    return Sheet.columns("claim", claim.id())
        .row("quantity", claim.quantity())
        .row("source", claim.source())
        .row("published", claim.printed())
        .row("tolerance", "± %s: %s".formatted(text(tolerance.value()), tolerance.reason()))
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
