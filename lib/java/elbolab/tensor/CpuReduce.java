package elbolab.tensor;

import elbolab.math.FloatMath;
import elbolab.math.UnaryMap;
import elbolab.math.Workers;
import java.util.Arrays;

/**
 * Reductions and softmax over the middle axis of [outer, count, inner]. Rows (inner = 1) are summed
 * in eight interleaved parts, columns one after the other, in the same order on every machine.
 */
final class CpuReduce {
  private static final int SHARED = 1 << 15;

  private CpuReduce() {}

  interface Slab {
    void run(int outer);
  }

  /** Runs over the outer axis, shared among the workers when there is enough to do. */
  static void each(int outer, int size, Slab slab) {
    if (outer < 2 || outer * (long) size < SHARED) {
      for (int i = 0; i < outer; i++) slab.run(i);
      return;
    }
    int perBlock = Math.max(1, CpuElementwise.BLOCK / Math.max(size, 1));
    Workers.run(
        (outer + perBlock - 1) / perBlock,
        b -> {
          for (int i = b * perBlock; i < Math.min(outer, (b + 1) * perBlock); i++) slab.run(i);
        });
  }

  static void reduce(Reduction f, float[] x, float[] y, int outer, int count, int inner) {
    each(
        outer,
        count * inner,
        i -> {
          int at = i * count * inner;
          switch (f) {
            case SUM -> sum(x, at, y, i * inner, count, inner);
            case MAX -> max(x, at, y, i * inner, count, inner);
            case LOG_SUM_EXP -> logSumExp(x, at, y, i * inner, count, inner);
          }
        });
  }

  static void sum(float[] x, int at, float[] y, int to, int count, int inner) {
    if (inner == 1) {
      y[to] = sum(x, at, count);
      return;
    }
    Arrays.fill(y, to, to + inner, 0);
    for (int c = 0; c < count; c++, at += inner) {
      for (int j = 0; j < inner; j++) y[to + j] += x[at + j];
    }
  }

  static float sum(float[] x, int at, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int end = at + count;
    int i = at;
    for (; i + 8 <= end; i += 8) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
      e += x[i + 4];
      f += x[i + 5];
      g += x[i + 6];
      h += x[i + 7];
    }
    float rest = 0;
    for (; i < end; i++) rest += x[i];
    return ((a + b) + (c + d)) + ((e + f) + (g + h)) + rest;
  }

  private static void max(float[] x, int at, float[] y, int to, int count, int inner) {
    Arrays.fill(y, to, to + inner, Float.NEGATIVE_INFINITY);
    for (int c = 0; c < count; c++, at += inner) {
      for (int j = 0; j < inner; j++) y[to + j] = Math.max(y[to + j], x[at + j]);
    }
  }

  private static void logSumExp(float[] x, int at, float[] y, int to, int count, int inner) {
    max(x, at, y, to, count, inner);
    float[] shifted = CpuScratch.of(0, count * inner);
    float[] sums = CpuScratch.of(1, inner);
    subtract(x, at, y, to, shifted, 0, count, inner);
    UnaryMap.EXP.apply(count * inner, shifted, 0, shifted, 0);
    sum(shifted, 0, sums, 0, count, inner);
    for (int j = 0; j < inner; j++) {
      if (!Float.isInfinite(y[to + j])) y[to + j] += FloatMath.log(sums[j]);
    }
  }

  /** y = x − row, for each row of a slab. */
  private static void subtract(
      float[] x, int at, float[] row, int rowAt, float[] y, int to, int count, int inner) {
    for (int c = 0; c < count; c++) {
      for (int j = 0; j < inner; j++) {
        y[to + c * inner + j] = x[at + c * inner + j] - row[rowAt + j];
      }
    }
  }

  static void softmax(boolean log, float[] x, float[] y, int outer, int count, int inner) {
    int size = count * inner;
    each(
        outer,
        size,
        i -> {
          if (log) {
            float[] total = new float[inner];
            logSumExp(x, i * size, total, 0, count, inner);
            subtract(x, i * size, total, 0, y, i * size, count, inner);
            return;
          }
          float[] row = CpuScratch.of(1, inner);
          max(x, i * size, row, 0, count, inner);
          subtract(x, i * size, row, 0, y, i * size, count, inner);
          UnaryMap.EXP.apply(size, y, i * size, y, i * size);
          sum(y, i * size, row, 0, count, inner);
          for (int j = 0; j < inner; j++) row[j] = 1 / row[j];
          for (int c = 0; c < count; c++) {
            for (int j = 0; j < inner; j++) y[i * size + c * inner + j] *= row[j];
          }
        });
  }

  static void softmaxGradient(
      boolean log, float[] y, float[] dy, float[] dx, int outer, int count, int inner) {
    int size = count * inner;
    each(
        outer,
        size,
        i -> {
          int at = i * size;
          float[] terms = CpuScratch.of(0, size);
          float[] sums = CpuScratch.of(1, inner);
          if (log) {
            sum(dy, at, sums, 0, count, inner);
            UnaryMap.EXP.apply(size, y, at, terms, 0);
          } else {
            for (int k = 0; k < size; k++) terms[k] = dy[at + k] * y[at + k];
            sum(terms, 0, sums, 0, count, inner);
          }
          for (int c = 0; c < count; c++) {
            for (int j = 0; j < inner; j++) {
              int k = c * inner + j;
              dx[at + k] =
                  log ? dy[at + k] - terms[k] * sums[j] : y[at + k] * (dy[at + k] - sums[j]);
            }
          }
        });
  }
}
