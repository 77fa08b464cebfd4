package elbolab.data;

/** A named column of a table; missing values are part of it. */
public sealed interface Column permits NumberColumn, CategoryColumn, DateColumn {
  String name();

  ColumnKind kind();

  int size();

  boolean isMissing(int row);

  /** The value as text; the empty text when missing. */
  String text(int row);

  /** The given rows, in the given order. */
  Column select(int[] rows);

  /** How many values are missing. */
  default int missing() {
    int missing = 0;
    for (int row = 0; row < size(); row++) {
      if (isMissing(row)) {
        missing++;
      }
    }
    return missing;
  }
}
