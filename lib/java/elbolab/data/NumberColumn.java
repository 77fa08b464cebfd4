package elbolab.data;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/** Numbers; NaN stands for a missing one and for nothing else. */
public record NumberColumn(String name, ColumnKind kind, double[] values) implements Column {
  public NumberColumn {
    if (!kind.isNumber()) {
      throw new DataException("Column '" + name + "': " + kind + " is not a kind of number");
    }
    for (int row = 0; row < values.length; row++) {
      if (!Double.isNaN(values[row]) && !kind.admits(values[row])) {
        throw new DataException(
            "Column '%s', row %d: expected %s, found %s"
                .formatted(name, row, kind.meaning(), values[row]));
      }
    }
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public boolean isMissing(int row) {
    return Double.isNaN(values[row]);
  }

  @Override
  public String text(int row) {
    return isMissing(row) ? "" : Numbers.shortest(values[row]);
  }

  @Override
  public int different() {
    return (int) present().distinct().count();
  }

  @Override
  public String range() {
    DoubleSummaryStatistics all = present().summaryStatistics();
    return all.getCount() == 0
        ? ""
        : Numbers.brief(all.getMin()) + " to " + Numbers.brief(all.getMax());
  }

  private DoubleStream present() {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value));
  }

  /** Whether all values that are there are the same. */
  public boolean isConstant() {
    return present().distinct().count() <= 1;
  }

  @Override
  public NumberColumn filledFrom(Column other) {
    double[] others = other.asNumbers().values();
    double[] filled = new double[values.length];
    boolean admitted = true;
    for (int row = 0; row < filled.length; row++) {
      filled[row] = isMissing(row) ? others[row] : values[row];
      admitted &= Double.isNaN(filled[row]) || kind.admits(filled[row]);
    }
    return new NumberColumn(name, admitted ? kind : ColumnKind.REAL, filled);
  }

  @Override
  public NumberColumn select(int[] rows) {
    return new NumberColumn(
        name, kind, Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
  }
}
