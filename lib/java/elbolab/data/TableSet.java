package elbolab.data;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table of typed columns with its targets named.
 *
 * @param targets names of the columns to be predicted, in order; all others are features
 */
public record TableSet(String name, List<Column> columns, List<String> targets) {
  public TableSet {
    columns = List.copyOf(columns);
    targets = List.copyOf(targets);
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new DataException(name + ": two columns are called '" + column.name() + "'");
      }
      if (column.size() != columns.get(0).size()) {
        throw new DataException(
            "%s: column '%s' has %d rows, '%s' has %d"
                .formatted(
                    name,
                    column.name(),
                    column.size(),
                    columns.get(0).name(),
                    columns.get(0).size()));
      }
    }
    for (String target : targets) {
      if (!names.contains(target)) {
        throw new DataException(name + ": the target '" + target + "' is not among " + names);
      }
    }
  }

  public int rows() {
    return columns.isEmpty() ? 0 : columns.get(0).size();
  }

  public Column column(String wanted) {
    return columns.stream()
        .filter(column -> column.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    name + ": no column '" + wanted + "'; there are " + names(columns)));
  }

  /** The values of a number column. */
  public double[] numbers(String wanted) {
    if (column(wanted) instanceof NumberColumn numbers) {
      return numbers.values();
    }
    throw new DataException(
        "%s: column '%s' holds no numbers, it is %s"
            .formatted(name, wanted, column(wanted).kind()));
  }

  /** The categories of a categorical or binary column. */
  public CategoryColumn categories(String wanted) {
    if (column(wanted) instanceof CategoryColumn categories) {
      return categories;
    }
    throw new DataException(
        "%s: column '%s' holds no categories, it is %s"
            .formatted(name, wanted, column(wanted).kind()));
  }

  public List<Column> features() {
    return columns.stream().filter(column -> !targets.contains(column.name())).toList();
  }

  /** The same columns with only the given rows, in the given order. */
  public TableSet select(String newName, int[] rows) {
    return new TableSet(
        newName, columns.stream().map(column -> column.select(rows)).toList(), targets);
  }

  /** The table without some columns; a dropped target is no longer one. */
  public TableSet without(String... dropped) {
    Set<String> gone = Set.of(dropped);
    gone.forEach(this::column);
    return new TableSet(
        name,
        columns.stream().filter(column -> !gone.contains(column.name())).toList(),
        targets.stream().filter(target -> !gone.contains(target)).toList());
  }

  /** The table without its constant number columns, which cannot be standardised. */
  public TableSet withoutConstants() {
    return without(
        columns.stream()
            .filter(column -> column instanceof NumberColumn number && number.isConstant())
            .map(Column::name)
            .toArray(String[]::new));
  }

  /** Refuses another version of a known table. */
  void requireRows(int expected, Path file) {
    if (rows() != expected) {
      throw new DataException(
          "%s: expected %,d rows, found %,d: the file is cut off or another version"
              .formatted(file, expected, rows()));
    }
  }

  /** What a notebook shows of the table: its columns and its first rows. */
  public String toHtml() {
    return TableHtml.of(this);
  }

  @Override
  public String toString() {
    return "%s: %d rows, features %s, targets %s"
        .formatted(name, rows(), names(features()), targets);
  }

  private static List<String> names(List<Column> columns) {
    return columns.stream().map(Column::name).toList();
  }
}
