package elbolab.show;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table to be read: HTML in a notebook, Markdown in a document, aligned text in a terminal.
 *
 * <pre>{@code
 * show(Sheet.of(listOfRecords).caption("Table 5.1").digits(3));
 * show(Sheet.of(tablesawTable).decimals(2, "rmse"));
 * show(Sheet.of("model", scoresByName).caption("Table 2"));        // a map to records
 * show(Sheet.rows(labels).column("label", l -> l.name()).column("K", l -> l.classCount())
 *     .caption("Labels"));                                         // one row for each of a list
 * show(Sheet.columns("what", "published", "obtained", "source").row("RRSE", 0.0998, m, "table 2"));
 * }</pre>
 */
public final class Sheet {
  private static final Collector<CharSequence, ?, String> ROW =
      Collectors.joining(" | ", "| ", " |");

  static {
    Display.kernel(); // A table may be the value of a cell before anything was shown.
  }

  private final List<String> names;
  private final List<Object[]> rows = new ArrayList<>();
  private final Digits[] digits;
  private String caption = "";

  private Sheet(List<String> names) {
    this.names = List.copyOf(names);
    digits = new Digits[names.size()];
    Arrays.fill(digits, Digits.significant(4));
  }

  /** An empty table with these column names; fill it with {@link #row}. */
  public static Sheet columns(String... names) {
    return new Sheet(List.of(names));
  }

  /** One row for each record, one column for each of its components. */
  public static Sheet of(List<? extends Record> records) {
    if (records.isEmpty()) {
      throw new IllegalArgumentException("no records: the columns of the table are unknown");
    }
    Class<?> type = records.get(0).getClass();
    RecordComponent[] parts = type.getRecordComponents();
    Sheet sheet = new Sheet(Arrays.stream(parts).map(RecordComponent::getName).toList());
    for (Record each : records) {
      if (each.getClass() != type) {
        throw new IllegalArgumentException(
            "a %s among records of %s: one table shows one type"
                .formatted(each.getClass().getSimpleName(), type.getSimpleName()));
      }
      sheet.row(Arrays.stream(parts).map(part -> read(part, each)).toArray());
    }
    return sheet;
  }

  /** One row for each entry: the key, under this name, and the components of its record. */
  public static Sheet of(String key, Map<?, ? extends Record> records) {
    Sheet values = of(List.copyOf(records.values()));
    Sheet sheet = new Sheet(Stream.concat(Stream.of(key), values.names.stream()).toList());
    int row = 0;
    for (Object each : records.keySet()) {
      Stream<?> cells = Arrays.stream(values.rows.get(row++));
      sheet.row(Stream.concat(Stream.of(each), cells).toArray());
    }
    return sheet;
  }

  /** One row for each thing; its columns are said next. */
  public static <T> Rows<T> rows(Collection<T> things) {
    return new Rows<>(List.copyOf(things), new ArrayList<>(), new ArrayList<>());
  }

  /** A table in the making: things, and what each column says of them. */
  public record Rows<T>(List<T> things, List<String> names, List<Function<? super T, ?>> columns) {
    public Rows<T> column(String name, Function<? super T, ?> value) {
      names.add(name);
      columns.add(value);
      return this;
    }

    /** The table. */
    public Sheet caption(String text) {
      Sheet sheet = new Sheet(names).caption(text);
      for (T thing : things) {
        sheet.row(columns.stream().map(column -> column.apply(thing)).toArray());
      }
      return sheet;
    }
  }

  public static Sheet of(Table table) {
    Sheet sheet = new Sheet(table.columnNames()).caption(table.name());
    for (int i = 0; i < table.rowCount(); i++) {
      int row = i;
      sheet.row(
          table.columns().stream()
              .map((Column<?> c) -> c.isMissing(row) ? null : c.get(row))
              .toArray());
    }
    return sheet;
  }

  /** Adds a row: a value for each column; {@code null} is a blank. */
  public Sheet row(Object... values) {
    if (values.length != names.size()) {
      throw new IllegalArgumentException(
          "row %d has %d values for %d columns %s"
              .formatted(rows.size() + 1, values.length, names.size(), names));
    }
    rows.add(values.clone());
    return this;
  }

