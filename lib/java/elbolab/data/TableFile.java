package elbolab.data;

import elbolab.nn.WholeFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A reader's own table as a text file: read with the kinds of its columns inferred, and written
 * again with what was missing filled in.
 *
 * <pre>{@code
 * TableFile file = TableFile.open(Path.of("my.csv"), Map.of("ward", ColumnKind.CATEGORICAL));
 * file.complete(completed(file.table()), Path.of("my-completed.csv"));
 * }</pre>
 */
public final class TableFile {
  private static final String SEPARATORS = ",;\t";

  /** A field with one of these is quoted when a table is written. */
  private static final String SPECIAL = SEPARATORS + "\"\r\n";

  /** So many records are looked at to find the separator. */
  private static final int SNIFFED = 20;

  /** Texts of a column that are held once; more different ones are not worth the search. */
  private static final int MOST_SHARED = 4096;

  private final Path file;
  private final CsvFormat format;
  private final List<String> names;
  private final List<List<String>> cells = new ArrayList<>();

  /** The line of each row, where its record begins. */
  private int[] lines = new int[256];

  private int rows;
  private final List<Inference> inferences = new ArrayList<>();
  private final Map<Integer, UnaryOperator<String>> likeThem = new HashMap<>();
  private final Table table;

  private TableFile(
      Path file, CsvFormat format, List<ColumnSpec> declared, Map<String, ColumnKind> kinds) {
    this.file = file;
    this.format = format;
    try (CsvRows records = Csv.open(file, format)) {
      this.names = names(records);
      declared.forEach(spec -> requireName(spec.name()));
      kinds.keySet().forEach(this::requireName);
      readCells(records);
    }
    if (rows == 0) {
      throw new DataException(file + ": a header line and no rows");
    }
    this.table = infer(declared, kinds);
  }

  private void requireName(String name) {
    if (!names.contains(name)) {
      throw new DataException(
          "%s:1: the declared column '%s' is not among %s; nearest: %s"
              .formatted(file, name, String.join(", ", names), Nearest.of(name, names)));
    }
  }

  static TableFile open(Path file, List<ColumnSpec> declared) {
    return new TableFile(file, new CsvFormat(separator(file), true), declared, Map.of());
  }

  /** With the kinds of these columns as declared; what stands for a missing value is told still. */
  public static TableFile open(Path file, Map<String, ColumnKind> kinds) {
    return new TableFile(file, new CsvFormat(separator(file), true), List.of(), kinds);
  }

  static Table read(Path file, List<ColumnSpec> declared) {
    return open(file, declared).table;
  }

  public Table table() {
    return table;
  }

  /** Where a row stands in the file. */
  String place(int row) {
    return file + ":" + lines[row];
  }

