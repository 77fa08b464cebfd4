package elbolab.math;

import elbolab.math.VectorProduct.Start;

/**
 * Products of float matrices that lie row by row in arrays: element (i, j) of a matrix is at {@code
 * offset + i·stride + j}. In the names N is a matrix as stored, T a matrix stored transposed; the
 * result has m rows and n columns and the sum runs over k.
 *
 * <p>Every element of the result is one chain c ← fma(a_ik, b_kj, c) with k ascending, whatever the
 * tiling, the vector width and the number of threads: that is why the bits are equal everywhere.
 */
public final class MatrixProduct {
  private MatrixProduct() {}

  /** C = A·B with A m×k and B k×n. */
  public static void nn(
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
    check(m, k, a, ao, as, "A");
    check(k, n, b, bo, bs, "B");
    multiply(Start.ZERO, m, n, k, a, ao, as, 1, b, bo, bs, 1, c, co, cs);
  }

  /** C = Aᵀ·B with A stored k×m and B k×n. */
  public static void tn(
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
    check(k, m, a, ao, as, "A");
    check(k, n, b, bo, bs, "B");
    multiply(Start.ZERO, m, n, k, a, ao, 1, as, b, bo, bs, 1, c, co, cs);
  }

  /** C = A·Bᵀ with A m×k and B stored n×k. */
  public static void nt(
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
    check(m, k, a, ao, as, "A");
    check(n, k, b, bo, bs, "B");
    multiply(Start.ZERO, m, n, k, a, ao, as, 1, b, bo, 1, bs, c, co, cs);
  }

  /** C ← C + A·B with A m×k and B k×n. */
  public static void addNn(
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
    check(m, k, a, ao, as, "A");
    check(k, n, b, bo, bs, "B");
    multiply(Start.RESULT, m, n, k, a, ao, as, 1, b, bo, bs, 1, c, co, cs);
  }

  /** C ← C + Aᵀ·B with A stored k×m and B k×n. */
  public static void addTn(
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
    check(k, m, a, ao, as, "A");
    check(k, n, b, bo, bs, "B");
    multiply(Start.RESULT, m, n, k, a, ao, 1, as, b, bo, bs, 1, c, co, cs);
  }

  /** C ← C + A·Bᵀ with A m×k and B stored n×k. */
  public static void addNt(
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
    check(m, k, a, ao, as, "A");
    check(n, k, b, bo, bs, "B");
    multiply(Start.RESULT, m, n, k, a, ao, as, 1, b, bo, 1, bs, c, co, cs);
  }

  /** C = f(A·B + bias) with A m×k, B k×n and a bias of n; each chain begins with its bias. */
  public static void affine(
      Activation f,
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] bias,
      int biasOffset,
      float[] c,
      int co,
      int cs) {
    check(m, k, a, ao, as, "A");
    check(k, n, b, bo, bs, "B");
    check(1, n, bias, biasOffset, n, "bias");
    check(m, n, c, co, cs, "C");
    if (VectorPath.isOn()) {
      VectorProduct.own()
          .size(m, n, k)
          .a(a, ao, as, 1)
          .b(b, bo, bs, 1)
          .run(Start.BIAS, bias, biasOffset, f, c, co, cs);
    } else {
      ScalarProduct.begin(m, n, bias, biasOffset, c, co, cs);
      ScalarProduct.add(m, n, k, a, ao, as, 1, b, bo, bs, 1, c, co, cs);
      for (int i = 0; i < m; i++) {
        f.apply(n, c, co + i * cs);
      }
    }
  }

  private static void multiply(
      Start start,
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
    check(m, n, c, co, cs, "C");
    if (VectorPath.isOn()) {
      VectorProduct.own()
          .size(m, n, k)
          .a(a, ao, ar, ac)
          .b(b, bo, br, bc)
          .run(start, null, 0, Activation.IDENTITY, c, co, cs);
    } else {
      if (start == Start.ZERO) {
        ScalarProduct.begin(m, n, null, 0, c, co, cs);
      }
      ScalarProduct.add(m, n, k, a, ao, ar, ac, b, bo, br, bc, c, co, cs);
    }
  }

  private static void check(int rows, int columns, float[] x, int offset, int stride, String name) {
    long end = rows == 0 || columns == 0 ? 0 : offset + (rows - 1L) * stride + columns;
    if (rows < 0 || columns < 0 || offset < 0 || stride < columns && rows > 1 || end > x.length) {
      throw new IllegalArgumentException(
          "matrix %s of %d×%d at offset %d with row stride %d does not fit an array of %d floats"
              .formatted(name, rows, columns, offset, stride, x.length));
    }
  }
}
