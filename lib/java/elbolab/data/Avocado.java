package elbolab.data;

import static elbolab.data.ColumnSpec.binary;
import static elbolab.data.ColumnSpec.category;
import static elbolab.data.ColumnSpec.count;
import static elbolab.data.ColumnSpec.date;
import static elbolab.data.ColumnSpec.nonNegative;

import java.nio.file.Path;
import java.util.List;

/**
 * Avocado prices (Hass Avocado Board): weekly sales by region, mixed types, heavy tails. Some of
 * the 54 regions are totals of others.
 */
public final class Avocado {
  static final String PATH = "avocado/avocado.csv";
  private static final int ROWS = 18_249;
  private static final List<ColumnSpec> COLUMNS =
      List.of(
          count("index"),
          date("Date", "M/d/uuuu"),
          nonNegative("AveragePrice"),
          nonNegative("Total Volume"),
          nonNegative("PLU_4046"),
          nonNegative("PLU_4225"),
          nonNegative("PLU_4770"),
          nonNegative("Total Bags"),
          nonNegative("Small Bags"),
          nonNegative("Large Bags"),
          nonNegative("XLarge Bags"),
          binary("type", "conventional", "organic"),
          category("year", "2015", "2016", "2017", "2018"),
          category("region"));

  private Avocado() {}

  /** Without the column "index", which only numbers the rows of a part of the file. */
  public static Table load(DataFolder folder) {
    Path file = folder.file(PATH);
    Table table =
        new Table("avocado", Csv.read(file, CsvFormat.COMMA, COLUMNS), List.of("AveragePrice"));
    table.requireRows(ROWS, file);
    return table.without("index");
  }
}
