package elbolab.data;

/** Foreign text quoted for a message: short, and without control characters. */
final class Quote {
  private static final int LONGEST = 40;

  private Quote() {}

  static String of(String text) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        quoted.append("\\t");
      } else if (Character.isISOControl(c) || Character.isSurrogate(c) || c == '\uFEFF') {
        quoted.append("\\u%04X".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append(text.length() > LONGEST ? "…'" : "'").toString();
  }
}
