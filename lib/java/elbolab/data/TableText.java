package elbolab.data;

import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of cells as text; the first row holds the headings. */
final class TableText {
  private static final int WIDEST = 60;

  private TableText() {}

  /** Columns set apart by blanks. */
  static String plain(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(c -> rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
            .toArray();
    return rows.stream()
        .map(
            row ->
                IntStream.range(0, widths.length)
                    .mapToObj(c -> row.get(c) + " ".repeat(widths[c] - row.get(c).length()))
                    .collect(Collectors.joining("  "))
                    .stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  static String markdown(List<List<String>> rows) {
    StringBuilder text = new StringBuilder(line(rows.get(0)));
    text.append("|---".repeat(rows.get(0).size())).append("|\n");
    rows.subList(1, rows.size()).forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> row) {
    return row.stream().map(TableText::escaped).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** Foreign text that is to stand as it is, whatever Markdown or HTML signs it holds. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("[\\\\`*_|\\[\\]$~]", "\\\\$0")
        .replaceAll("\\R", " ");
  }

  /** The first values of a column with commas between them, cut where they grow too long. */
  static Collector<String, ?, String> shortList(int ofAll) {
    return Collectors.collectingAndThen(
        Collectors.toList(),
        first -> {
          String joined = String.join(", ", first).replaceAll("\\R", " ");
          boolean more = first.size() < ofAll;
          return joined.length() > WIDEST
              ? joined.substring(0, WIDEST) + "…"
              : joined + (more ? ", …" : "");
        });
  }

  static Collector<String, ?, String> shortList() {
    return shortList(0);
  }
}
