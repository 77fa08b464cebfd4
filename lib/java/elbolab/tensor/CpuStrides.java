package elbolab.tensor;

import elbolab.math.Workers;

/** Loops over strided arrays of floats, row by row; long ones are shared among the workers. */
final class CpuStrides {
  private static final int SHARED = 1 << 15;
  private static final int ROWS = 64;
  private static final int SHORT = 32;

  interface Row {
    /** A row that begins at `first` and `second`, its number, and how long it is. */
    void at(int first, int second, int row, int count);
  }

  private CpuStrides() {}

  static void rows(Strides w, Row row) {
    int rows = w.size(0) * w.size(1) * w.size(2);
    if (rows <= ROWS || rows * (long) w.size(3) < SHARED) {
      rows(w, 0, rows, row);
    } else {
      int blocks = (rows + ROWS - 1) / ROWS;
      Workers.run(blocks, b -> rows(w, b * ROWS, Math.min(rows, (b + 1) * ROWS), row));
    }
  }

  private static void rows(Strides w, int from, int to, Row row) {
    if (from >= to) return;
    int k = from % w.size(2);
    int j = from / w.size(2) % w.size(1);
    int i = from / w.size(2) / w.size(1);
    for (int r = from; r < to; r++) {
      int first = w.firstOffset() + i * w.firstStride(0) + j * w.firstStride(1);
      int second = w.secondOffset() + i * w.secondStride(0) + j * w.secondStride(1);
      row.at(first + k * w.firstStride(2), second + k * w.secondStride(2), r, w.size(3));
      if (++k == w.size(2)) {
        k = 0;
        if (++j == w.size(1)) {
          j = 0;
          i++;
        }
      }
    }
  }

  static void copy(float[] from, float[] to, Strides w, boolean add) {
    int s = w.firstStride(3);
    int t = w.secondStride(3);
    boolean few = w.size(3) < SHORT && w.size(2) * w.size(3) < SHARED;
    if (few && w.size(0) * w.size(1) == 1) {
      copyShort(from, to, w, add);
    } else if (add) {
      rows(w, (source, target, row, count) -> addRow(from, source, s, to, target, t, count));
    } else if (s == 1 && t == 1) {
      rows(w, (source, target, row, count) -> System.arraycopy(from, source, to, target, count));
    } else {
      rows(w, (source, target, row, count) -> copyRow(from, source, s, to, target, t, count));
    }
  }

  /** Rows of a few numbers, for which a call each would take longer than the copy. */
  private static void copyShort(float[] from, float[] to, Strides w, boolean add) {
    int s = w.firstStride(3);
    int t = w.secondStride(3);
    int count = w.size(3);
    for (int r = 0; r < w.size(2); r++) {
      int source = w.firstOffset() + r * w.firstStride(2);
      int target = w.secondOffset() + r * w.secondStride(2);
      if (add) {
        for (int i = 0; i < count; i++) to[target + i * t] += from[source + i * s];
      } else {
        for (int i = 0; i < count; i++) to[target + i * t] = from[source + i * s];
      }
    }
  }

  private static void copyRow(
      float[] from, int source, int s, float[] to, int target, int t, int count) {
    for (int i = 0; i < count; i++) to[target + i * t] = from[source + i * s];
  }

  private static void addRow(
      float[] from, int source, int s, float[] to, int target, int t, int count) {
    for (int i = 0; i < count; i++) to[target + i * t] += from[source + i * s];
  }
}
