package elbolab.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a table of the catalogue is read.
 *
 * @param files in which its columns stand side by side
 * @param rows how many it has; another number is another version
 * @param columns "names: kind", names separated by commas; after a kind stand its levels (1..41 for
 *     a range), or the pattern of a date, and with a question mark what means a missing value
 * @param without columns that are read and left out
 * @param note what to know of it
 */
public record KnownTable(
    String name,
    List<String> files,
    char separator,
    boolean header,
    int rows,
    List<String> targets,
    List<String> columns,
    List<String> without,
    String note) {
  public KnownTable {
    files = List.copyOf(files);
    targets = List.copyOf(targets);
    columns = List.copyOf(columns);
    without = without == null ? List.of() : List.copyOf(without);
    note = note == null ? "" : note;
  }

  /** What each column holds, in the order of the files. */
  public List<ColumnSpec> specs() {
    return columns.stream().flatMap(KnownTable::specs).toList();
  }

  private static Stream<ColumnSpec> specs(String line) {
    int colon = line.lastIndexOf(": ");
    List<String> words = List.of(line.substring(colon + 2).split(" "));
    ColumnKind kind =
        Arrays.stream(ColumnKind.values())
            .filter(k -> k.toString().equals(words.get(0)))
            .findFirst()
            .orElseThrow(() -> new DataException("no kind of column '" + words.get(0) + "'"));
    Set<String> missing =
        words.stream()
            .filter(word -> word.startsWith("?"))
            .map(word -> word.substring(1))
            .collect(Collectors.toSet());
    List<String> rest =
        words.stream().skip(1).filter(w -> !w.startsWith("?")).flatMap(KnownTable::range).toList();
    boolean date = kind == ColumnKind.DATE;
    return Arrays.stream(line.substring(0, colon).split(", "))
        .map(
            name ->
                new ColumnSpec(
                    name, kind, date ? List.of() : rest, missing, date ? rest.get(0) : ""));
  }

  /** From "0..2" to 0, 1, 2; other words stay. */
  static Stream<String> range(String word) {
    String[] ends = word.split("\\.\\.");
    return ends.length != 2
        ? Stream.of(word)
        : IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]))
            .mapToObj(Integer::toString);
  }

  /**
   * Reads the table from its files.
   *
   * @param others columns that are to be read as something else
   */
  public Table load(DataFolder folder, ColumnSpec... others) {
    CsvFormat format = new CsvFormat(separator, header);
    List<ColumnSpec> specs = specs(others);
    List<Column> read = new ArrayList<>();
    for (String path : files) {
      Path file = folder.file(path);
      int from = read.size();
      int width = files.size() == 1 ? specs.size() : Csv.firstRecord(file, format).size();
      int to = Math.min(specs.size(), from + width);
      Table part = new Table(name, Csv.read(file, format, specs.subList(from, to)), List.of());
      part.requireRows(rows, file);
      read.addAll(part.columns());
    }
    return new Table(name, read, targets).without(without.toArray(String[]::new));
  }

  /** A file of the same columns without header, whatever its number of rows. */
  Table read(Path file) {
    CsvFormat format = new CsvFormat(separator, false);
    return new Table(name, Csv.read(file, format, specs()), targets);
  }

  private List<ColumnSpec> specs(ColumnSpec... others) {
    List<ColumnSpec> changed = new ArrayList<>(specs());
    List<String> names = changed.stream().map(ColumnSpec::name).toList();
    for (ColumnSpec other : others) {
      if (!names.contains(other.name())) {
        throw new DataException(name + ": no column '" + other.name() + "' among " + names);
      }
      changed.set(names.indexOf(other.name()), other);
    }
    return changed;
  }

  /** The 20 splits with which papers on regression compare themselves. */
  public List<Split> standardSplits(DataFolder folder) {
    return Split.standard(folder.file(name + "/test_splits.txt"), rows);
  }
}
