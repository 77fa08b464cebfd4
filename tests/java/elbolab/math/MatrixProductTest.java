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

    float[] run() {
      float[] d = c.clone();
      switch (form) {
        case NN -> MatrixProduct.nn(m, n, k, a, ao, as, b, bo, bs, d, co, cs);
        case TN -> MatrixProduct.tn(m, n, k, a, ao, as, b, bo, bs, d, co, cs);
        case NT -> MatrixProduct.nt(m, n, k, a, ao, as, b, bo, bs, d, co, cs);
        case ADD_NN -> MatrixProduct.addNn(m, n, k, a, ao, as, b, bo, bs, d, co, cs);
        case ADD_TN -> MatrixProduct.addTn(m, n, k, a, ao, as, b, bo, bs, d, co, cs);
        case ADD_NT -> MatrixProduct.addNt(m, n, k, a, ao, as, b, bo, bs, d, co, cs);
        case AFFINE ->
            MatrixProduct.affine(
                Activation.SOFTPLUS, m, n, k, a, ao, as, b, bo, bs, bias, 2, d, co, cs);
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
    float[] reference = product.run();
    product.check(reference);
    VectorPath.use(true);
    for (int threads = 1; threads <= 3; threads++) {
      Workers.useThreads(threads);
      float[] d = product.run();
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
        assertThrows(
                IllegalArgumentException.class,
                () -> MatrixProduct.nn(2, 2, 3, x, 0, 3, x, 1, 2, new float[4], 0, 2))
            .getMessage();
    assertTrue(message.contains("B of 3×2 at offset 1"), message);
  }
}
