package elbolab.data;

import java.util.Optional;

/** A column that no model can use. */
public record LeftOut(String column, String why) {
  /** Why no model can use this column, whatever its name; empty if one can. */
  public static Optional<LeftOut> of(Column column) {
    String why = null;
    if (column.missing() == column.size()) {
      why = "no value in the training rows";
    } else if (column.kind() == ColumnKind.DATE) {
      why = "a date; declared as real it is a number of days";
    } else if (column.kind() == ColumnKind.TEXT) {
      why = "text that is no category";
    }
    return Optional.ofNullable(why).map(reason -> new LeftOut(column.name(), reason));
  }
}
