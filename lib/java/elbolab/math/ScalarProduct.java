package elbolab.math;

import java.util.Arrays;

/** The matrix product without the vector module: the definition of its bits. */
final class ScalarProduct {
  private ScalarProduct() {}

  /** Every row of C becomes the bias, or zero where there is none. */
  static void begin(int m, int n, float[] bias, int biasOffset, float[] c, int co, int cs) {
    for (int i = 0; i < m; i++) {
      if (bias == null) {
        Arrays.fill(c, co + i * cs, co + i * cs + n, 0);
      } else {
        System.arraycopy(bias, biasOffset, c, co + i * cs, n);
      }
    }
  }

  /** C ← C + A·B; (i, p) of A is at ao + i·ar + p·ac, (p, j) of B at bo + p·br + j·bc. */
  static void add(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int ar,
      int ac,
      float[] b,
      int bo,
      int br,
      int bc,
      float[] c,
      int co,
      int cs) {
    for (int i = 0; i < m; i++) {
      if (bc == 1) {
        for (int p = 0; p < k; p++) {
          addRow(n, a[ao + i * ar + p * ac], b, bo + p * br, c, co + i * cs);
        }
      } else {
        for (int j = 0; j < n; j++) {
          float[] row = c;
          int at = co + i * cs + j;
          row[at] = chain(k, a, ao + i * ar, ac, b, bo + j * bc, br, row[at]);
        }
      }
    }
  }

  private static void addRow(int n, float x, float[] b, int bo, float[] c, int co) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.fma(x, b[bo + j], c[co + j]);
    }
  }

  private static float chain(
      int k, float[] a, int ao, int ac, float[] b, int bo, int br, float start) {
    float sum = start;
    for (int p = 0; p < k; p++) {
      sum = Math.fma(a[ao + p * ac], b[bo + p * br], sum);
    }
    return sum;
  }
}
