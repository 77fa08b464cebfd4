package elbolab.reproduce.report;

import static java.lang.Integer.parseInt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * An equation or a theorem that a comment cites.
 *
 * @param kind "eq.", "prop.", "theorem" or "algorithm"
 * @param number as printed: {@code 5.1}, {@code 20}, {@code B.1}
 */
record Citation(Publication work, String kind, String number) implements Comparable<Citation> {
  private static final String NUMBER = "(?:[A-Z]\\.)?\\d{1,3}(?:\\.\\d{1,2})?";
  private static final Pattern CITED =
      Pattern.compile(
          "\\b(?<kind>[Ee]qs?\\.|[Pp]rop(?:osition)?s?\\.?|[Tt]heorem|[Aa]lgorithm) "
              + "(?<numbers>\\(?N\\)?(?:(?:,| and| to| or|, and) \\(?N\\)?(?![\\w.]*\\w))*)"
                  .replace("N", NUMBER));
  private static final Pattern BARE =
      Pattern.compile("(?<!\\w)\\((?<numbers>%s)\\)".formatted(NUMBER));
  private static final Pattern RANGE = Pattern.compile("\\(?(\\d+)\\)? to \\(?(\\d+)\\)?");
  private static final Pattern ONE = Pattern.compile(NUMBER);

  /**
   * What a comment cites. An equation belongs to the work that is named last before it, else to the
   * ruling one. Where a ruling comment says whose the numbers are, "(22)" alone is an equation.
   */
  static List<Citation> in(String comment, Optional<Publication> ruling, boolean bareNumbers) {
    List<Citation> found = new ArrayList<>();
    collect(CITED.matcher(comment), comment, ruling, found);
    if (bareNumbers) {
      collect(BARE.matcher(comment), comment, ruling, found);
    }
    return found.stream().distinct().sorted().toList();
  }

  private static void collect(
      Matcher cited, String comment, Optional<Publication> ruling, List<Citation> found) {
    boolean named = cited.pattern() == CITED;
    while (cited.find()) {
      Optional<Publication> work = lastBefore(comment, cited.start()).or(() -> ruling);
      String kind = named ? kind(cited.group("kind")) : "eq.";
      for (String number : numbers(cited.group("numbers"))) {
        work.ifPresent(of -> found.add(new Citation(of, kind, number)));
      }
    }
  }

  /** "(6), (10)" names two, "5 to 8" four. */
  private static List<String> numbers(String text) {
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      return IntStream.rangeClosed(parseInt(range.group(1)), parseInt(range.group(2)))
          .mapToObj(Integer::toString)
          .toList();
    }
    return ONE.matcher(text).results().map(MatchResult::group).toList();
  }

  private static Optional<Publication> lastBefore(String comment, int end) {
    Matcher mention = Publication.mentions(comment.substring(0, end));
    Publication last = null;
    while (mention.find()) {
      last = Publication.of(mention);
    }
    return Optional.ofNullable(last);
  }

  private static String kind(String word) {
    return switch (Character.toLowerCase(word.charAt(0))) {
      case 'e' -> "eq.";
      case 'p' -> "prop.";
      case 't' -> "theorem";
      default -> "algorithm";
    };
  }

  /** As it is written beside a method: {@code eq. 5.1}. */
  String label() {
    return kind + " " + number;
  }

  @Override
  public int compareTo(Citation other) {
    return place().compareTo(other.place());
  }

  /** Sorts by work, propositions after equations, numbers by size and not by letters. */
  private String place() {
    StringBuilder place = new StringBuilder(work.title()).append(kind.equals("eq.") ? 0 : kind);
    for (String part : number.split("\\.")) {
      place.append('.').append("0000".substring(Math.min(4, part.length()))).append(part);
    }
    return place.toString();
  }
}
