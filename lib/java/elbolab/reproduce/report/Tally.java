package elbolab.reproduce.report;

import elbolab.reproduce.ClaimCard;
import elbolab.reproduce.ClaimTable;
import elbolab.reproduce.Verdict;
import elbolab.reproduce.Verdicts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many claims got which verdict. */
record Tally(Map<Verdict, Integer> counts) {
  Tally {
    counts = Collections.unmodifiableMap(new EnumMap<>(counts));
  }

  static Tally of(List<ClaimCard> cards) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict, 0);
    }
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
    Tally sum = of(List.of());
    Map<Verdict, Integer> counts = new EnumMap<>(sum.counts);
    tallies.forEach(
        each -> each.counts.forEach((v, count) -> counts.merge(v, count, Integer::sum)));
    return new Tally(counts);
  }

  int of(Verdict verdict) {
    return counts.get(verdict);
  }

  /** {@code 3 reproduced, 1 differs, 0 not comparable, 20 not run}. */
  @Override
  public String toString() {
    return Stream.of(Verdict.values())
        .map(verdict -> of(verdict) + " " + VerdictMark.word(verdict))
        .collect(Collectors.joining(", "));
  }

  int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
