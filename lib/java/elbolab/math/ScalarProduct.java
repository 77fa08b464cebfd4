package elbolab.math;

/** The matrix product without the vector module: the definition of its bits. */
final class ScalarProduct {
  private ScalarProduct() {}

  /** C ← C + A·B where element (i, p) of A is at {@code ao + i·ar + p·ac}. */
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
      int bs,
      float[] c,
      int co,
      int cs) {
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        addRow(n, a[ao + i * ar + p * ac], b, bo + p * bs, c, co + i * cs);
      }
    }
  }

  /** C ← C + A·Bᵀ with B stored n×k. */
  static void addTransposed(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float chain = c[co + i * cs + j];
        for (int p = 0; p < k; p++) {
          chain = Math.fma(a[ao + i * as + p], b[bo + j * bs + p], chain);
        }
        c[co + i * cs + j] = chain;
      }
    }
  }

  private static void addRow(int n, float x, float[] b, int bo, float[] c, int co) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.fma(x, b[bo + j], c[co + j]);
    }
  }
}
