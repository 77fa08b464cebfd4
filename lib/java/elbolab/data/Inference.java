package elbolab.data;

import java.time.temporal.ChronoField;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a column probably holds, told from its texts alone. Each rule asks for a fact that holds for
 * every value, and {@code why} states it.
 *
 * @param spec what the column is to be read as
 * @param why the fact that decided
 * @param reading from a text of the file to the one that is read, such as 1,5 to 1.5
 * @param commas whether the numbers have decimal commas
 */
record Inference(ColumnSpec spec, String why, UnaryOperator<String> reading, boolean commas) {
  /** Texts that stand for a missing value, whatever their case. */
  static final Set<String> MISSING = Set.of("", "?", "na", "n/a", "nan", "null");

  /** A number with fewer different values is taken for a category. */
  private static final int FEW = 10;

  /** A text with more different values is no category but a name or a remark. */
  private static final int MOST_CATEGORIES = 100;

  /** From this share of numbers on, the other texts of a column are taken for mistakes. */
  private static final double NEARLY_ALL = 0.9;

  private static final int ENOUGH_ROWS = 20;

  /** A number with a currency, a percent sign, or signs between its thousands. */
  private static final Pattern ADORNED_NUMBER =
      Pattern.compile("[$€£]? ?[+-]?[0-9]{1,3}([,.' ]?[0-9]{3})*([.,][0-9]+)? ?[$€£%]?");

  /** One way to write dates; the first that fits every value is taken. */
  private static final List<String> DATES =
      List.of(
          "uuuu-MM-dd",
          "uuuu-MM-dd HH:mm:ss",
          "uuuu-MM-dd'T'HH:mm:ss",
          "uuuu-MM-dd HH:mm",
          "uuuu-MM-dd'T'HH:mm",
          "uuuu-MM-dd HH:mm:ss.SSS",
          "uuuu-MM-dd'T'HH:mm:ss.SSS",
          "uuuu-MM-dd HH:mm:ss.SSSSSS",
          "uuuu-MM-dd'T'HH:mm:ss.SSSSSS",
          "uuuu-MM-dd'T'HH:mm:ssXXX",
          "uuuu-MM-dd'T'HH:mm:ss.SSSXXX",
          "uuuu-MM-dd HH:mm:ssXXX",
          "uuuu-MM-dd'T'HH:mmXXX",
          "uuuu/M/d",
          "uuuu/M/d H:mm",
          "uuuu/M/d H:mm:ss",
          "M/d/uuuu",
          "d/M/uuuu",
          "d.M.uuuu",
          "d-M-uuuu",
          "M/d/uuuu H:mm",
          "d/M/uuuu H:mm",
          "d.M.uuuu H:mm",
          "M/d/uuuu H:mm:ss",
          "d/M/uuuu H:mm:ss",
          "d.M.uuuu H:mm:ss");

  static boolean isMissing(String text) {
    return text.length() <= 4 && MISSING.contains(text.toLowerCase(Locale.ROOT));
  }

  /**
   * The inference for a column.
   *
   * @param commaDecimals whether 1,5 may be a number: not where commas separate fields
   */
  static Inference of(String name, List<String> cells, boolean commaDecimals) {
    Map<String, Integer> counts = new HashMap<>();
    int present = 0;
    for (String cell : cells) {
      if (!isMissing(cell)) {
        present++;
        counts.merge(cell, 1, Integer::sum);
      }
    }
    Set<String> texts = counts.keySet();
    if (present == 0) {
      return asTheyStand(ColumnSpec.text(name), "no value at all");
    }
    if (texts.stream().allMatch(Numbers::isNumber)) {
      return ofNumbers(name, texts, present, UnaryOperator.identity(), false);
    }
    if (commaDecimals && texts.stream().allMatch(Inference::isCommaNumber)) {
      return ofNumbers(name, texts, present, t -> t.replace(',', '.'), true);
    }
    return ofTexts(name, counts, present);
  }

  /** What a reader declares is not told from the texts. */
  static Inference declared(ColumnSpec spec) {
    return asTheyStand(spec, Table.DECLARED);
  }

  /**
   * The same texts taken for what a reader says that they are; {@link Column#as} does the rest of
   * it, from dates to days and from categories to two.
   */
  Inference as(ColumnKind kind) {
    String name = spec.name();
    boolean days = spec.kind() == ColumnKind.DATE && kind.isNumber();
    if (days || spec.kind() == kind) {
      return new Inference(spec, Table.DECLARED, reading, commas);
    }
    ColumnSpec other =
        switch (kind) {
          case REAL -> ColumnSpec.real(name);
          case NON_NEGATIVE -> ColumnSpec.nonNegative(name);
          case COUNT -> ColumnSpec.count(name);
          case CATEGORICAL, BINARY -> ColumnSpec.category(name);
          case TEXT -> ColumnSpec.text(name);
          case DATE ->
              throw new DataException(
                  "column '%s' as date: none of the known ways to write dates fits all its values"
                      .formatted(name));
        };
    return new Inference(other, Table.DECLARED, reading, commas);
  }

  private static boolean isCommaNumber(String text) {
    return text.indexOf('.') < 0 && Numbers.isNumber(text.replace(',', '.'));
  }

