package elbolab.reproduce.report;

import java.util.regex.Pattern;

/** Pieces of the page's HTML; whatever comes from elsewhere is escaped here. */
final class Html {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private Html() {}

  static String text(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Text with {@code `code`} and {@code $TeX$}, which the page sets when it is opened. */
  static String prose(String text) {
    return CODE.matcher(text(text)).replaceAll("<code>$1</code>");
  }

  static String link(String address, String text) {
    return "<a href=\"%s\">%s</a>".formatted(text(address), text(text));
  }

  /** A heading that can be linked to. */
  static String heading(int level, String id, String text) {
    return "<h%d id=\"%s\">%s</h%d>\n".formatted(level, text(id), text(text), level);
  }

  /**
   * A table that scrolls inside its own box where the page is narrow, by finger or by arrow key.
   */
  static String scrolling(String label, String table) {
    return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n%s</div>\n"
        .formatted(text(label), table);
  }

  static String folded(boolean open, String summary, String body) {
    return "<details%s>\n<summary>%s</summary>\n%s</details>\n"
        .formatted(open ? " open" : "", summary, body);
  }

  /** A word as part of an address: letters, digits and a few signs stay. */
  static String id(String name) {
    return name.replaceAll("[^\\p{Alnum}._/-]+", "-");
  }
}
