package elbolab.tensor;

import elbolab.math.FloatMath;
import elbolab.math.Reductions;
import elbolab.math.Unary;
import elbolab.math.Workers;

/**
 * Reductions and softmax over the middle axis of [outer, count, inner]. The order of every sum is
 * the same on every machine.
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
    if (inner == 1) y[to] = Reductions.sum(count, x, at);
    else Reductions.sumColumns(count, inner, x, at, inner, y, to);
  }

  private static void max(float[] x, int at, float[] y, int to, int count, int inner) {
    if (inner == 1) y[to] = Reductions.max(count, x, at);
    else Reductions.maxColumns(count, inner, x, at, inner, y, to);
  }

  private static void logSumExp(float[] x, int at, float[] y, int to, int count, int inner) {
    if (inner == 1) {
      y[to] = Reductions.logSumExp(count, x, at);
      return;
    }
    max(x, at, y, to, count, inner);
    float[] shifted = ThreadArrays.of(0, count * inner);
    float[] sums = ThreadArrays.of(1, inner);
    subtract(x, at, y, to, shifted, 0, count, inner);
    Unary.EXP.apply(count * inner, shifted, 0, shifted, 0);
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

  /** The sum first: NaN and infinity do not vanish in it, though a huge sum may be infinite. */
  static boolean isFinite(float[] x, int count) {
    if (Float.isFinite(Reductions.sum(count, x, 0))) return true;
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(x[i])) return false;
    }
    return true;
  }

  static void softmax(boolean log, float[] x, float[] y, int outer, int count, int inner) {
    int size = count * inner;
    each(
        outer,
        size,
        i -> {
          if (inner == 1) {
            if (log) Reductions.logSoftmax(size, x, i * size, y, i * size);
            else Reductions.softmax(size, x, i * size, y, i * size);
            return;
          }
          if (log) {
            float[] total = new float[inner];
            logSumExp(x, i * size, total, 0, count, inner);
            subtract(x, i * size, total, 0, y, i * size, count, inner);
            return;
          }
          float[] row = ThreadArrays.of(1, inner);
          max(x, i * size, row, 0, count, inner);
          subtract(x, i * size, row, 0, y, i * size, count, inner);
          Unary.EXP.apply(size, y, i * size, y, i * size);
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
          float[] terms = ThreadArrays.of(0, size);
          float[] sums = ThreadArrays.of(1, inner);
          if (log) {
            sum(dy, at, sums, 0, count, inner);
            Unary.EXP.apply(size, y, at, terms, 0);
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
