package elbolab.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A named column of a table; missing values are part of it. */
public sealed interface Column permits NumberColumn, CategoryColumn, DateColumn, TextColumn {
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

  /** How many different values there are. */
  default int different() {
    Set<String> texts = new HashSet<>();
    for (int row = 0; row < size(); row++) {
      if (!isMissing(row)) {
        texts.add(text(row));
      }
    }
    return texts.size();
  }

  /** The values in short, for a reader: from the least to the greatest, or the first ones. */
  default String range() {
    return IntStream.range(0, size())
        .filter(row -> !isMissing(row))
        .mapToObj(this::text)
        .distinct()
        .limit(4)
        .collect(TableText.shortList());
  }

  /** The column if it holds numbers, else its values as numbers; see {@link #as}. */
  default NumberColumn asNumbers() {
    return (NumberColumn) (kind().isNumber() ? this : as(ColumnKind.REAL));
  }

  /** The column if it holds categories, else its values as categories. */
  default CategoryColumn asCategories() {
    return (CategoryColumn) (kind().isCategory() ? this : as(ColumnKind.CATEGORICAL));
  }

  /**
   * The column with each missing value taken from another one. Numbers keep their kind where it
   * admits them all; categories have the other column's levels first and then their own.
   */
  Column filledFrom(Column other);

  /**
   * The same values as another kind: numbers as categories, texts as numbers, dates as the days
   * since 1970-01-01.
   */
  default Column as(ColumnKind wanted) {
    if (wanted == kind()) {
      return this;
    }
    if (this instanceof DateColumn dates && wanted.isNumber()) {
      return dates.days(wanted);
    }
    List<String> texts = IntStream.range(0, size()).mapToObj(this::text).toList();
    List<String> levels =
        wanted == ColumnKind.BINARY
            ? ColumnBuilder.sorted(
                texts.stream().filter(text -> !text.isEmpty()).distinct().toList())
            : List.of();
    if (wanted == ColumnKind.BINARY && levels.size() != 2) {
      throw new DataException(
          "column '%s' as binary: it has %,d different values, not two"
              .formatted(name(), levels.size()));
    }
    String pattern = wanted == ColumnKind.DATE ? "uuuu-MM-dd" : "";
    ColumnBuilder builder =
        ColumnBuilder.of(new ColumnSpec(name(), wanted, levels, Set.of(""), pattern));
    for (int row = 0; row < size(); row++) {
      String found = builder.accept(texts.get(row));
      if (found != null) {
        throw new DataException(
            "column '%s' as %s: row %,d (from 0): expected %s, found %s"
                .formatted(name(), wanted, row, wanted.meaning(), found));
      }
    }
    return builder.build();
  }
}
