package elbolab.data;

import java.util.Arrays;

/** Text that is kept but not modelled: names, identifiers, remarks; null for a missing one. */
public record TextColumn(String name, String[] values) implements Column {
  @Override
  public ColumnKind kind() {
    return ColumnKind.TEXT;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public boolean isMissing(int row) {
    return values[row] == null;
  }

  @Override
  public String text(int row) {
    return isMissing(row) ? "" : values[row];
  }

  @Override
  public TextColumn filledFrom(Column other) {
    String[] filled = values.clone();
    for (int row = 0; row < filled.length; row++) {
      filled[row] = isMissing(row) && !other.isMissing(row) ? other.text(row) : filled[row];
    }
    return new TextColumn(name, filled);
  }

  @Override
  public TextColumn select(int[] rows) {
    return new TextColumn(
        name, Arrays.stream(rows).mapToObj(row -> values[row]).toArray(String[]::new));
  }
}
