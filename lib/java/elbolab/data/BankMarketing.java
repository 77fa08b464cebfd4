package elbolab.data;

import static elbolab.data.ColumnSpec.binary;
import static elbolab.data.ColumnSpec.category;
import static elbolab.data.ColumnSpec.count;
import static elbolab.data.ColumnSpec.nonNegative;
import static elbolab.data.ColumnSpec.real;

import java.nio.file.Path;
import java.util.List;

/**
 * Bank marketing (Moro, Cortez and Rita 2014): calls of a campaign, mixed types, whether the client
 * subscribed. The duration is known only after the call, so it foretells the target unfairly; 999
 * days in {@code pdays} means that the client was not contacted before.
 */
public final class BankMarketing {
  static final String PATH = "bank_marketing/bank-additional-full.csv";
  private static final int ROWS = 41_188;
  private static final int SUBSCRIBED = 4_640;

  /** What the text "unknown" in six of the columns stands for. */
  public enum Unknown {
    /** A missing value. */
    MISSING,
    /** A category of its own, as many papers take it. */
    CATEGORY
  }

  private BankMarketing() {}

  public static Table load(DataFolder folder, Unknown unknown) {
    Path file = folder.file(PATH);
    Table table =
        new Table(
            "bank_marketing",
            Csv.read(file, CsvFormat.SEMICOLON, schema(unknown).columns()),
            List.of("y"));
    table.requireRows(ROWS, file);
    int subscribed = table.categories("y").count("yes");
    if (subscribed != SUBSCRIBED) {
      throw new DataException(
          "%s: expected %d rows with y = yes, found %d".formatted(file, SUBSCRIBED, subscribed));
    }
    return table;
  }

  static Schema schema(Unknown unknown) {
    Schema schema =
        new Schema(
            List.of(
                count("age"),
                category("job"),
                category("marital"),
                category("education"),
                category("default"),
                category("housing"),
                category("loan"),
                category("contact", "cellular", "telephone"),
                category(
                    "month", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
                    "nov", "dec"),
                category("day_of_week", "mon", "tue", "wed", "thu", "fri"),
                count("duration"),
                count("campaign"),
                count("pdays"),
                count("previous"),
                category("poutcome", "nonexistent", "failure", "success"),
                real("emp.var.rate"),
                nonNegative("cons.price.idx"),
                real("cons.conf.idx"),
                real("euribor3m"),
                nonNegative("nr.employed"),
                binary("y", "no", "yes")));
    return switch (unknown) {
      case CATEGORY -> schema;
      case MISSING ->
          schema.but(
              category("job").withMissing("unknown"),
              category("marital").withMissing("unknown"),
              category("education").withMissing("unknown"),
              binary("default", "no", "yes").withMissing("unknown"),
              binary("housing", "no", "yes").withMissing("unknown"),
              binary("loan", "no", "yes").withMissing("unknown"));
    };
  }
}
