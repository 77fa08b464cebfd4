package elbolab.reproduce.report;

import elbolab.reproduce.Verdict;

/** How a verdict looks: a sign and a word besides its colour, for those who do not see that. */
final class VerdictMark {
  private VerdictMark() {}

  static String sign(Verdict verdict) {
    return switch (verdict) {
      case REPRODUCED -> "✓";
      case DIFFERS -> "✗";
      case NOT_COMPARABLE -> "≁";
      case NOT_RUN -> "○";
    };
  }

  static String word(Verdict verdict) {
    return switch (verdict) {
      case REPRODUCED -> "reproduced";
      case DIFFERS -> "differs";
      case NOT_COMPARABLE -> "not comparable";
      case NOT_RUN -> "not run";
    };
  }

  /** The name of its colour in the style sheet. */
  static String style(Verdict verdict) {
    return word(verdict).replace(' ', '-');
  }

  static String html(Verdict verdict) {
    return "<span class=\"verdict %s\"><span aria-hidden=\"true\">%s</span> <span>%s</span></span>"
        .formatted(style(verdict), sign(verdict), word(verdict));
  }
}
