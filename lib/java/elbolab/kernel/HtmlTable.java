package elbolab.kernel;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tech.tablesaw.table.Relation;

/** Tablesaw tables, records and lists of records of one class as HTML tables. */
final class HtmlTable {
  private static final int MOST_ROWS = 50;

  private final String caption;
  private final List<String> names;
  private final List<List<Object>> rows = new ArrayList<>();
  private final int allRows;

  private HtmlTable(String caption, List<String> names, int allRows) {
    this.caption = caption;
    this.names = names;
    this.allRows = allRows;
  }

  static Optional<String> of(Object value) {
    if (value instanceof Relation relation) {
      return Optional.of(ofRelation(relation).html());
    }
    List<?> elements =
        value instanceof Record
            ? List.of(value)
            : value instanceof Collection<?> all
                ? new ArrayList<>(all)
                : value instanceof Record[] array ? Arrays.asList(array) : List.of();
    boolean alike =
        !elements.isEmpty()
            && elements.get(0) instanceof Record first
            && elements.stream().allMatch(one -> one != null && one.getClass() == first.getClass());
    return alike ? Optional.of(ofRecords(elements).html()) : Optional.empty();
  }

  private static HtmlTable ofRelation(Relation relation) {
    String caption = relation.name() == null ? "" : relation.name();
    HtmlTable table = new HtmlTable(caption, relation.columnNames(), relation.rowCount());
    for (int row = 0; row < Math.min(MOST_ROWS, relation.rowCount()); row++) {
      List<Object> cells = new ArrayList<>();
      for (int column = 0; column < relation.columnCount(); column++) {
        boolean missing = relation.column(column).isMissing(row);
        cells.add(missing ? "" : relation.get(row, column));
      }
      table.rows.add(cells);
    }
    return table;
  }

  private static HtmlTable ofRecords(List<?> records) {
    RecordComponent[] components = records.get(0).getClass().getRecordComponents();
    List<String> names = Stream.of(components).map(RecordComponent::getName).toList();
    HtmlTable table =
        new HtmlTable(records.get(0).getClass().getSimpleName(), names, records.size());
    for (Object one : records.subList(0, Math.min(MOST_ROWS, records.size()))) {
      List<Object> cells = new ArrayList<>();
      for (RecordComponent component : components) {
        cells.add(read(component, one));
      }
      table.rows.add(cells);
    }
    return table;
  }

  private static Object read(RecordComponent component, Object from) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(from);
    } catch (ReflectiveOperationException e) {
      return "(" + e + ")";
    }
  }

  private String html() {
    StringBuilder html = new StringBuilder("<table>");
    if (!caption.isBlank()) {
      html.append("<caption>").append(escape(caption)).append("</caption>");
    }
    html.append("<thead><tr>");
    names.forEach(name -> html.append("<th>").append(escape(name)).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (List<Object> row : rows) {
      html.append("<tr>");
      row.forEach(
          cell ->
              html.append(cell instanceof Number ? "<td style=\"text-align:right\">" : "<td>")
                  .append(escape(PlainText.of(cell)))
                  .append("</td>"));
      html.append("</tr>");
    }
    html.append("</tbody></table>");
    if (allRows > rows.size()) {
      html.append(String.format("<p>%d of %d rows</p>", rows.size(), allRows));
    }
    return html.toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
