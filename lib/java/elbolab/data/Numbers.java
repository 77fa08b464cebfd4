package elbolab.data;

import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as text in a file: strict reading and shortest writing. */
public final class Numbers {
  /** Longer texts are not numbers, whatever they hold; keeps the parser's work bounded. */
  private static final int LONGEST = 400;

  /**
   * Doubles as their shortest decimals in JSON: the same text whatever the version of Java. To be
   * registered for {@code Double.class}, which Gson also asks for where a record has a double.
   */
  public static final JsonSerializer<Double> JSON =
      (value, type, context) -> new JsonPrimitive(new BigDecimal(shortest(value)));

  private Numbers() {}

  /** Whether a text is a decimal number within the range of a double. */
  static boolean isNumber(String text) {
    if (!isDecimal(text)) {
      return false;
    }
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Whether two texts are the same number, however it is written. */
  public static boolean same(String a, String b) {
    return isNumber(a) && isNumber(b) && Double.parseDouble(a) == Double.parseDouble(b);
  }

  private static boolean isDecimal(String text) {
    boolean digits = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return false;
      }
      digits |= digit;
    }
    return digits && text.length() <= LONGEST;
  }

  /** Why {@code text} is not a decimal number, or null when it is one. */
  static String problem(String text) {
    if (isNumber(text)) {
      return null;
    }
    if (text.isEmpty()) {
      return "nothing";
    }
    if (text.length() > LONGEST) {
      return "a text of " + text.length() + " characters";
    }
    String remark =
        isCommaDecimal(text)
            ? " (a decimal comma?)"
            : text.matches("[+-]?[0-9.]+([eE][+-]?[0-9]+)?")
                ? " (beyond the range of a double)"
                : "";
    return Quote.of(text) + remark;
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

  /** At most six digits beside those of a whole number, for a reader. */
  static String brief(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size >= 1e15 || size < 1e-5)) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    return size >= 1e5
        ? Long.toString(Math.round(value))
        : new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }
}
