package elbolab.data;

/** The beginning of a table as HTML: name, kind and first values of each column. */
final class TableHtml {
  private static final int ROWS = 8;
  private static final int COLUMNS = 20;

  private TableHtml() {}

  static String of(TableSet table) {
    StringBuilder html = new StringBuilder("<table><caption>");
    html.append(escape("%s: %,d rows".formatted(table.name(), table.rows())));
    html.append("</caption><tr>");
    var shown = table.columns().subList(0, Math.min(COLUMNS, table.columns().size()));
    for (Column column : shown) {
      String target = table.targets().contains(column.name()) ? ", target" : "";
      html.append("<th>").append(escape(column.name())).append("<br><small>");
      html.append(words(column.kind())).append(target).append("</small></th>");
    }
    for (int row = 0; row < Math.min(ROWS, table.rows()); row++) {
      html.append("</tr><tr>");
      for (Column column : shown) {
        html.append("<td>").append(escape(column.text(row))).append("</td>");
      }
    }
    html.append("</tr></table>");
    int more = table.columns().size() - shown.size();
    return more > 0 ? html + "<p>and " + more + " more columns</p>" : html.toString();
  }

  private static String words(ColumnKind kind) {
    return switch (kind) {
      case REAL -> "real";
      case NON_NEGATIVE -> "non-negative";
      case COUNT -> "count";
      case CATEGORICAL -> "categorical";
      case BINARY -> "binary";
      case DATE -> "date";
    };
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
