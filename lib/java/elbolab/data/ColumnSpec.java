package elbolab.data;

import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a column of a text table is declared to hold. Nothing is guessed: a whole-number column that
 * is declared {@code real} is real.
 *
 * @param levels the categories in the order of their codes; when empty they are those found, sorted
 * @param missing texts that stand for a missing value; others are an error
 * @param pattern how dates are written, for {@link ColumnKind#DATE} alone
 */
public record ColumnSpec(
    String name, ColumnKind kind, List<String> levels, Set<String> missing, String pattern) {
  public ColumnSpec {
    levels = List.copyOf(levels);
    missing = Set.copyOf(missing);
    if ((kind == ColumnKind.DATE) == pattern.isEmpty()) {
      throw new DataException("Column '" + name + "': a date, and only a date, has a pattern");
    }
    if (kind == ColumnKind.BINARY && levels.size() != 2) {
      throw new DataException("Binary column '" + name + "' needs two levels, has " + levels);
    }
  }

  private static ColumnSpec of(String name, ColumnKind kind, List<String> levels) {
    return new ColumnSpec(name, kind, levels, Set.of(), "");
  }

  public static ColumnSpec real(String name) {
    return of(name, ColumnKind.REAL, List.of());
  }

  public static ColumnSpec nonNegative(String name) {
    return of(name, ColumnKind.NON_NEGATIVE, List.of());
  }

  public static ColumnSpec count(String name) {
    return of(name, ColumnKind.COUNT, List.of());
  }

  /** Categories in the order of their codes; without levels, those found in the file, sorted. */
  public static ColumnSpec category(String name, String... levels) {
    return of(name, ColumnKind.CATEGORICAL, List.of(levels));
  }

  /** Two values; {@code one} gets code 1. */
  public static ColumnSpec binary(String name, String zero, String one) {
    return of(name, ColumnKind.BINARY, List.of(zero, one));
  }

  /** A date ("M/d/uuuu") or a moment ("uuuu-MM-dd HH:mm:ss"), in the pattern's own language. */
  public static ColumnSpec date(String name, String pattern) {
    return new ColumnSpec(name, ColumnKind.DATE, List.of(), Set.of(), pattern);
  }

  /** Text that is kept but not modelled. */
  public static ColumnSpec text(String name) {
    return of(name, ColumnKind.TEXT, List.of());
  }

  /** How the dates of this column are read. */
  DateTimeFormatter formatter() {
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw new DataException("Column '" + name + "': no date pattern: '" + pattern + "'", e);
    }
  }

  public ColumnSpec withMissing(String... texts) {
    return new ColumnSpec(name, kind, levels, Set.of(texts), pattern);
  }
}
