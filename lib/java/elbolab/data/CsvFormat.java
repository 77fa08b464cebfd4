package elbolab.data;

/**
 * How a text table is written: the byte between fields, and whether the first line names the
 * columns. Fields may be quoted with {@code "} as in RFC 4180; text is UTF-8.
 */
public record CsvFormat(char separator, boolean header) {
  public static final CsvFormat COMMA = new CsvFormat(',', true);
  public static final CsvFormat SEMICOLON = new CsvFormat(';', true);
  public static final CsvFormat TAB = new CsvFormat('\t', true);

  public CsvFormat {
    if (separator != ',' && separator != ';' && separator != '\t') {
      throw new DataException(
          "Separator " + Quote.of("" + separator) + ": a comma, a semicolon or a tab is possible");
    }
  }

  public CsvFormat withoutHeader() {
    return new CsvFormat(separator, false);
  }
}
