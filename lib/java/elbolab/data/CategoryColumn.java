package elbolab.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** Categories: a code per row into the levels, −1 for a missing one. */
public record CategoryColumn(String name, ColumnKind kind, List<String> levels, int[] codes)
    implements Column {
  /** The code of a missing value. */
  public static final int MISSING = -1;

  public CategoryColumn {
    levels = List.copyOf(levels);
    if (kind != ColumnKind.CATEGORICAL && kind != ColumnKind.BINARY) {
      throw new DataException("Column '" + name + "': " + kind + " is not a kind of category");
    }
    if (kind == ColumnKind.BINARY && levels.size() != 2) {
      throw new DataException("Binary column '" + name + "' needs two levels, has " + levels);
    }
    if (new HashSet<>(levels).size() != levels.size()) {
      throw new DataException("Column '" + name + "' has the same level twice: " + levels);
    }
    for (int row = 0; row < codes.length; row++) {
      if (codes[row] < MISSING || codes[row] >= levels.size()) {
        throw new DataException(
            "Column '%s', row %d: code %d, but there are %d levels"
                .formatted(name, row, codes[row], levels.size()));
      }
    }
  }

  @Override
  public int size() {
    return codes.length;
  }

  @Override
  public boolean isMissing(int row) {
    return codes[row] == MISSING;
  }

  @Override
  public String text(int row) {
    return isMissing(row) ? "" : levels.get(codes[row]);
  }

  @Override
  public int different() {
    return (int) Arrays.stream(codes).filter(code -> code != MISSING).distinct().count();
  }

  @Override
  public String range() {
    return levels.stream().limit(8).collect(TableText.shortList(levels.size()));
  }

  /** How many rows have this level. */
  public int count(String level) {
    int code = levels.indexOf(level);
    int count = 0;
    for (int c : codes) {
      count += code >= 0 && c == code ? 1 : 0;
    }
    return count;
  }

  @Override
  public CategoryColumn filledFrom(Column other) {
    CategoryColumn from = other.asCategories();
    List<String> all = new ArrayList<>(from.levels);
    levels.stream().filter(level -> !all.contains(level)).forEach(all::add);
    int[] filled = new int[codes.length];
    for (int row = 0; row < filled.length; row++) {
      filled[row] = isMissing(row) ? from.codes[row] : all.indexOf(levels.get(codes[row]));
    }
    ColumnKind kindOfAll = all.size() == 2 ? from.kind : ColumnKind.CATEGORICAL;
    return new CategoryColumn(name, kindOfAll, all, filled);
  }

  @Override
  public CategoryColumn select(int[] rows) {
    return new CategoryColumn(
        name, kind, levels, Arrays.stream(rows).map(row -> codes[row]).toArray());
  }
}
