package elbolab.reproduce.report;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The prose of a javadoc comment. */
final class Javadoc {
  private static final String PARAGRAPH = "\n\n";

  private Javadoc() {}

  /**
   * The comment up to its first tag, without markup: a line for each paragraph, a blank between.
   */
  static String plain(String comment) {
    String prose =
        comment
            .replaceAll("(?s)(^|\\n)\\s*@\\w.*", "")
            .replaceAll("(?s)<pre>.*?</pre>", "")
            .replaceAll("\\{@\\w+\\s+([^{}]*)}", "$1");
    return Arrays.stream(prose.split("<p>"))
        .map(paragraph -> paragraph.replaceAll("</?\\w+[^<>]*>", "").replaceAll("\\s+", " "))
        .map(paragraph -> paragraph.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        .map(String::strip)
        .filter(paragraph -> !paragraph.isEmpty())
        .collect(Collectors.joining(PARAGRAPH));
  }

  /** The first paragraph of what {@link #plain} made. */
  static String opening(String plain) {
    return plain.split(PARAGRAPH, 2)[0];
  }
}
