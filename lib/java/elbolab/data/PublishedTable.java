package elbolab.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A table of numbers as a paper prints them.
 *
 * @param locator where in the paper it stands
 * @param note what is odd about it; empty when nothing is; to be shown wherever the table is
 * @param keyNames what identifies a cell: model, data set, horizon, …
 */
public record PublishedTable(
    String id,
    String paper,
    String locator,
    String title,
    String note,
    Criterion criterion,
    List<String> keyNames,
    List<Cell> cells) {
  private static final List<String> VALUES = List.of("value", "std");

  /**
   * How the numbers were obtained, and what counts as the same number: by what the source says,
   * decided before anything was run.
   *
   * @param setting data, split, model sizes in words
   * @param runs how many runs a number is the mean of; 0 where that is not stated
   * @param tolerance how far another number may be, as {@code elbolab.reproduce.Tolerance} reads it
   * @param reason why so far
   */
  public record Criterion(String setting, int runs, String tolerance, String reason) {}

  /**
   * One printed number.
   *
   * @param keys in the order of the table's {@code keyNames}
   * @param printed the digits as they stand there, which say how exactly it is given
   * @param std the standard deviation, where one is printed
   */
  public record Cell(List<String> keys, String printed, double value, OptionalDouble std) {
    public Cell {
      keys = List.copyOf(keys);
    }
  }

  public PublishedTable {
    keyNames = List.copyOf(keyNames);
    cells = List.copyOf(cells);
  }

  /** The cell with these keys. */
  public Cell find(String... keys) {
    List<String> wanted = List.of(keys);
    return cells.stream()
        .filter(cell -> cell.keys().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "%s: no cell with %s = %s, e.g. %s"
                        .formatted(id, keyNames, wanted, cells.get(0).keys())));
  }

  /** The names of all tables. */
  public static List<String> ids() {
    return index().stream().map(row -> row.get(0)).toList();
  }

  public static PublishedTable load(String id) {
    List<String> about =
        index().stream()
            .filter(row -> row.get(0).equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new DataException(
                        "No published table is called %s; did you mean '%s'?"
                            .formatted(Quote.of(id), Nearest.of(id, ids()))));
    Path file = folder().resolve(id + ".csv");
    List<String> header = Csv.firstRecord(file, CsvFormat.COMMA);
    int keys = header.size() - VALUES.size();
    if (keys < 1 || !header.subList(keys, header.size()).equals(VALUES)) {
      throw new DataException(file + ":1: expected keys, then 'value' and 'std', found " + header);
    }
    return new PublishedTable(
        id,
        about.get(1),
        about.get(2),
        about.get(3),
        about.get(4),
        new Criterion(about.get(5), runs(about.get(6)), about.get(7), about.get(8)),
        header.subList(0, keys),
        cells(file, header, keys));
  }

  private static int runs(String text) {
    if (!text.matches("\\d{1,6}")) {
      throw new DataException("index.csv: runs are a whole number or 0, not " + Quote.of(text));
    }
    return Integer.parseInt(text);
  }

  private static List<Cell> cells(Path file, List<String> header, int keys) {
    List<Cell> cells = new ArrayList<>();
    for (List<String> fields : Csv.records(file, CsvFormat.COMMA, header)) {
      String printed = fields.get(keys);
      String std = fields.get(keys + 1);
      cells.add(
          new Cell(
              fields.subList(0, keys),
              printed,
              number(file, printed),
              std.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(number(file, std))));
    }
    return cells;
  }

  private static double number(Path file, String text) {
    String problem = Numbers.problem(text);
    if (problem != null) {
      throw new DataException(file + ": expected a number, found " + problem);
    }
    return Double.parseDouble(text);
  }

  private static List<List<String>> index() {
    return Csv.records(
        folder().resolve("index.csv"),
        CsvFormat.COMMA,
        List.of(
            "id", "paper", "locator", "title", "note", "setting", "runs", "tolerance", "reason"));
  }

  private static Path folder() {
    return DataFolder.project().resolve("data").resolve("published");
  }
}
