package elbolab.device;

import elbolab.device.Products.Ends;
import elbolab.device.Products.Matrices;
import elbolab.device.Products.Size;
import elbolab.math.Unary;
import elbolab.tensor.AttentionKernels;
import elbolab.tensor.Storage;

/** Attention by products that read and write a head's columns in place, all heads at a time. */
final class DeviceAttention implements AttentionKernels {
  private final DeviceBackend backend;

  DeviceAttention(DeviceBackend backend) {
    this.backend = backend;
  }

  /** The columns of all heads of tokens [batch, tokens, heads·d]. */
  private static Matrices heads(Sizes s, Storage x, int tokens) {
    return new Matrices(x, 0, s.width(), 1, tokens * s.width(), s.d());
  }

  /** [batch, heads, queries, keys]. */
  private static Matrices weights(Sizes s, Storage x) {
    int one = s.queries() * s.keys();
    return new Matrices(x, 0, s.keys(), 1, s.heads() * one, one);
  }

  private void product(
      Sizes s, int m, int n, int k, Matrices a, Matrices b, float scale, Matrices c) {
    Size size = new Size(s.batch() * s.heads(), s.heads(), m, n, k);
    backend.products().run(size, a, b, scale, c, Ends.PLAIN);
  }

  @Override
  public void attend(Sizes s, Storage q, Storage k, Storage v, Storage weights, Storage y) {
    int m = s.queries();
    int n = s.keys();
    Matrices scores = weights(s, weights);
    Matrices queries = heads(s, q, m);
    product(s, m, n, s.d(), queries, heads(s, k, n).transposed(), (float) s.scale(), scores);
    backend.softmax(false, weights, weights, s.batch() * s.heads() * m, n, 1);
    product(s, m, s.d(), n, scores, heads(s, v, n), 1, heads(s, y, m));
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
    int m = s.queries();
    int n = s.keys();
    int rows = s.batch() * s.heads() * m;
    Matrices slopes = heads(s, dy, m);
    product(s, n, s.d(), m, weights(s, weights).transposed(), slopes, 1, heads(s, dv, n));
    Storage scores = backend.allocate(rows * n);
    Matrices dw = weights(s, scores);
    product(s, m, n, s.d(), slopes, heads(s, v, n).transposed(), 1, dw);
    backend.fusedSoftmaxGradient(weights, scores, scores, rows, n);
    product(s, m, s.d(), n, dw, heads(s, k, n), (float) s.scale(), heads(s, dq, m));
    product(s, n, s.d(), m, dw.transposed(), heads(s, q, m), 1, heads(s, dk, n));
    backend.map(Unary.AFFINE, s.scale(), 0, dk, dk, s.batch() * n * s.width());
    backend.release(scores);
  }
}
