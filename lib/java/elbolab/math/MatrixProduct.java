package elbolab.math;

import elbolab.math.VectorProduct.Start;

/**
 * Products of matrices. Every element of the result is one chain c ← fma(a_ik, b_kj, c) with k
 * ascending, whatever the tiling, the vector width and the number of threads: that is why the bits
 * are equal everywhere.
 */
public final class MatrixProduct {
  private static final float[] NO_BIAS = {};

  private MatrixProduct() {}

  /** C = A·B. */
  public static void set(Matrix c, Factor a, Factor b) {
    set(c, Activation.IDENTITY, a, b);
  }

  /** C = f(A·B). */
  public static void set(Matrix c, Activation f, Factor a, Factor b) {
    run(Start.ZERO, a, b, NO_BIAS, 0, f, c);
  }

  /** C ← C + A·B. */
  public static void add(Matrix c, Factor a, Factor b) {
    run(Start.RESULT, a, b, NO_BIAS, 0, Activation.IDENTITY, c);
  }

  /** C = f(A·B + bias) with a bias for each column; each chain begins with its bias. */
  public static void set(Matrix c, Activation f, Factor a, Factor b, float[] bias, int biasOffset) {
    if (biasOffset < 0 || biasOffset + (long) c.columns() > bias.length) {
      throw new IllegalArgumentException(
          "a bias of %d numbers at offset %d does not fit an array of %d floats"
              .formatted(c.columns(), biasOffset, bias.length));
    }
    run(Start.BIAS, a, b, bias, biasOffset, f, c);
  }

  private static void run(
      Start start, Factor a, Factor b, float[] bias, int biasOffset, Activation f, Matrix c) {
    if (a.rows() != c.rows() || a.columns() != b.rows() || b.columns() != c.columns()) {
      throw new IllegalArgumentException(
          "the product of %d×%d and %d×%d is not %d×%d"
              .formatted(a.rows(), a.columns(), b.rows(), b.columns(), c.rows(), c.columns()));
    }
    if (f != Activation.IDENTITY && c.columnStep() != 1) {
      throw new IllegalArgumentException(
          "an activation needs a result whose rows lie together; its columnStep is "
              + c.columnStep());
    }
    if (VectorPath.isOn()) {
      VectorProduct.own().run(start, a, b, bias, biasOffset, f, c);
    } else {
      ScalarProduct.run(start, a, b, bias, biasOffset, f, c);
    }
  }
}