  public Sheet caption(String text) {
    caption = text == null ? "" : text;
    return this;
  }

  /** So many significant digits, in the named columns or, where none is named, in all. */
  public Sheet digits(int count, String... columns) {
    return write(Digits.significant(count), columns);
  }

  /** So many digits after the point, in the named columns or, where none is named, in all. */
  public Sheet decimals(int count, String... columns) {
    return write(Digits.decimals(count), columns);
  }

  private Sheet write(Digits how, String... columns) {
    if (columns.length == 0) {
      Arrays.fill(digits, how);
    }
    for (String column : columns) {
      int index = names.indexOf(column);
      if (index < 0) {
        throw new IllegalArgumentException("no column \"%s\" in %s".formatted(column, names));
      }
      digits[index] = how;
    }
    return this;
  }

  /** HTML without colours of its own, so that it reads on light and on dark pages. */
  public String toHtml() {
    StringBuilder html = new StringBuilder("<table style=\"border-collapse:collapse\">\n");
    if (!caption.isEmpty()) {
      html.append("<caption style=\"text-align:left;font-weight:bold\">")
          .append(escape(caption))
          .append("</caption>\n");
    }
    html.append("<thead><tr style=\"border-bottom:1px solid currentColor\">");
    for (int column = 0; column < names.size(); column++) {
      html.append(tag("th", column, names.get(column)));
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (int row = 0; row < rows.size(); row++) {
      html.append("<tr>");
      for (int column = 0; column < names.size(); column++) {
        html.append(tag("td", column, cell(row, column)));
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>").toString();
  }

  private String tag(String tag, int column, String text) {
    return "<%s style=\"text-align:%s\">%s</%s>"
        .formatted(tag, numeric(column) ? "right" : "left", escape(text), tag);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  public String toMarkdown() {
    int columns = names.size();
    StringBuilder text = new StringBuilder();
    if (!caption.isEmpty()) {
      text.append("**").append(markdownCell(caption)).append("**\n\n");
    }
    text.append(names.stream().map(Sheet::markdownCell).collect(ROW)).append('\n');
    text.append(
        IntStream.range(0, columns)
            .mapToObj(column -> numeric(column) ? "---:" : ":---")
            .collect(ROW));
    for (int row = 0; row < rows.size(); row++) {
      int at = row;
      text.append('\n')
          .append(
              IntStream.range(0, columns)
                  .mapToObj(column -> markdownCell(cell(at, column)))
                  .collect(ROW));
    }
    return text.toString();
  }

  private static String markdownCell(String text) {
    return text.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\R", " ");
  }

  @Override
  public String toString() {
    int columns = names.size();
    int[] widths = new int[columns];
    for (int column = 0; column < columns; column++) {
      widths[column] = names.get(column).length();
      for (int row = 0; row < rows.size(); row++) {
        widths[column] = Math.max(widths[column], cell(row, column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    if (!caption.isEmpty()) {
      text.append(caption).append('\n');
    }
    for (int row = -1; row < rows.size(); row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String value = row < 0 ? names.get(column) : cell(row, column);
        String blank = " ".repeat(widths[column] - value.length());
        line.append(numeric(column) ? blank + value : value + blank).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString().stripTrailing();
  }

  String caption() {
    return caption;
  }

  List<String> names() {
    return names;
  }

  /** The cell as text, before any escaping. */
  String cell(int row, int column) {
    Object value = rows.get(row)[column];
    if (value == null) {
      return "";
    }
    if (value instanceof Double || value instanceof Float) {
      return digits[column].text(((Number) value).doubleValue());
    }
    return value.toString();
  }

  /** Whether the column holds numbers alone, which stand to the right. */
  boolean numeric(int column) {
    return rows.stream()
        .map(row -> row[column])
        .allMatch(v -> v == null || v instanceof Number || v instanceof Measured);
  }

  private static Object read(RecordComponent part, Record from) {
    try {
      part.getAccessor().setAccessible(true);
      return part.getAccessor().invoke(from);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException("cannot read " + part + " of " + from, e);
    }
  }
}
