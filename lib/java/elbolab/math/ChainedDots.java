package elbolab.math;

/**
 * Products of a matrix with one vector, the matrix read along its rows: no vectors are needed,
 * since eight chains at a time keep the multiplier busy and nothing has to be rearranged.
 */
final class ChainedDots {
  private ChainedDots() {}

  /**
   * c[i] = s[i] + Σₚ x[i, p]·y[0, p] for i from i0 to i1, each as one chain along a row of x; s
   * lies at an offset with a step from one number to the next.
   */
  static void run(int i0, int i1, Matrix x, Matrix y, float[] s, int so, int sr, Matrix c) {
    int k = x.columns();
    int ys = y.columnStep();
    int i = i0;
    for (; i + 8 <= i1; i += 8) {
      eight(
          k,
          x.data(),
          x.at(i, 0),
          x.rowStep(),
          y.data(),
          y.offset(),
          ys,
          s,
          so + i * sr,
          sr,
          c.data(),
          c.at(i, 0),
          c.rowStep());
    }
    for (; i < i1; i++) {
      float chain = s[so + i * sr];
      for (int p = 0; p < k; p++) {
        chain = Math.fma(x.data()[x.at(i, p)], y.data()[y.offset() + p * ys], chain);
      }
      c.data()[c.at(i, 0)] = chain;
    }
  }

  private static void eight(
      int k,
      float[] x,
      int xo,
      int xr,
      float[] y,
      int yo,
      int ys,
      float[] s,
      int so,
      int sr,
      float[] c,
      int co,
      int cr) {
    float c0 = s[so];
    float c1 = s[so + sr];
    float c2 = s[so + 2 * sr];
    float c3 = s[so + 3 * sr];
    float c4 = s[so + 4 * sr];
    float c5 = s[so + 5 * sr];
    float c6 = s[so + 6 * sr];
    float c7 = s[so + 7 * sr];
    for (int p = 0; p < k; p++) {
      float factor = y[yo + p * ys];
      int at = xo + p;
      c0 = Math.fma(x[at], factor, c0);
      c1 = Math.fma(x[at + xr], factor, c1);
      c2 = Math.fma(x[at + 2 * xr], factor, c2);
      c3 = Math.fma(x[at + 3 * xr], factor, c3);
      c4 = Math.fma(x[at + 4 * xr], factor, c4);
      c5 = Math.fma(x[at + 5 * xr], factor, c5);
      c6 = Math.fma(x[at + 6 * xr], factor, c6);
      c7 = Math.fma(x[at + 7 * xr], factor, c7);
    }
    c[co] = c0;
    c[co + cr] = c1;
    c[co + 2 * cr] = c2;
    c[co + 3 * cr] = c3;
    c[co + 4 * cr] = c4;
    c[co + 5 * cr] = c5;
    c[co + 6 * cr] = c6;
    c[co + 7 * cr] = c7;
  }
}
