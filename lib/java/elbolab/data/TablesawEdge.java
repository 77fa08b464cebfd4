package elbolab.data;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;

/** Where our tables meet Tablesaw's, for its selections, joins and summaries. */
public final class TablesawEdge {
  private TablesawEdge() {}

  /** All numbers become DOUBLE columns, so that whole numbers stay what they were declared. */
  public static tech.tablesaw.api.Table of(Table table) {
    tech.tablesaw.api.Table made = tech.tablesaw.api.Table.create(table.name());
    for (Column column : table.columns()) {
      made.addColumns(of(column));
    }
    return made;
  }

  private static tech.tablesaw.columns.Column<?> of(Column column) {
    if (column instanceof NumberColumn numbers) {
      return DoubleColumn.create(numbers.name(), numbers.values());
    }
    if (column instanceof elbolab.data.DateColumn dates) {
      return DateTimeColumn.create(dates.name(), dates.values());
    }
    return StringColumn.create(
        column.name(), IntStream.range(0, column.size()).mapToObj(column::text));
  }

  /** Numbers of any type become real ones, dates dates, everything else categories. */
  public static Table from(tech.tablesaw.api.Table table, List<String> targets) {
    return new Table(
        table.name(), table.columns().stream().map(TablesawEdge::from).toList(), targets);
  }

  private static Column from(tech.tablesaw.columns.Column<?> column) {
    if (column instanceof tech.tablesaw.api.NumericColumn<?> numbers) {
      return new NumberColumn(numbers.name(), ColumnKind.REAL, numbers.asDoubleArray());
    }
    if (column instanceof DateTimeColumn moments) {
      return new elbolab.data.DateColumn(
          column.name(), moments.asList().toArray(LocalDateTime[]::new));
    }
    if (column instanceof DateColumn days) {
      return new elbolab.data.DateColumn(
          column.name(),
          days.asList().stream()
              .map(day -> day == null ? null : day.atStartOfDay())
              .toArray(LocalDateTime[]::new));
    }
    ColumnBuilder builder = ColumnBuilder.of(ColumnSpec.category(column.name()).withMissing(""));
    for (int row = 0; row < column.size(); row++) {
      builder.accept(column.getString(row));
    }
    return builder.build();
  }
}
