package elbolab.reproduce.report;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text whose equations are cited in comments: one of those recreated here, or another one. */
record Publication(String name, boolean recreated) implements Comparable<Publication> {
  private static final List<String> RECREATED = List.of("DeepDIVE", "thesis", "lecture", "report");
  private static final Pattern MENTION =
      Pattern.compile(
          "\\b(?<known>%s)\\b|(?<authors>\\p{Lu}[\\w-]+(?: and \\p{Lu}[\\w-]+| et al\\.)?),? \\(?(?<year>(?:19|20)\\d\\d)\\b"
              .formatted(String.join("|", RECREATED)));

  private static final Pattern RULE = Pattern.compile("[Ee]quation numbers are ");

  static Matcher mentions(String comment) {
    return MENTION.matcher(comment);
  }

  /** The work that a match of {@link #mentions} names. */
  static Publication of(Matcher mention) {
    String known = mention.group("known");
    return known != null
        ? new Publication(known, true)
        : new Publication(mention.group("authors") + " " + mention.group("year"), false);
  }

  /**
   * The work whose equation numbers a comment says it uses: "equation numbers are those of the
   * lecture", or "the paper's", which is the one it has named.
   */
  static Optional<Publication> ruling(String comment) {
    Matcher rule = RULE.matcher(comment);
    return rule.find()
        ? first(comment.substring(rule.end())).or(() -> first(comment))
        : Optional.empty();
  }

  static Optional<Publication> first(String comment) {
    Matcher mention = mentions(comment);
    return mention.find() ? Optional.of(of(mention)) : Optional.empty();
  }

  /** The name as a heading. */
  String title() {
    return switch (name) {
      case "thesis" -> "HH-VAEM and UG-VAE thesis";
      case "lecture" -> "Lecture on variational autoencoders";
      case "report" -> "Report on machine learning and differential equations";
      default -> name;
    };
  }

  @Override
  public int compareTo(Publication other) {
    return place().compareTo(other.place());
  }

  private String place() {
    int known = RECREATED.indexOf(name);
    return (known < 0 ? "9" : known) + name;
  }
}