  private static Inference ofNumbers(
      String name, Set<String> texts, int present, UnaryOperator<String> reading, boolean commas) {
    String remark = commas ? ", with decimal commas" : "";
    if (texts.stream().anyMatch(Inference::isCode)) {
      return ofCategories(name, texts, present, "codes with leading zeros");
    }
    Set<Double> values =
        texts.stream()
            .map(reading)
            .map(text -> Double.parseDouble(text) + 0.0)
            .collect(Collectors.toSet());
    int distinct = values.size();
    if (distinct > 1 && distinct < FEW && present >= 2 * distinct) {
      String why = distinct + " different numbers" + remark;
      UnaryOperator<String> shortest =
          text -> Numbers.shortest(Double.parseDouble(reading.apply(text)) + 0.0);
      if (distinct == 2) {
        List<Double> two = values.stream().sorted().toList();
        String zero = Numbers.shortest(two.get(0));
        return new Inference(
            ColumnSpec.binary(name, zero, Numbers.shortest(two.get(1))), why, shortest, commas);
      }
      return new Inference(ColumnSpec.category(name), why, shortest, commas);
    }
    boolean whole = values.stream().allMatch(ColumnKind.COUNT::admits);
    if (whole && present >= ENOUGH_ROWS && isIdentifier(name, values, present)) {
      return asTheyStand(ColumnSpec.text(name), "whole numbers that tell rows apart");
    }
    if (distinct == 1) {
      return new Inference(
          ColumnSpec.real(name), "always the same number" + remark, reading, commas);
    }
    if (values.stream().anyMatch(value -> value < 0)) {
      return new Inference(
          ColumnSpec.real(name), "numbers, some below 0" + remark, reading, commas);
    }
    return whole
        ? new Inference(ColumnSpec.count(name), "whole numbers of 0 or more", reading, commas)
        : new Inference(
            ColumnSpec.nonNegative(name), "numbers of 0 or more" + remark, reading, commas);
  }

  private static boolean isCode(String text) {
    return text.length() > 1 && text.charAt(0) == '0' && Character.isDigit(text.charAt(1));
  }

  /** Whether whole numbers count the rows, or hardly ever repeat under a name that says so. */
  private static boolean isIdentifier(String name, Set<Double> values, int present) {
    double least = values.stream().min(Comparator.naturalOrder()).orElseThrow();
    double greatest = values.stream().max(Comparator.naturalOrder()).orElseThrow();
    boolean counts = values.size() == present && least <= 1 && greatest - least == present - 1;
    String lower = name.toLowerCase(Locale.ROOT);
    boolean named = lower.matches("(.*[^a-z])?(id|index|key|nr|no|number)");
    return counts || (named && values.size() >= NEARLY_ALL * present);
  }

  private static Inference ofTexts(String name, Map<String, Integer> counts, int present) {
    Set<String> texts = counts.keySet();
    for (String pattern : DATES) {
      if (areDates(texts, pattern)) {
        String other = pattern.replace("M/d", "d/M");
        boolean either = !other.equals(pattern) && areDates(texts, other);
        String remark = either ? "; " + other + " would fit too" : inUtc(texts, pattern);
        String why = "dates written " + pattern + remark;
        return asTheyStand(ColumnSpec.date(name, pattern), why);
      }
    }
    Set<String> numbers = texts.stream().filter(Numbers::isNumber).collect(Collectors.toSet());
    int share = numbers.stream().mapToInt(counts::get).sum();
    if (numbers.size() >= FEW && share >= NEARLY_ALL * present) {
      String why = "%,d of %,d values are numbers".formatted(share, present);
      return asTheyStand(ColumnSpec.real(name), why);
    }
    return ofCategories(name, texts, present, "%,d different texts".formatted(texts.size()));
  }

  private static String inUtc(Set<String> texts, String pattern) {
    var formatter = ColumnSpec.date("", pattern).formatter();
    long offsets =
        pattern.endsWith("XXX")
            ? texts.stream()
                .map(text -> ColumnBuilder.moment(formatter, text).get(ChronoField.OFFSET_SECONDS))
                .distinct()
                .count()
            : 1;
    return offsets > 1 ? "; their offsets change, so in UTC" : "";
  }

  private static boolean areDates(Set<String> texts, String pattern) {
    var formatter = ColumnSpec.date("", pattern).formatter();
    return texts.stream().allMatch(text -> ColumnBuilder.moment(formatter, text) != null);
  }

  private static Inference ofCategories(String name, Set<String> texts, int present, String why) {
    int distinct = texts.size();
    if (distinct == 2) {
      List<String> two = texts.stream().sorted().toList();
      return asTheyStand(ColumnSpec.binary(name, two.get(0), two.get(1)), why);
    }
    if (distinct < FEW || (distinct <= MOST_CATEGORIES && present >= 2 * distinct)) {
      return asTheyStand(ColumnSpec.category(name), why);
    }
    String example = texts.stream().sorted().findFirst().orElseThrow();
    boolean adorned = texts.stream().allMatch(text -> ADORNED_NUMBER.matcher(text).matches());
    return asTheyStand(
        ColumnSpec.text(name),
        adorned
            ? "numbers with signs, such as " + Quote.of(example) + ": write plain ones"
            : "%s in %,d rows: names or remarks".formatted(why, present));
  }

  private static Inference asTheyStand(ColumnSpec spec, String why) {
    return new Inference(spec, why, UnaryOperator.identity(), false);
  }
}
