package elbolab.tensor;

/** Reductions, softmax, cross entropy and normalisation on arrays of floats. */
final class CpuSums {
  private CpuSums() {}

  static void reduce(Reduction f, float[] x, float[] y, int outer, int count, int inner) {
    for (int i = 0; i < outer; i++) {
      for (int j = 0; j < inner; j++) {
        int at = i * count * inner + j;
        y[i * inner + j] =
            switch (f) {
              case SUM -> sum(x, at, count, inner);
              case MAX -> max(x, at, count, inner);
              case LOG_SUM_EXP -> logSumExp(x, at, count, inner);
            };
      }
    }
  }

  private static float sum(float[] x, int at, int count, int step) {
    float sum = 0;
    for (int i = 0; i < count; i++) sum += x[at + i * step];
    return sum;
  }

  private static float max(float[] x, int at, int count, int step) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) max = Math.max(max, x[at + i * step]);
    return max;
  }

  private static float logSumExp(float[] x, int at, int count, int step) {
    float max = max(x, at, count, step);
    if (Float.isInfinite(max)) return max;
    float sum = 0;
    for (int i = 0; i < count; i++) sum += (float) Math.exp(x[at + i * step] - max);
    return max + (float) Math.log(sum);
  }

  static void softmax(boolean log, float[] x, float[] y, int outer, int count, int inner) {
    for (int i = 0; i < outer; i++) {
      for (int j = 0; j < inner; j++) {
        int at = i * count * inner + j;
        float total = logSumExp(x, at, count, inner);
        for (int c = 0; c < count; c++) {
          float value = x[at + c * inner] - total;
          y[at + c * inner] = log ? value : (float) Math.exp(value);
        }
      }
    }
  }

  static void softmaxGradient(
      boolean log, float[] y, float[] dy, float[] dx, int outer, int count, int inner) {
    for (int i = 0; i < outer; i++) {
      for (int j = 0; j < inner; j++) {
        int at = i * count * inner + j;
        float sum = 0;
        for (int c = 0; c < count; c++) {
          int k = at + c * inner;
          sum += log ? dy[k] : dy[k] * y[k];
        }
        for (int c = 0; c < count; c++) {
          int k = at + c * inner;
          dx[k] = log ? dy[k] - (float) Math.exp(y[k]) * sum : y[k] * (dy[k] - sum);
        }
      }
    }
  }

  static void crossEntropy(
      float[] logits, int[] labels, int classes, float[] probabilities, float[] loss) {
    softmax(true, logits, probabilities, labels.length, classes, 1);
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
    for (int g = 0; g < groups; g++) {
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
    }
  }

  static void normaliseGradient(
      float[] y, float[] scale, float[] dy, float[] dx, int outer, int groups, int inner) {
    int total = outer * inner;
    for (int g = 0; g < groups; g++) {
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
    }
  }
}
