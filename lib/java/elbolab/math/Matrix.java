package elbolab.math;

import static elbolab.math.VectorTiles.STRIDE;

/**
 * A matrix of floats within an array: element (i, j) is at {@code offset + i·rowStep +
 * j·columnStep}. Its numbers are those of the array, not a copy.
 */
public record Matrix(float[] data, int offset, int rows, int columns, int rowStep, int columnStep)
    implements Factor {
  public Matrix {
    boolean empty = rows == 0 || columns == 0;
    long end = empty ? 0 : offset + (rows - 1L) * rowStep + (columns - 1L) * columnStep + 1;
    boolean apart =
        rowStep >= (long) columns * columnStep || columnStep >= (long) rows * rowStep || rows <= 1;
    if (rows < 0 || columns < 0 || offset < 0 || end > data.length || !apart) {
      throw new IllegalArgumentException(
          "matrix of %d×%d at offset %d with steps %d and %d does not fit an array of %d floats"
              .formatted(rows, columns, offset, rowStep, columnStep, data.length));
    }
  }

  /** Rows that follow one another from the array's beginning. */
  public static Matrix of(float[] data, int rows, int columns) {
    return of(data, 0, rows, columns, columns);
  }

  /** Rows that begin {@code stride} apart. */
  public static Matrix of(float[] data, int offset, int rows, int columns, int stride) {
    return new Matrix(data, offset, rows, columns, stride, 1);
  }

  /** The same numbers, rows as columns. */
  public Matrix transposed() {
    return new Matrix(data, offset, columns, rows, columnStep, rowStep);
  }

  int at(int i, int j) {
    return offset + i * rowStep + j * columnStep;
  }

  @Override
  public void write(int p, int depth, int j, int width, float[] to, int at, int step) {
    int from = at(p, j);
    if (columnStep == 1) {
      Factor.copy(depth, width, data, from, rowStep, to, at, step);
      return;
    }
    if (rowStep != 1) {
      writeEach(0, depth, width, from, to, at, step);
    } else {
      int x = 0;
      for (; x + 8 <= width; x += 8) {
        eightColumns(depth, data, from + x * columnStep, columnStep, to, at + x, step);
      }
      writeEach(0, depth, width - x, from + x * columnStep, to, at + x, step);
    }
  }

  /**
   * Writes rows as {@link #write} does, for a strip of rows whose distance the compiler knows:
   * apart from it, since it compiles either well and both together badly.
   */
  void writeStrip(int p, int depth, int j, int width, float[] strip) {
    if (columnStep == 1 || rowStep != 1) {
      write(p, depth, j, width, strip, 0, STRIDE);
      return;
    }
    int from = at(p, j);
    int r = 0;
    for (; r + 8 <= depth; r += 8) {
      eightRows(width, data, from + r, columnStep, strip, r * STRIDE);
    }
    writeEach(r, depth, width, from, strip, 0, STRIDE);
  }

  private void writeEach(int r0, int r1, int width, int from, float[] to, int at, int step) {
    for (int x = 0; x < width; x++) {
      for (int r = r0; r < r1; r++) {
        to[at + r * step + x] = data[from + r * rowStep + x * columnStep];
      }
    }
  }

  /** Rows of a strip, whose distance the compiler knows. */
  private static void eightRows(int width, float[] from, int fo, int fc, float[] to, int at) {
    for (int x = 0; x < width; x++) {
      int f = fo + x * fc;
      to[at + x] = from[f];
      to[at + x + STRIDE] = from[f + 1];
      to[at + x + 2 * STRIDE] = from[f + 2];
      to[at + x + 3 * STRIDE] = from[f + 3];
      to[at + x + 4 * STRIDE] = from[f + 4];
      to[at + x + 5 * STRIDE] = from[f + 5];
      to[at + x + 6 * STRIDE] = from[f + 6];
      to[at + x + 7 * STRIDE] = from[f + 7];
    }
  }

  private static void eightColumns(
      int rows, float[] from, int fo, int fc, float[] to, int at, int step) {
    int f1 = fo + fc;
    int f2 = fo + 2 * fc;
    int f3 = fo + 3 * fc;
    int f4 = fo + 4 * fc;
    int f5 = fo + 5 * fc;
    int f6 = fo + 6 * fc;
    int f7 = fo + 7 * fc;
    for (int r = 0; r < rows; r++) {
      int t = at + r * step;
      to[t] = from[fo + r];
      to[t + 1] = from[f1 + r];
      to[t + 2] = from[f2 + r];
      to[t + 3] = from[f3 + r];
      to[t + 4] = from[f4 + r];
      to[t + 5] = from[f5 + r];
      to[t + 6] = from[f6 + r];
      to[t + 7] = from[f7 + r];
    }
  }
}
