package elbolab.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MatrixProductTest {
  private final Rng rng = Rng.of(11, "matrix product");

  @AfterEach
  void restore() {
    VectorPath.use(true);
    Workers.useThreads(Runtime.getRuntime().availableProcessors());
  }

  private enum Form {
    NN,
    TN,
    NT,
    ADD_NN,
    ADD_TN,
    ADD_NT,
    AFFINE
  }

  /** A product with room around its matrices: what must not be touched is checked too. */
  private final class Case {
    final Form form;
    final int m;
    final int n;
    final int k;
    final int ao = rng.nextInt(5);
    final int bo = rng.nextInt(5);
    final int co = rng.nextInt(5);
    final int as;
    final int bs;
    final int cs;
    final float[] a;
    final float[] b;
    final float[] c;
    final float[] bias;

    Case(Form form, int m, int n, int k) {
      this.form = form;
      this.m = m;
      this.n = n;
      this.k = k;
      boolean at = form == Form.TN || form == Form.ADD_TN;
      boolean bt = form == Form.NT || form == Form.ADD_NT;
      as = (at ? m : k) + rng.nextInt(3);
      bs = (bt ? k : n) + rng.nextInt(3);
      cs = n + rng.nextInt(3);
      a = random(ao + as * (at ? k : m));
      b = random(bo + bs * (bt ? n : k));
      c = random(co + cs * m + 3);
      bias = random(n + 2);
    }

    float[] run(boolean packed) {
      float[] d = c.clone();
      boolean at = form == Form.TN || form == Form.ADD_TN;
      boolean bt = form == Form.NT || form == Form.ADD_NT;
      Matrix result = Matrix.of(d, co, m, n, cs);
      Matrix left = at ? Matrix.of(a, ao, k, m, as).transposed() : Matrix.of(a, ao, m, k, as);
      Matrix lying = bt ? Matrix.of(b, bo, n, k, bs).transposed() : Matrix.of(b, bo, k, n, bs);
      Factor right = packed ? PackedMatrix.of(lying, new float[PackedMatrix.size(lying)]) : lying;
      switch (form) {
        case NN, TN, NT -> MatrixProduct.set(result, left, right);
        case ADD_NN, ADD_TN, ADD_NT -> MatrixProduct.add(result, left, right);
        case AFFINE -> MatrixProduct.set(result, Activation.SOFTPLUS, left, right, bias, 2);
      }
      return d;
    }

    float a(int i, int p) {
      return form == Form.TN || form == Form.ADD_TN ? a[ao + p * as + i] : a[ao + i * as + p];
    }

    float b(int p, int j) {
      return form == Form.NT || form == Form.ADD_NT ? b[bo + j * bs + p] : b[bo + p * bs + j];
    }

    float start(int i, int j) {
      return switch (form) {
        case NN, TN, NT -> 0;
        case ADD_NN, ADD_TN, ADD_NT -> c[co + i * cs + j];
        case AFFINE -> bias[2 + j];
      };
    }

    /** |error| ≤ k·ε·Σ|a b| for a chain of k fused steps, beside the product in double. */
    void check(float[] d) {
      float[] expected = c.clone();
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = start(i, j);
          double size = Math.abs(sum);
          for (int p = 0; p < k; p++) {
            sum += (double) a(i, p) * b(p, j);
            size += Math.abs((double) a(i, p) * b(p, j));
          }
          double bound = k * 0x1p-24 * size;
          if (form == Form.AFFINE) {
            sum = Math.log1p(Math.exp(sum));
            bound += 2 * Math.ulp((float) sum);
          }
          int at = co + i * cs + j;
          assertEquals(sum, d[at], bound, this + " at " + i + ", " + j);
          expected[at] = d[at];
        }
      }
      assertTrue(Arrays.equals(expected, d), this + " wrote outside of its matrix");
    }

    @Override
    public String toString() {
      return form + " " + m + "×" + n + "×" + k;
    }
  }

  private float[] random(int n) {
    float[] x = new float[n];
    rng.fillGaussian(x, 0, n);
    return x;
  }

  private int size(int greatest) {
    return rng.nextInt(3) == 0 ? rng.nextInt(3) : rng.nextInt(greatest);
  }

  @Test
  void randomShapesAgreeWithTheProductInDouble() {
    for (int round = 0; round < 60; round++) {
      for (Form form : Form.values()) {
        checkBothPaths(new Case(form, size(70), size(80), size(60)));
      }
    }
  }

  @Test
  void theSizesOfModelsAndLongSumsAgreeWithTheProductInDouble() {
    int[][] sizes = {
      {100, 256, 10},
      {100, 1, 256},
      {256, 1, 100},
      {100, 256, 1},
      {256, 13, 100},
      {100, 13, 256},
      {100, 256, 23},
      {65, 64, 600},
      {3, 300, 513},
      {40, 200, 257}
    };
    for (int[] s : sizes) {
      for (Form form : Form.values()) {
        checkBothPaths(new Case(form, s[0], s[1], s[2]));
      }
    }
  }

  private static void checkBothPaths(Case product) {
    VectorPath.use(false);
    Workers.useThreads(1);
    float[] reference = product.run(false);
    product.check(reference);
    VectorPath.use(true);
    for (int threads = 1; threads <= 3; threads++) {
      Workers.useThreads(threads);
      float[] d = product.run(threads == 3);
      for (int i = 0; i < d.length; i++) {
        if (Float.floatToIntBits(d[i]) != Float.floatToIntBits(reference[i])) {
          throw new AssertionError(product + " differs with vectors, " + threads + " threads");
        }
      }
    }
  }

  @Test
  void aMatrixThatDoesNotFitIsNamed() {
    float[] x = new float[6];
    String message =
        assertThrows(IllegalArgumentException.class, () -> Matrix.of(x, 1, 3, 2, 2)).getMessage();
    assertTrue(message.contains("3×2 at offset 1"), message);
  }

  @Test
  void shapesThatDoNotMeetAreNamed() {
    Matrix square = Matrix.of(new float[4], 2, 2);
    Matrix wide = Matrix.of(new float[6], 2, 3);
    String message =
        assertThrows(IllegalArgumentException.class, () -> MatrixProduct.set(square, wide, square))
            .getMessage();
    assertTrue(message.contains("2×3 and 2×2 is not 2×2"), message);
  }

  @Test
  void aResultMayLieColumnByColumn() {
    for (int[] s :
        new int[][] {{100, 13, 256}, {13, 100, 7}, {70, 40, 300}, {1, 9, 5}, {9, 1, 5}}) {
      float[] a = random(s[0] * s[2]);
      float[] b = random(s[2] * s[1]);
      float[] rows = random(s[0] * s[1]);
      float[] columns = new float[s[0] * s[1]];
      Matrix turned = Matrix.of(columns, s[1], s[0]).transposed();
      for (int i = 0; i < rows.length; i++) {
        columns[turned.at(i / s[1], i % s[1])] = rows[i];
      }
      MatrixProduct.add(turned, Matrix.of(a, s[0], s[2]), Matrix.of(b, s[2], s[1]));
      MatrixProduct.add(
          Matrix.of(rows, s[0], s[1]), Matrix.of(a, s[0], s[2]), Matrix.of(b, s[2], s[1]));
      for (int i = 0; i < rows.length; i++) {
        assertEquals(rows[i], columns[turned.at(i / s[1], i % s[1])]);
      }
    }
  }
}
