package elbolab.tensor;

import elbolab.math.Reductions;
import elbolab.math.Unary;

/** Cross entropy, picked entries and normalisation on arrays of floats. */
final class CpuRows {
  private CpuRows() {}

  static void crossEntropy(
      float[] logits, int[] labels, int classes, float[] probabilities, float[] loss) {
    CpuReduce.softmax(true, logits, probabilities, labels.length, classes, 1);
    for (int i = 0; i < labels.length; i++) loss[i] = -probabilities[i * classes + labels[i]];
    CpuElementwise.map(Unary.EXP, 0, 0, probabilities, probabilities, labels.length * classes);
  }

  static void crossEntropyGradient(
      float[] probabilities, int[] labels, int classes, float[] dloss, float[] dlogits) {
    for (int i = 0; i < labels.length; i++) {
      int at = i * classes;
      for (int c = 0; c < classes; c++) dlogits[at + c] = dloss[i] * probabilities[at + c];
      dlogits[at + labels[i]] = dloss[i] * (probabilities[at + labels[i]] - 1);
    }
  }

  static void gather(float[] x, int outer, int count, int inner, int[] index, float[] y) {
    int to = 0;
    for (int i = 0; i < outer; i++) {
      for (int k : index) {
        System.arraycopy(x, (i * count + k) * inner, y, to, inner);
        to += inner;
      }
    }
  }

  static void scatterAdd(float[] dy, int outer, int count, int inner, int[] index, float[] dx) {
    int from = 0;
    for (int i = 0; i < outer; i++) {
      for (int k : index) {
        int to = (i * count + k) * inner;
        for (int j = 0; j < inner; j++) dx[to + j] += dy[from + j];
        from += inner;
      }
    }
  }

  /**
   * Each group's numbers in their order are a list that is summed as every list is. What is left of
   * the mean after it has been subtracted is subtracted once more: a mean far greater than the
   * deviation costs no digits.
   */
  static void normalise(
      float[] x,
      int outer,
      int groups,
      int inner,
      double epsilon,
      float[] y,
      float[] mean,
      float[] scale) {
    int n = outer * inner;
    CpuReduce.each(
        groups,
        n,
        g -> {
          float[] row = ThreadArrays.of(0, n);
          gatherGroup(x, outer, groups, inner, g, row);
          float first = Reductions.sum(n, row, 0) / n;
          Unary.AFFINE.apply(n, 1, -first, row, 0, row, 0);
          float rest = Reductions.sum(n, row, 0) / n;
          Unary.AFFINE.apply(n, 1, -rest, row, 0, row, 0);
          float variance = Reductions.dot(n, row, 0, row, 0) / n;
          mean[g] = first + rest;
          scale[g] = 1 / (float) Math.sqrt(variance + (float) epsilon);
          Unary.AFFINE.apply(n, scale[g], -0f, row, 0, row, 0);
          scatterGroup(row, outer, groups, inner, g, y);
        });
  }

  static void normaliseGradient(
      float[] y, float[] scale, float[] dy, float[] dx, int outer, int groups, int inner) {
    int n = outer * inner;
    CpuReduce.each(
        groups,
        n,
        g -> {
          float[] value = ThreadArrays.of(0, n);
          float[] slope = ThreadArrays.of(1, n);
          gatherGroup(y, outer, groups, inner, g, value);
          gatherGroup(dy, outer, groups, inner, g, slope);
          float mean = Reductions.sum(n, slope, 0) / n;
          float product = Reductions.dot(n, slope, 0, value, 0) / n;
          float factor = scale[g];
          for (int i = 0; i < n; i++) {
            slope[i] = factor * Math.fma(-product, value[i], slope[i] - mean);
          }
          scatterGroup(slope, outer, groups, inner, g, dx);
        });
  }

  private static void gatherGroup(
      float[] x, int outer, int groups, int inner, int group, float[] row) {
    for (int i = 0; i < outer; i++) {
      System.arraycopy(x, (i * groups + group) * inner, row, i * inner, inner);
    }
  }

  private static void scatterGroup(
      float[] row, int outer, int groups, int inner, int group, float[] x) {
    for (int i = 0; i < outer; i++) {
      System.arraycopy(row, i * inner, x, (i * groups + group) * inner, inner);
    }
  }
}
