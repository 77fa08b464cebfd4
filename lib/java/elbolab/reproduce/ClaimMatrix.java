package elbolab.reproduce;

import elbolab.data.PublishedTable;
import elbolab.show.Digits;
import elbolab.show.Measured;
import elbolab.show.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A published table in the shape of a table: one of its keys runs across, and each cell holds what
 * was obtained, the printed number and the sign of the verdict.
 *
 * <pre>{@code
 * show(ClaimMatrix.sheet("hhvaem-5.1", "model", Verdicts.load()));
 * }</pre>
 */
public final class ClaimMatrix {
  private ClaimMatrix() {}

  /**
   * The table of this short name; rows of which nothing was run are left out.
   *
   * @param across the key whose values are the columns
   */
  public static Sheet sheet(String table, String across, Verdicts verdicts) {
    ClaimTable claims =
        Claims.tables().stream()
            .filter(each -> each.id().equals(table))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no table '" + table + "'"));
    PublishedTable published = claims.published();
    int at = published.keyNames().indexOf(across);
    if (at < 0) {
      throw new IllegalArgumentException(
          "%s has no key '%s': %s".formatted(table, across, published.keyNames()));
    }
    List<String> columns =
        published.cells().stream().map(cell -> cell.keys().get(at)).distinct().toList();
    List<String> names = new ArrayList<>(without(published.keyNames(), at));
    int keys = names.size();
    names.addAll(columns);
    Map<List<String>, Object[]> rows = new LinkedHashMap<>();
    for (int i = 0; i < claims.claims().size(); i++) {
      List<String> cell = published.cells().get(i).keys();
      ClaimCard card = verdicts.card(claims.claims().get(i));
      List<String> row = without(cell, at);
      Object[] values = rows.computeIfAbsent(row, key -> blank(key, names.size()));
      values[keys + columns.indexOf(cell.get(at))] = text(card);
    }
    Sheet sheet = Sheet.columns(names.toArray(String[]::new));
    rows.values().stream()
        .filter(row -> Arrays.stream(row).skip(keys).anyMatch(ClaimMatrix::isRun))
        .forEach(sheet::row);
    return sheet.caption(
        "%s, %s: obtained (printed) and verdict".formatted(published.title(), published.locator()));
  }

  private static List<String> without(List<String> keys, int at) {
    List<String> others = new ArrayList<>(keys);
    others.remove(at);
    return others;
  }

  private static Object[] blank(List<String> keys, int width) {
    Object[] row = new Object[width];
    Arrays.fill(row, "");
    for (int i = 0; i < keys.size(); i++) {
      row[i] = keys.get(i);
    }
    return row;
  }

  private static boolean isRun(Object cell) {
    return !cell.equals("") && !cell.toString().endsWith(Verdict.NOT_RUN.sign());
  }

  /** {@code 2.05 ± 0.19 (2.01) ✓}. */
  private static String text(ClaimCard card) {
    Measured obtained = card.obtained();
    String own =
        obtained == null
            ? ""
            : obtained.standardError() == 0
                ? Digits.significant(3).text(obtained.value()) + " "
                : obtained + " ";
    return "%s(%s) %s".formatted(own, card.claim().printed(), card.verdict().sign());
  }
}
