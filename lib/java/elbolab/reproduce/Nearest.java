package elbolab.reproduce;

import java.util.Collection;
import java.util.Comparator;

/** The nearest valid name to one that was mistyped. */
final class Nearest {
  private Nearest() {}

  /** The candidate at the smallest edit distance; the first of them when several are as near. */
  static String to(String word, Collection<String> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .orElseThrow(() -> new IllegalArgumentException("no candidates for '" + word + "'"));
  }

  /** Levenshtein's distance: insertions, deletions and replacements that turn s into t. */
  static int distance(String s, String t) {
    int[] row = new int[t.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= s.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int replaced = diagonal + (s.charAt(i - 1) == t.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[t.length()];
  }
}
