package elbolab.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The name that was probably meant by a mistyped one. */
public final class Nearest {
  private Nearest() {}

  /** The known name with the fewest edits; part of a name counts as nearly right. */
  public static String of(String typed, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparingInt(
                name -> distance(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))))
        .orElseThrow(() -> new IllegalArgumentException("no names to choose from"));
  }

  private static int distance(String typed, String name) {
    return !typed.isEmpty() && name.contains(typed) ? 1 : edits(typed, name);
  }

  /** Levenshtein's distance: insertions, deletions and replacements of one letter. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
