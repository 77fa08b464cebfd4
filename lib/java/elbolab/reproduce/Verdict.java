package elbolab.reproduce;

import java.util.Locale;

/** What became of a printed number, with a sign for those who do not see colours. */
public enum Verdict {
  /** What was obtained agrees with the printed value within the tolerance. */
  REPRODUCED("✓"),
  /** What was obtained lies outside the tolerance. */
  DIFFERS("✗"),
  /** No honest comparison is possible: another setting, other data, or too large an error. */
  NOT_COMPARABLE("≁"),
  /** Nothing was computed. */
  NOT_RUN("○");

  private final String sign;

  Verdict(String sign) {
    this.sign = sign;
  }

  public String sign() {
    return sign;
  }

  /** In small letters: {@code not comparable}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The name of its colour in a style sheet. */
  public String style() {
    return words().replace(' ', '-');
  }
}
