package elbolab.kernel;

import java.lang.reflect.Array;
import java.util.Locale;
import java.util.StringJoiner;

/** Values as text: what their toString says, arrays with their elements, and never without end. */
final class PlainText {
  private static final int MOST_ELEMENTS = 100;

  private PlainText() {}

  static String of(Object value) {
    String text =
        value != null && value.getClass().isArray() ? ofArray(value) : String.valueOf(value);
    return text.length() <= Console.LIMIT
        ? text
        : String.format(
            Locale.ROOT,
            "%s%n… %,d characters in all; the rest is not shown.",
            text.substring(0, Console.LIMIT),
            text.length());
  }

  private static String ofArray(Object array) {
    int length = Array.getLength(array);
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
      text.add(of(Array.get(array, i)));
    }
    if (length > MOST_ELEMENTS) {
      text.add(String.format(Locale.ROOT, "… %,d in all", length));
    }
    return text.toString();
  }
}
