package elbolab.show;

import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The three ways in which a {@link Sheet} is written. */
final class SheetText {
  private static final Collector<CharSequence, ?, String> ROW =
      Collectors.joining(" | ", "| ", " |");

  private SheetText() {}

  /** HTML without colours of its own, so that it reads on light and on dark pages. */
  static String html(Sheet sheet) {
    StringBuilder html = new StringBuilder("<table style=\"border-collapse:collapse\">\n");
    if (!sheet.caption().isEmpty()) {
      html.append("<caption style=\"text-align:left;font-weight:bold\">")
          .append(escape(sheet.caption()))
          .append("</caption>\n");
    }
    html.append("<thead><tr style=\"border-bottom:1px solid currentColor\">");
    for (int column = 0; column < sheet.names().size(); column++) {
      html.append(tag("th", sheet, column, sheet.names().get(column)));
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (int row = 0; row < sheet.size(); row++) {
      html.append("<tr>");
      for (int column = 0; column < sheet.names().size(); column++) {
        html.append(tag("td", sheet, column, sheet.cell(row, column)));
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>").toString();
  }

  private static String tag(String tag, Sheet sheet, int column, String text) {
    return "<%s style=\"text-align:%s\">%s</%s>"
        .formatted(tag, sheet.numeric(column) ? "right" : "left", escape(text), tag);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String markdown(Sheet sheet) {
    int columns = sheet.names().size();
    StringBuilder text = new StringBuilder();
    if (!sheet.caption().isEmpty()) {
      text.append("**").append(cell(sheet.caption())).append("**\n\n");
    }
    text.append(sheet.names().stream().map(SheetText::cell).collect(ROW)).append('\n');
    text.append(
        IntStream.range(0, columns)
            .mapToObj(column -> sheet.numeric(column) ? "---:" : ":---")
            .collect(ROW));
    for (int row = 0; row < sheet.size(); row++) {
      int at = row;
      text.append('\n')
          .append(
              IntStream.range(0, columns)
                  .mapToObj(column -> cell(sheet.cell(at, column)))
                  .collect(ROW));
    }
    return text.toString();
  }

  private static String cell(String text) {
    return text.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\R", " ");
  }

  static String plain(Sheet sheet) {
    int columns = sheet.names().size();
    int[] widths = new int[columns];
    for (int column = 0; column < columns; column++) {
      widths[column] = sheet.names().get(column).length();
      for (int row = 0; row < sheet.size(); row++) {
        widths[column] = Math.max(widths[column], sheet.cell(row, column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    if (!sheet.caption().isEmpty()) {
      text.append(sheet.caption()).append('\n');
    }
    for (int row = -1; row < sheet.size(); row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String value = row < 0 ? sheet.names().get(column) : sheet.cell(row, column);
        String blank = " ".repeat(widths[column] - value.length());
        line.append(sheet.numeric(column) ? blank + value : value + blank).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString().stripTrailing();
  }
}
