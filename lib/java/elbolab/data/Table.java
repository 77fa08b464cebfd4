package elbolab.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A table of typed columns with its targets named.
 *
 * <pre>{@code
 * Table table = Table.read("patients.csv").as("ward", ColumnKind.CATEGORICAL).withTargets("weight");
 * System.out.println(table);          // each column, its kind and why, what is missing
 * }</pre>
 *
 * @param targets names of the columns to be predicted, in order; all others are features
 * @param reasons why each column has its kind, in the order of the columns
 */
public record Table(String name, List<Column> columns, List<String> targets, List<String> reasons) {
  static final String DECLARED = "declared";

  public Table {
    columns = List.copyOf(columns);
    targets = List.copyOf(targets);
    reasons = List.copyOf(reasons);
    if (reasons.size() != columns.size()) {
      throw new DataException(
          "%s: %d columns, %d reasons".formatted(name, columns.size(), reasons.size()));
    }
    Set<String> names = new LinkedHashSet<>();
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
        throw new DataException(
            "%s: the target '%s' is not among %s; nearest: %s"
                .formatted(name, target, names, Nearest.of(target, names)));
      }
    }
  }

  /** A table whose columns have the kinds that they were declared to have. */
  public Table(String name, List<Column> columns, List<String> targets) {
    this(name, columns, targets, Collections.nCopies(columns.size(), DECLARED));
  }

  /**
   * Reads a text table whose first line names its columns. Commas, semicolons or tabs separate the
   * fields. What a column holds is told from its values, unless it is declared here; {@link
   * #toString} says what was found and why, and {@link #as} changes it.
   */
  public static Table read(Path file, ColumnSpec... declared) {
    return TableFile.read(file, List.of(declared));
  }

  public static Table read(String file, ColumnSpec... declared) {
    return read(Path.of(file), declared);
  }

  /** Writes the table as CSV, quoted as in RFC 4180; missing cells are empty. */
  public void save(Path file) {
    TableFile.write(this, file);
  }

  public void save(String file) {
    save(Path.of(file));
  }

  /** The table with one column taken for another kind. */
  public Table as(String wanted, ColumnKind kind) {
    return with(column(wanted).as(kind), DECLARED);
  }

  /** The table with this column in the place of the one that has its name. */
  public Table with(Column changed, String reason) {
    int at = columns.indexOf(column(changed.name()));
    List<Column> others = new ArrayList<>(columns);
    List<String> why = new ArrayList<>(reasons);
    others.set(at, changed);
    why.set(at, reason);
    return new Table(name, others, targets, why);
  }

  /** The same table with these columns to be predicted. */
  public Table withTargets(String... others) {
    return new Table(name, columns, List.of(others), reasons);
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
  public Table select(String newName, int... rows) {
    return new Table(
        newName, columns.stream().map(column -> column.select(rows)).toList(), targets, reasons);
  }

  /** The table without some columns; a dropped target is no longer one. */
  public Table without(String... dropped) {
    Set<String> gone = Set.of(dropped);
    gone.forEach(this::column);
    int[] kept =
        IntStream.range(0, columns.size())
            .filter(c -> !gone.contains(columns.get(c).name()))
            .toArray();
    return new Table(
        name,
        Arrays.stream(kept).mapToObj(columns::get).toList(),
        targets.stream().filter(target -> !gone.contains(target)).toList(),
        Arrays.stream(kept).mapToObj(reasons::get).toList());
  }

  /** The table without its constant number columns, which cannot be standardised. */
  public Table withoutConstants() {
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

  /**
   * What a column holds.
   *
   * @param why the fact from which its kind was told
   * @param missing how many of its values are
   * @param different how many different values it has
   * @param values from the least to the greatest, or the first categories
   */
  public record Summary(
      String column, String kind, String why, int missing, int different, String values) {}

  /** One line for each column. */
  public List<Summary> summary() {
    return IntStream.range(0, columns.size())
        .mapToObj(
            c -> {
              Column column = columns.get(c);
              String kind = column.kind() + (targets.contains(column.name()) ? ", target" : "");
              return new Summary(
                  column.name(),
                  kind,
                  reasons.get(c),
                  column.missing(),
                  column.different(),
                  column.range());
            })
        .toList();
  }

  private String title() {
    return "%s: %,d rows, %,d columns".formatted(name, rows(), columns.size());
  }

  /** The summary as a Markdown table, which a notebook shows. */
  public String toMarkdown() {
    StringBuilder text = new StringBuilder("**" + TableText.escaped(title()) + "**\n\n");
    return text.append(TableText.markdown(summaryCells())).toString();
  }

  private List<List<String>> summaryCells() {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("column", "kind", "why", "missing", "different", "values"));
    for (Summary line : summary()) {
      cells.add(
          List.of(
              line.column(),
              line.kind(),
              line.why(),
              "%,d".formatted(line.missing()),
              "%,d".formatted(line.different()),
              line.values()));
    }
    return cells;
  }

  @Override
  public String toString() {
    return title() + "\n" + TableText.plain(summaryCells());
  }

  private static List<String> names(List<Column> columns) {
    return columns.stream().map(Column::name).toList();
  }
}
