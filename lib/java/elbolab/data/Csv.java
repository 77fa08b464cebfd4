package elbolab.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads text tables, plain or gzip, into columns of declared kinds.
 *
 * <pre>{@code
 * List<Column> columns =
 *     Csv.read(file, CsvFormat.COMMA, List.of(ColumnSpec.real("x"), ColumnSpec.count("n")));
 * }</pre>
 */
public final class Csv {
  /** Unpacked bytes that are read at most; keeps a packed bomb from filling the memory. */
  static final long MOST_BYTES = 512L << 20;

  private Csv() {}

  /** The columns of a table, which must have exactly these, in this order. */
  public static List<Column> read(Path file, CsvFormat format, List<ColumnSpec> specs) {
    List<ColumnBuilder> builders = specs.stream().map(ColumnBuilder::of).toList();
    try (CsvRows rows = open(file, format)) {
      if (format.header()) {
        checkHeader(rows, rows.next(), specs);
      }
      for (List<String> fields = rows.next(); fields != null; fields = rows.next()) {
        accept(rows, fields, builders);
      }
    }
    return builders.stream().map(ColumnBuilder::build).toList();
  }

  /** The first record of a file as it stands: its header, or its first row. */
  public static List<String> firstRecord(Path file, CsvFormat format) {
    try (CsvRows rows = open(file, format)) {
      List<String> fields = rows.next();
      if (fields == null) {
        throw new DataException(file + ":1: expected a header line, found an empty file");
      }
      return List.copyOf(fields);
    }
  }

  /** All records of a small table as text; its header must be this one. */
  static List<List<String>> records(Path file, CsvFormat format, List<String> header) {
    List<ColumnSpec> specs = header.stream().map(name -> ColumnSpec.category(name)).toList();
    List<List<String>> records = new ArrayList<>();
    try (CsvRows rows = open(file, format)) {
      checkHeader(rows, rows.next(), specs);
      for (List<String> fields = rows.next(); fields != null; fields = rows.next()) {
        checkWidth(rows, fields, header.size());
        records.add(fields);
      }
    }
    return records;
  }

  static CsvRows open(Path file, CsvFormat format) {
    return new CsvRows(file, Gzip.open(file, MOST_BYTES), format);
  }

  private static void checkHeader(CsvRows rows, List<String> names, List<ColumnSpec> specs) {
    if (names == null) {
      throw new DataException(rows.place() + ": expected a header line, found an empty file");
    }
    for (int i = 0; i < Math.min(names.size(), specs.size()); i++) {
      if (!names.get(i).equals(specs.get(i).name())) {
        throw new DataException(
            "%s, column %d: expected the column '%s', found %s"
                .formatted(rows.place(), i + 1, specs.get(i).name(), Quote.of(names.get(i))));
      }
    }
    checkWidth(rows, names, specs.size());
  }

  private static void checkWidth(CsvRows rows, List<String> fields, int width) {
    if (fields.size() != width) {
      throw new DataException(
          "%s: expected %d fields, found %d".formatted(rows.place(), width, fields.size()));
    }
  }

  private static void accept(CsvRows rows, List<String> fields, List<ColumnBuilder> builders) {
    checkWidth(rows, fields, builders.size());
    for (int i = 0; i < fields.size(); i++) {
      String found = builders.get(i).accept(fields.get(i));
      if (found != null) {
        ColumnSpec spec = builders.get(i).spec;
        throw new DataException(
            "%s, column %d '%s': expected %s, found %s"
                .formatted(rows.place(), i + 1, spec.name(), spec.kind().meaning(), found));
      }
    }
  }
}
