package elbolab.tensor;

import static elbolab.tensor.CpuBackend.floats;

import elbolab.math.Matrix;
import elbolab.math.MatrixProduct;
import elbolab.math.Reductions;
import elbolab.math.Unary;
import elbolab.math.Workers;

/**
 * Attention head by head: the scores of one head stay in the cache between the products, heads are
 * shared among the workers, and the products read and write a head's columns in place.
 */
final class CpuAttention implements AttentionKernels {
  static final CpuAttention INSTANCE = new CpuAttention();

  /** One of the batch · heads heads. */
  private interface Head {
    /**
     * @param q and k are where the head's columns of the queries and of the keys begin
     * @param w where its weights begin
     */
    void run(int q, int k, int w);
  }

  private static void each(Sizes s, Head head) {
    Workers.run(
        s.batch() * s.heads(),
        i -> {
          int column = i % s.heads() * s.d();
          int row = i / s.heads() * s.width();
          head.run(row * s.queries() + column, row * s.keys() + column, i * s.queries() * s.keys());
        });
  }

  @Override
  public void attend(Sizes s, Storage q, Storage k, Storage v, Storage weights, Storage y) {
    float[] p = floats(weights);
    int m = s.queries();
    int n = s.keys();
    int width = s.width();
    each(
        s,
        (atQ, atK, atW) -> {
          Matrix scaledKeys = scaledKeys(s, floats(k), atK);
          Matrix w = Matrix.of(p, atW, m, n, n);
          MatrixProduct.set(w, head(floats(q), atQ, m, s), scaledKeys.transposed());
          softmax(m, n, p, atW);
          MatrixProduct.set(head(floats(y), atQ, m, s), w, head(floats(v), atK, n, s));
        });
  }

  /** Of each row, in place; the exponentials of all rows in one go. */
  private static void softmax(int rows, int columns, float[] x, int from) {
    for (int i = from; i < from + rows * columns; i += columns) {
      float greatest = Reductions.max(columns, x, i);
      Unary.AFFINE.apply(columns, 1, -greatest, x, i, x, i);
    }
    Unary.EXP.apply(rows * columns, x, from, x, from);
    for (int i = from; i < from + rows * columns; i += columns) {
      float share = 1 / Reductions.sum(columns, x, i);
      Unary.AFFINE.apply(columns, share, 0, x, i, x, i);
    }
  }

  @Override
  public void gradient(
      Sizes s,
      Storage q,
      Storage k,
      Storage v,
      Storage weights,
      Storage dy,
      Storage dq,
      Storage dk,
      Storage dv) {
    float[] p = floats(weights);
    int m = s.queries();
    int n = s.keys();
    int d = s.d();
    int width = s.width();
    each(
        s,
        (atQ, atK, atW) -> {
          Matrix w = Matrix.of(p, atW, m, n, n);
          Matrix slopes = head(floats(dy), atQ, m, s);
          MatrixProduct.set(head(floats(dv), atK, n, s), w.transposed(), slopes);
          float[] scores = ThreadArrays.of(0, m * n);
          Matrix dw = Matrix.of(scores, m, n);
          MatrixProduct.set(dw, slopes, head(floats(v), atK, n, s).transposed());
          for (int i = 0; i < m; i++) {
            softmaxGradient(n, p, atW + i * n, scores, i * n);
          }
          Matrix scaledKeys = scaledKeys(s, floats(k), atK);
          MatrixProduct.set(head(floats(dq), atQ, m, s), dw, scaledKeys);
          Matrix dkeys = head(floats(dk), atK, n, s);
          MatrixProduct.set(dkeys, dw.transposed(), head(floats(q), atQ, m, s));
          for (int j = 0; j < n; j++) {
            int at = atK + j * width;
            Unary.AFFINE.apply(d, (float) s.scale(), 0, floats(dk), at, floats(dk), at);
          }
        });
  }

  /** dx = y ∘ (dy − Σ y ∘ dy) of one row, in place of dy. */
  private static void softmaxGradient(int n, float[] y, int from, float[] dy, int at) {
    float mean = Reductions.dot(n, y, from, dy, at);
    for (int j = 0; j < n; j++) {
      dy[at + j] = y[from + j] * (dy[at + j] - mean);
    }
  }

  /** The columns of one head. */
  private static Matrix head(float[] x, int from, int rows, Sizes s) {
    return Matrix.of(x, from, rows, s.d(), s.width());
  }

  /** k/√d of one head. */
  private static Matrix scaledKeys(Sizes s, float[] k, int from) {
    float[] scaled = ThreadArrays.of(1, s.keys() * s.d());
    float scale = (float) s.scale();
    for (int j = 0; j < s.keys(); j++) {
      for (int c = 0; c < s.d(); c++) {
        scaled[j * s.d() + c] = scale * k[from + j * s.width() + c];
      }
    }
    return Matrix.of(scaled, s.keys(), s.d());
  }
}
