package elbolab.data;

/** What the values of a column are; models choose a likelihood by it. */
public enum ColumnKind {
  /** Any finite number. */
  REAL("real", "a number"),
  /** A finite number, zero or more. */
  NON_NEGATIVE("non-negative", "a number of 0 or more"),
  /** A whole number, zero or more; kept as a double, so that means and noise stay possible. */
  COUNT("count", "a whole number of 0 or more"),
  /** One of several names without an order. */
  CATEGORICAL("categorical", "one of the column's categories"),
  /** One of two names; code 1 is the second. */
  BINARY("binary", "one of the column's two values"),
  /** A date or a moment without a time zone. */
  DATE("date", "a date"),
  /** Names, identifiers or remarks: kept in the table, never modelled. */
  TEXT("text", "a text");

  private final String word;
  private final String meaning;

  ColumnKind(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** What a value must be, in words. */
  public String meaning() {
    return meaning;
  }

  public boolean isCategory() {
    return this == CATEGORICAL || this == BINARY;
  }

  public boolean isNumber() {
    return this == REAL || this == NON_NEGATIVE || this == COUNT;
  }

  /** Whether a number may stand in a column of this kind. */
  public boolean admits(double value) {
    return switch (this) {
      case REAL -> Double.isFinite(value);
      case NON_NEGATIVE -> value >= 0 && Double.isFinite(value);
      case COUNT -> value >= 0 && value <= (1L << 53) && value == Math.rint(value);
      case CATEGORICAL, BINARY, DATE, TEXT -> false;
    };
  }

  @Override
  public String toString() {
    return word;
  }
}
