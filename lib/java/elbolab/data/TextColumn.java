package elbolab.data;

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
  public TextColumn select(int[] rows) {
    String[] chosen = new String[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = values[rows[i]];
    }
    return new TextColumn(name, chosen);
  }
}
