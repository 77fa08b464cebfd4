package elbolab.reproduce.report;

import elbolab.reproduce.ClaimCard;
import elbolab.reproduce.ClaimTable;
import elbolab.reproduce.Verdict;
import elbolab.reproduce.Verdicts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many claims got which verdict. */
record Tally(Map<Verdict, Integer> counts) {
  /**
   * One verdict's part of all claims, and where it stands in a bar that is 100 wide.
   *
   * @param begin what the parts before it fill
   */
  record Share(Verdict verdict, int count, double begin, double percent) {
    boolean any() {
      return count > 0;
    }

    String x() {
      return String.format(Locale.ROOT, "%.2f", begin);
    }

    String width() {
      return String.format(Locale.ROOT, "%.2f", percent);
    }
  }

  static Tally of(List<ClaimCard> cards) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    cards.forEach(card -> counts.merge(card.verdict(), 1, Integer::sum));
    return new Tally(counts);
  }

  /** By paper, in the order in which the papers first come. */
  static Map<String, Tally> byPaper(List<ClaimTable> tables, Verdicts verdicts) {
    Map<String, List<ClaimCard>> cards = new LinkedHashMap<>();
    for (ClaimTable table : tables) {
      cards
          .computeIfAbsent(table.published().paper(), paper -> new ArrayList<>())
          .addAll(verdicts.cards(table.claims()));
    }
    Map<String, Tally> tallies = new LinkedHashMap<>();
    cards.forEach((paper, its) -> tallies.put(paper, of(its)));
    return tallies;
  }

  static Tally sum(Iterable<Tally> tallies) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    tallies.forEach(
        each -> each.counts.forEach((v, count) -> counts.merge(v, count, Integer::sum)));
    return new Tally(counts);
  }

  int of(Verdict verdict) {
    return counts.getOrDefault(verdict, 0);
  }

  List<Share> shares() {
    List<Share> shares = new ArrayList<>();
    double begin = 0;
    for (Verdict verdict : Verdict.values()) {
      double percent = 100.0 * of(verdict) / Math.max(1, total());
      shares.add(new Share(verdict, of(verdict), begin, percent));
      begin += percent;
    }
    return shares;
  }

  /** {@code 3 reproduced, 1 differs, 0 not comparable, 20 not run}. */
  @Override
  public String toString() {
    return Stream.of(Verdict.values())
        .map(verdict -> of(verdict) + " " + verdict.words())
        .collect(Collectors.joining(", "));
  }

  int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
