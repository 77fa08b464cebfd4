package elbolab.tensor;

import static elbolab.tensor.CpuBackend.floats;

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
          float[] scaledKeys = scaledKeys(s, floats(k), atK);
          MatrixProduct.nt(m, n, s.d(), floats(q), atQ, width, scaledKeys, 0, s.d(), p, atW, n);
          softmax(m, n, p, atW);
          MatrixProduct.nn(m, s.d(), n, p, atW, n, floats(v), atK, width, floats(y), atQ, width);
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
          MatrixProduct.tn(n, d, m, p, atW, n, floats(dy), atQ, width, floats(dv), atK, width);
          float[] scores = ThreadArrays.of(0, m * n);
          MatrixProduct.nt(m, n, d, floats(dy), atQ, width, floats(v), atK, width, scores, 0, n);
          for (int i = 0; i < m; i++) {
            softmaxGradient(n, p, atW + i * n, scores, i * n);
          }
          float[] scaledKeys = scaledKeys(s, floats(k), atK);
          MatrixProduct.nn(m, d, n, scores, 0, n, scaledKeys, 0, d, floats(dq), atQ, width);
          MatrixProduct.tn(n, d, m, scores, 0, n, floats(q), atQ, width, floats(dk), atK, width);
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

  /** k/√d of one head, row by row. */
  private static float[] scaledKeys(Sizes s, float[] k, int from) {
    float[] scaled = ThreadArrays.of(1, s.keys() * s.d());
    float scale = (float) s.scale();
    for (int j = 0; j < s.keys(); j++) {
      for (int c = 0; c < s.d(); c++) {
        scaled[j * s.d() + c] = scale * k[from + j * s.width() + c];
      }
    }
    return scaled;
  }
}
