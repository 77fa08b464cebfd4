package elbolab.math;

import elbolab.math.VectorProduct.Start;

/** The matrix product without the vector module: the definition of its bits. */
final class ScalarProduct {
  private ScalarProduct() {}

  static void run(
      Start start,
      Factor left,
      Factor right,
      float[] bias,
      int biasOffset,
      Activation f,
      Matrix c) {
    Matrix a = whole(left);
    Matrix b = whole(right);
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns() && start != Start.RESULT; j++) {
        c.data()[c.at(i, j)] = start == Start.BIAS ? bias[biasOffset + j] : 0;
      }
      if (b.columnStep() == 1 && c.columnStep() == 1) {
        for (int p = 0; p < a.columns(); p++) {
          addRow(c.columns(), a.data()[a.at(i, p)], b, p, c.data(), c.at(i, 0));
        }
      } else {
        for (int j = 0; j < c.columns(); j++) {
          c.data()[c.at(i, j)] = chain(a, i, b, j, c.data()[c.at(i, j)]);
        }
      }
      f.apply(c.columns(), c.data(), c.at(i, 0));
    }
  }

  private static Matrix whole(Factor x) {
    if (x instanceof Matrix matrix) {
      return matrix;
    }
    if (x instanceof PackedMatrix packed) {
      return whole(packed.source());
    }
    float[] data = new float[x.rows() * x.columns() + Factor.SLACK];
    x.write(0, x.rows(), 0, x.columns(), data, 0, x.columns());
    return Matrix.of(data, x.rows(), x.columns());
  }

  private static void addRow(int n, float x, Matrix b, int p, float[] c, int co) {
    float[] y = b.data();
    int bo = b.at(p, 0);
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.fma(x, y[bo + j], c[co + j]);
    }
  }

  private static float chain(Matrix a, int i, Matrix b, int j, float start) {
    float[] x = a.data();
    float[] y = b.data();
    int ao = a.at(i, 0);
    int bo = b.at(0, j);
    float sum = start;
    for (int p = 0; p < a.columns(); p++) {
      sum = Math.fma(x[ao + p * a.columnStep()], y[bo + p * b.rowStep()], sum);
    }
    return sum;
  }
}
