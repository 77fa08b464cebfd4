package elbolab.data;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as text in a file: strict reading and shortest writing. */
public final class Numbers {
  /** Longer texts are not numbers, whatever they hold; keeps the parser's work bounded. */
  private static final int LONGEST = 400;

  private Numbers() {}

  /** Why {@code text} is not a decimal number, or null when it is one. */
  static String problem(String text) {
    if (text.isEmpty()) {
      return "nothing";
    }
    if (text.length() > LONGEST) {
      return "a text of " + text.length() + " characters";
    }
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        return Quote.of(text) + (isCommaDecimal(text) ? " (a decimal comma?)" : "");
      }
    }
    try {
      return Double.isFinite(Double.parseDouble(text))
          ? null
          : Quote.of(text) + " (beyond the range of a double)";
    } catch (NumberFormatException e) {
      return Quote.of(text);
    }
  }

  private static boolean isCommaDecimal(String text) {
    return text.matches("[+-]?[0-9]+,[0-9]+");
  }

  /**
   * The shortest decimal that reads back as the same double, without a needless ".0". (Older Java
   * versions print some doubles with a digit too many, so Double.toString will not do.)
   */
  public static String shortest(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits <= 17; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.doubleValue() == value) {
        return rounded.stripTrailingZeros().toPlainString();
      }
    }
    throw new IllegalStateException("17 digits identify every finite double, not " + value);
  }
}
