package elbolab.show;

import java.util.function.DoubleBinaryOperator;

/**
 * Values on a regular grid over a rectangle: {@code values[row][column]} stands for the middle of
 * its cell; row 0 is the lowest in y, column 0 the leftmost in x.
 */
public record Grid(double[][] values, double xMin, double xMax, double yMin, double yMax) {
  public Grid {
    if (values.length == 0 || values[0].length == 0) {
      throw new IllegalArgumentException("grid without cells");
    }
    for (int row = 0; row < values.length; row++) {
      if (values[row].length != values[0].length) {
        throw new IllegalArgumentException(
            "grid: row %d has %d columns, row 0 has %d"
                .formatted(row, values[row].length, values[0].length));
      }
    }
    if (!(xMin < xMax) || !(yMin < yMax)) {
      throw new IllegalArgumentException(
          "grid over x %s to %s, y %s to %s: the first end must be the smaller"
              .formatted(xMin, xMax, yMin, yMax));
    }
  }

  /** A function of x and y at the middle of {@code cells} by {@code cells} cells. */
  public static Grid of(
      DoubleBinaryOperator f, double xMin, double xMax, double yMin, double yMax, int cells) {
    double[][] values = new double[cells][cells];
    for (int row = 0; row < cells; row++) {
      double y = yMin + (row + 0.5) * (yMax - yMin) / cells;
      for (int column = 0; column < cells; column++) {
        double x = xMin + (column + 0.5) * (xMax - xMin) / cells;
        values[row][column] = f.applyAsDouble(x, y);
      }
    }
    return new Grid(values, xMin, xMax, yMin, yMax);
  }

  int rows() {
    return values.length;
  }

  int columns() {
    return values[0].length;
  }

  /** The x of the left edge of a column; that of the column after the last is {@code xMax}. */
  double edgeX(double column) {
    return xMin + column * (xMax - xMin) / columns();
  }

  /** The y of the lower edge of a row. */
  double edgeY(double row) {
    return yMin + row * (yMax - yMin) / rows();
  }

  /** Where the least value stands, the middle of its cell, and that value: x, y, value. */
  public double[] lowest() {
    double[] lowest = {Double.NaN, Double.NaN, Double.POSITIVE_INFINITY};
    for (int row = 0; row < rows(); row++) {
      for (int column = 0; column < columns(); column++) {
        if (values[row][column] < lowest[2]) {
          lowest = new double[] {edgeX(column + 0.5), edgeY(row + 0.5), values[row][column]};
        }
      }
    }
    return lowest;
  }

  /** The least and the greatest finite value. */
  double[] range() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] row : values) {
      Bounds bounds = Bounds.of(row, row);
      low = Math.min(low, bounds.xMin());
      high = Math.max(high, bounds.xMax());
    }
    return low <= high ? new double[] {low, high} : new double[] {0, 1};
  }

  Bounds bounds() {
    return new Bounds(xMin, xMax, yMin, yMax);
  }
}
