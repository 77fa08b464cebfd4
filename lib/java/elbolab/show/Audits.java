package elbolab.show;

import java.util.Locale;

/**
 * What a notebook finds wrong or in need of care in a paper: each finding is shown where it is
 * made, and all of them together at the end.
 *
 * <pre>{@code
 * Audits audits = new Audits();
 * audits.add("audit-3", "the sum misses %.4f nats", missing);
 * show(audits.sheet());
 * }</pre>
 */
public final class Audits {
  private final Sheet sheet = Sheet.columns("audit", "number here");

  /**
   * Shows a finding.
   *
   * @param id its anchor in the notebook and its name in the report
   * @param number what was found, a format for the values
   */
  public void add(String id, String number, Object... values) {
    String found = String.format(Locale.ROOT, number, values);
    sheet.row(id, found);
    Display.markdown("> **Audit** `%s`: %s.".formatted(id, found));
  }

  /** All of them. */
  public Sheet sheet() {
    return sheet.caption("Audits");
  }
}
