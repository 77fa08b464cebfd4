package elbolab.data;

import java.time.LocalDateTime;
import java.time.LocalTime;

/** Dates or moments without a time zone; null for a missing one. */
public record DateColumn(String name, LocalDateTime[] values) implements Column {
  @Override
  public ColumnKind kind() {
    return ColumnKind.DATE;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public boolean isMissing(int row) {
    return values[row] == null;
  }

  @Override
  public String text(int row) {
    if (isMissing(row)) {
      return "";
    }
    boolean day = values[row].toLocalTime().equals(LocalTime.MIDNIGHT);
    return day ? values[row].toLocalDate().toString() : values[row].toString();
  }

  @Override
  public DateColumn select(int[] rows) {
    LocalDateTime[] chosen = new LocalDateTime[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = values[rows[i]];
    }
    return new DateColumn(name, chosen);
  }
}