  private Table infer(List<ColumnSpec> declared, Map<String, ColumnKind> kinds) {
    Map<String, ColumnSpec> specs =
        declared.stream().collect(Collectors.toMap(ColumnSpec::name, spec -> spec));
    List<Column> columns = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      String name = names.get(c);
      Inference inference =
          specs.containsKey(name)
              ? Inference.declared(specs.get(name))
              : Inference.of(name, cells.get(c), format.separator() != ',');
      ColumnKind kind = kinds.getOrDefault(name, inference.spec().kind());
      if (kinds.containsKey(name)) {
        inference = inference.as(kind);
      }
      columns.add(column(c, inference, !specs.containsKey(name)).as(kind));
      reasons.add(inference.why());
      inferences.add(inference);
    }
    String fileName = file.getFileName().toString();
    String name = fileName.replaceAll("\\.(csv|tsv|txt)?(\\.gz)?$", "");
    return new Table(name.isEmpty() ? fileName : name, columns, List.of(), reasons);
  }

  /** The separator that most of the first records have as often as the header does. */
  private static char separator(Path file) {
    List<int[]> counts = new ArrayList<>(List.of(new int[SEPARATORS.length()]));
    boolean quoted = false;
    try (InputStream in = Gzip.open(file, Csv.MOST_BYTES)) {
      for (int c = in.read(); c >= 0 && counts.size() <= SNIFFED; c = in.read()) {
        quoted ^= c == '"';
        int s = quoted ? -1 : SEPARATORS.indexOf(c);
        if (s >= 0) {
          counts.get(counts.size() - 1)[s]++;
        } else if (c == '\n' && !quoted) {
          counts.add(new int[SEPARATORS.length()]);
        }
      }
    } catch (IOException e) {
      throw Gzip.explain(file, e);
    }
    int[] header = counts.get(0);
    int best = 0;
    long bestAlike = -1;
    for (int s = 0; s < header.length; s++) {
      int which = s;
      long alike =
          header[s] == 0 ? 0 : counts.stream().filter(c -> c[which] == header[which]).count();
      if (alike > bestAlike || (alike == bestAlike && header[s] > header[best])) {
        best = s;
        bestAlike = alike;
      }
    }
    return SEPARATORS.charAt(best);
  }

  private List<String> names(CsvRows records) {
    List<String> header = records.next();
    if (header == null) {
      throw new DataException(file + ":1: expected a header line, found an empty file");
    }
    List<String> found = new ArrayList<>();
    for (String name : header) {
      String given = name.strip();
      String column = given.isEmpty() ? "column " + (found.size() + 1) : given;
      if (found.contains(column)) {
        throw new DataException(
            "%s:1: columns %d and %d are both called '%s'; rename one of them"
                .formatted(file, found.indexOf(column) + 1, found.size() + 1, column));
      }
      found.add(column);
    }
    if (header.stream().allMatch(name -> Numbers.problem(name.strip()) == null)) {
      throw new DataException(
          file + ":1: the first line holds numbers; expected the names of the columns");
    }
    return found;
  }

  private void readCells(CsvRows records) {
    List<Map<String, String>> shared = new ArrayList<>();
    names.forEach(
        name -> {
          cells.add(new ArrayList<>());
          shared.add(new HashMap<>());
        });
    for (List<String> fields = records.next(); fields != null; fields = records.next()) {
      if (fields.size() != names.size()) {
        throw new DataException(
            "%s: expected %d fields as in the header, found %d"
                .formatted(records.place(), names.size(), fields.size()));
      }
      for (int c = 0; c < fields.size(); c++) {
        String text = fields.get(c).strip();
        Map<String, String> same = shared.get(c);
        cells.get(c).add(same.size() < MOST_SHARED ? same.computeIfAbsent(text, t -> t) : text);
      }
      if (rows == lines.length) {
        lines = Arrays.copyOf(lines, 2 * rows);
      }
      lines[rows++] = records.line();
    }
  }

  private Column column(int c, Inference inference, boolean missingIsTold) {
    ColumnSpec spec = inference.spec();
    ColumnBuilder builder = ColumnBuilder.of(spec);
    for (int row = 0; row < rows; row++) {
      String cell = cells.get(c).get(row);
      if (missingIsTold && Inference.isMissing(cell)) {
        builder.addMissing();
        continue;
      }
      String found = builder.accept(inference.reading().apply(cell));
      if (found != null) {
        String remedy =
            inference.why().equals(Table.DECLARED)
                ? ""
                : ", though nearly all other values are numbers: correct it, or declare the column"
                    + " when reading, ColumnSpec.real(\"%s\").withMissing(\"%s\")"
                        .formatted(spec.name(), cell);
        throw new DataException(
            "%s:%d, column %d '%s': expected %s, found %s%s"
                .formatted(
                    file, lines[row], c + 1, spec.name(), spec.kind().meaning(), found, remedy));
      }
    }
    return builder.build();
  }

  /**
   * Writes the file with each missing cell filled from a completed table, as far as that has it.
   * Everything else stays as it was, byte by byte.
   */
  public void complete(Table completed, Path to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = Gzip.open(file, Csv.MOST_BYTES)) {
      byte[] bytes = in.readAllBytes();
      CsvRows records = new CsvRows(file, new ByteArrayInputStream(bytes), format);
      records.next();
      int copied = 0;
      for (int row = 0; row < rows; row++) {
        if (records.next() == null || records.line() != lines[row]) {
          throw new DataException(file + ": has changed since it was read; begin again");
        }
        for (int c = 0; c < names.size(); c++) {
          Column filled = completed.column(names.get(c));
          if (table.columns().get(c).isMissing(row) && !filled.isMissing(row)) {
            out.write(bytes, copied, records.start(c) - copied);
            out.writeBytes(written(c, filled, row).getBytes(StandardCharsets.UTF_8));
            copied = records.end(c);
          }
        }
      }
      out.write(bytes, copied, bytes.length - copied);
    } catch (IOException e) {
      throw Gzip.explain(file, e);
    }
    try {
      WholeFile.write(to, out.toByteArray());
    } catch (IOException e) {
      throw new DataException(to + ": cannot be written: " + e, e);
    }
  }

  /**
   * A value as the column writes its own: as a date, with decimal commas, with zeros at its end.
   */
  private String written(int c, Column filled, int row) {
    Inference inference = inferences.get(c);
    String text = filled.text(row);
    if (inference.spec().kind() == ColumnKind.DATE && filled instanceof NumberColumn days) {
      long seconds = Math.round(days.values()[row] * Duration.ofDays(1).toSeconds());
      text =
          inference
              .spec()
              .formatter()
              .format(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC));
    }
    text = likeThem.computeIfAbsent(c, this::writing).apply(text);
    return field(text, format.separator() + "\"\r\n", false);
  }

  /** How the column writes: a category as it stands elsewhere, a number with as many decimals. */
  private UnaryOperator<String> writing(int c) {
    Inference inference = inferences.get(c);
    List<String> present =
        cells.get(c).stream().filter(text -> !Inference.isMissing(text)).toList();
    if (table.columns().get(c) instanceof CategoryColumn) {
      Map<String, String> asWritten = new HashMap<>();
      present.forEach(text -> asWritten.putIfAbsent(inference.reading().apply(text), text));
      return level -> asWritten.getOrDefault(level, level);
    }
    int decimals = present.stream().mapToInt(text -> decimals(text)).min().orElse(0);
    char point = inference.commas() ? ',' : '.';
    return number -> {
      int more = Math.max(0, decimals - decimals(number));
      String zeros = (decimals(number) == 0 && more > 0 ? "." : "") + "0".repeat(more);
      return Numbers.isNumber(number) ? (number + zeros).replace('.', point) : number;
    };
  }

  private static int decimals(String number) {
    int point = Math.max(number.indexOf('.'), number.indexOf(','));
    return point < 0 ? 0 : number.length() - point - 1;
  }

  static void write(Table table, Path file) {
    try (Writer out = Files.newBufferedWriter(file)) {
      boolean alone = table.columns().size() == 1;
      out.write(
          table.columns().stream()
                  .map(column -> field(column.name(), SPECIAL, alone))
                  .collect(Collectors.joining(","))
              + "\n");
      for (int row = 0; row < table.rows(); row++) {
        for (int c = 0; c < table.columns().size(); c++) {
          out.write(c == 0 ? "" : ",");
          out.write(field(table.columns().get(c).text(row), SPECIAL, alone));
        }
        out.write("\n");
      }
    } catch (IOException e) {
      throw new DataException(file + ": cannot be written: " + e, e);
    }
  }

  /** A missing cell of an only column is quoted, lest its line be empty. */
  private static String field(String text, String special, boolean alone) {
    boolean plain = text.strip().equals(text) && !(alone && text.isEmpty());
    for (int i = 0; i < text.length() && plain; i++) {
      plain = special.indexOf(text.charAt(i)) < 0;
    }
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
