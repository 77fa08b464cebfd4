package elbolab.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Gathers the fields of one column as they are read. */
abstract sealed class ColumnBuilder {
  final ColumnSpec spec;

  private ColumnBuilder(ColumnSpec spec) {
    this.spec = spec;
  }

  static ColumnBuilder of(ColumnSpec spec) {
    return switch (spec.kind()) {
      case REAL, NON_NEGATIVE, COUNT -> new OfNumbers(spec);
      case CATEGORICAL, BINARY -> new OfCategories(spec);
      case DATE -> new OfDates(spec);
      case TEXT -> new OfTexts(spec);
    };
  }

  /** Takes a field; returns null, or what was found instead of what the column declares. */
  final String accept(String field) {
    if (spec.missing().contains(field)) {
      addMissing();
      return null;
    }
    return add(field);
  }

  abstract String add(String field);

  abstract void addMissing();

  abstract Column build();

  private static final class OfNumbers extends ColumnBuilder {
    private final DoubleStream.Builder values = DoubleStream.builder();

    OfNumbers(ColumnSpec spec) {
      super(spec);
    }

    @Override
    String add(String field) {
      String text = field.strip();
      String problem = Numbers.problem(text);
      if (problem != null) {
        return problem;
      }
      double value = Double.parseDouble(text);
      if (!spec.kind().admits(value)) {
        return Quote.of(text);
      }
      values.add(value);
      return null;
    }

    @Override
    void addMissing() {
      values.add(Double.NaN);
    }

    @Override
    Column build() {
      return new NumberColumn(spec.name(), spec.kind(), values.build().toArray());
    }
  }

  private static final class OfCategories extends ColumnBuilder {
    private final Map<String, Integer> codeOf = new LinkedHashMap<>();
    private final boolean declared;
    private final IntStream.Builder codes = IntStream.builder();

    OfCategories(ColumnSpec spec) {
      super(spec);
      declared = !spec.levels().isEmpty();
      spec.levels().forEach(level -> codeOf.put(level, codeOf.size()));
    }

    @Override
    String add(String field) {
      Integer code = codeOf.get(field);
      if (code == null) {
        if (declared) {
          return Quote.of(field) + " (known: " + String.join(", ", spec.levels()) + ")";
        }
        if (field.isEmpty()) {
          return "nothing";
        }
        code = codeOf.size();
        codeOf.put(field, code);
      }
      codes.add(code);
      return null;
    }

    @Override
    void addMissing() {
      codes.add(CategoryColumn.MISSING);
    }

    @Override
    Column build() {
      List<String> found = List.copyOf(codeOf.keySet());
      List<String> levels = declared ? found : sorted(found);
      Map<String, Integer> rank = new HashMap<>();
      levels.forEach(level -> rank.put(level, rank.size()));
      int[] ranked =
          codes.build().map(code -> code < 0 ? code : rank.get(found.get(code))).toArray();
      return new CategoryColumn(spec.name(), spec.kind(), levels, ranked);
    }
  }

  /** Numbers by their value, texts by their letters. */
  static List<String> sorted(List<String> levels) {
    boolean numbers = levels.stream().allMatch(level -> Numbers.problem(level) == null);
    return levels.stream()
        .sorted(
            numbers
                ? Comparator.comparingDouble(Double::parseDouble)
                    .thenComparing(Comparator.<String>naturalOrder())
                : Comparator.naturalOrder())
        .toList();
  }

  /** The date or moment that a text says, with its offset from UTC if it has one, else null. */
  static TemporalAccessor moment(DateTimeFormatter formatter, String text) {
    try {
      TemporalAccessor read = formatter.parse(text);
      if (read.isSupported(ChronoField.OFFSET_SECONDS)) {
        return OffsetDateTime.from(read);
      }
      return read.isSupported(ChronoField.SECOND_OF_DAY)
          ? LocalDateTime.from(read)
          : LocalDate.from(read);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static final class OfDates extends ColumnBuilder {
    private final DateTimeFormatter formatter;
    private final List<TemporalAccessor> values = new ArrayList<>();

    OfDates(ColumnSpec spec) {
      super(spec);
      formatter = spec.formatter();
    }

    @Override
    String add(String field) {
      TemporalAccessor moment = moment(formatter, field);
      if (moment == null) {
        return Quote.of(field) + " (not of the form " + spec.pattern() + ")";
      }
      values.add(moment);
      return null;
    }

    @Override
    void addMissing() {
      values.add(null);
    }

    /** Moments with one offset from UTC keep their clock; with several they become those of UTC. */
    @Override
    Column build() {
      long offsets =
          values.stream()
              .filter(OffsetDateTime.class::isInstance)
              .map(moment -> ((OffsetDateTime) moment).getOffset())
              .distinct()
              .count();
      LocalDateTime[] moments = new LocalDateTime[values.size()];
      for (int row = 0; row < moments.length; row++) {
        TemporalAccessor value = values.get(row);
        if (value instanceof OffsetDateTime moment) {
          moments[row] =
              (offsets > 1 ? moment.withOffsetSameInstant(ZoneOffset.UTC) : moment)
                  .toLocalDateTime();
        } else if (value instanceof LocalDate day) {
          moments[row] = day.atStartOfDay();
        } else {
          moments[row] = (LocalDateTime) value;
        }
      }
      return new DateColumn(spec.name(), moments);
    }
  }

  private static final class OfTexts extends ColumnBuilder {
    private final List<String> values = new ArrayList<>();

    OfTexts(ColumnSpec spec) {
      super(spec);
    }

    @Override
    String add(String field) {
      values.add(field);
      return null;
    }

    @Override
    void addMissing() {
      values.add(null);
    }

    @Override
    Column build() {
      return new TextColumn(spec.name(), values.toArray(String[]::new));
    }
  }
}
