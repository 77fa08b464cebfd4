package elbolab.kernel;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import tech.tablesaw.table.Relation;

/** Tablesaw tables, records and lists of records of one class as HTML tables. */
final class HtmlTable {
  private static final int MOST_ROWS = 50;

  private HtmlTable() {}

  static Optional<String> of(Object value) {
    if (value instanceof Relation table) {
      return Optional.of(
          html(
              table.name() == null ? "" : table.name(),
              table.columnNames(),
              table.rowCount(),
              row -> table.columns().stream().map(c -> c.isMissing(row) ? "" : c.get(row))));
    }
    List<?> elements =
        value instanceof Record
            ? List.of(value)
            : value instanceof Collection<?> all
                ? new ArrayList<>(all)
                : value instanceof Record[] array ? Arrays.asList(array) : List.of();
    if (elements.isEmpty() || !(elements.get(0) instanceof Record first)) {
      return Optional.empty();
    }
    Class<?> type = first.getClass();
    if (!elements.stream().allMatch(one -> one != null && one.getClass() == type)) {
      return Optional.empty();
    }
    List<RecordComponent> parts = List.of(type.getRecordComponents());
    return Optional.of(
        html(
            type.getSimpleName(),
            parts.stream().map(RecordComponent::getName).toList(),
            elements.size(),
            row -> parts.stream().map(part -> read(part, elements.get(row)))));
  }

  private static Object read(RecordComponent component, Object from) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(from);
    } catch (ReflectiveOperationException e) {
      return "(" + e + ")";
    }
  }

  private static String html(
      String caption, List<String> names, int rows, IntFunction<Stream<?>> cells) {
    StringBuilder html = new StringBuilder("<table>");
    if (!caption.isBlank()) {
      html.append("<caption>").append(escape(caption)).append("</caption>");
    }
    html.append("<thead><tr>");
    names.forEach(name -> html.append("<th>").append(escape(name)).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (int row = 0; row < Math.min(MOST_ROWS, rows); row++) {
      html.append("<tr>");
      cells
          .apply(row)
          .forEach(
              cell ->
                  html.append(cell instanceof Number ? "<td style=\"text-align:right\">" : "<td>")
                      .append(escape(PlainText.of(cell)))
                      .append("</td>"));
      html.append("</tr>");
    }
    html.append("</tbody></table>");
    return rows > MOST_ROWS
        ? html + String.format("<p>%d of %d rows</p>", MOST_ROWS, rows)
        : html.toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
