package elbolab.tensor;

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

  static void normalise(
      float[] x,
      int outer,
      int groups,
      int inner,
      double epsilon,
      float[] y,
      float[] mean,
      float[] scale) {
    int total = outer * inner;
    CpuReduce.each(
        groups,
        total,
        g -> {
          double sum = 0;
          for (int i = 0; i < outer; i++) {
            int at = (i * groups + g) * inner;
            for (int j = 0; j < inner; j++) sum += x[at + j];
          }
          double m = sum / total;
          double squares = 0;
          for (int i = 0; i < outer; i++) {
            int at = (i * groups + g) * inner;
            for (int j = 0; j < inner; j++) squares += (x[at + j] - m) * (x[at + j] - m);
          }
          double s = 1 / Math.sqrt(squares / total + epsilon);
          for (int i = 0; i < outer; i++) {
            int at = (i * groups + g) * inner;
            for (int j = 0; j < inner; j++) y[at + j] = (float) ((x[at + j] - m) * s);
          }
          mean[g] = (float) m;
          scale[g] = (float) s;
        });
  }

  static void normaliseGradient(
      float[] y, float[] scale, float[] dy, float[] dx, int outer, int groups, int inner) {
    int total = outer * inner;
    CpuReduce.each(
        groups,
        total,
        g -> {
          double sum = 0;
          double product = 0;
          for (int i = 0; i < outer; i++) {
            int at = (i * groups + g) * inner;
            for (int j = 0; j < inner; j++) {
              sum += dy[at + j];
              product += dy[at + j] * y[at + j];
            }
          }
          double meanDy = sum / total;
          double meanProduct = product / total;
          for (int i = 0; i < outer; i++) {
            int at = (i * groups + g) * inner;
            for (int j = 0; j < inner; j++) {
              dx[at + j] = (float) (scale[g] * (dy[at + j] - meanDy - y[at + j] * meanProduct));
            }
          }
        });
  }
}
