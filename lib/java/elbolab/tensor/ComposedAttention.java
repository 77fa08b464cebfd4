package elbolab.tensor;

import elbolab.math.Unary;

/**
 * Attention in terms of a backend's other primitives: by its definition, one head after the other
 * laid out as matrices.
 */
final class ComposedAttention implements AttentionKernels {
  private final Backend backend;

  ComposedAttention(Backend backend) {
    this.backend = backend;
  }

  @Override
  public void attend(Sizes s, Storage q, Storage k, Storage v, Storage weights, Storage y) {
    int n = s.batch() * s.heads();
    Storage scores = backend.allocate(n * s.queries() * s.keys());
    Storage queries = scaled(s, split(s, q, s.queries()), n * s.queries() * s.d());
    ProductSizes products = ProductSizes.nt(n, s.queries(), s.keys(), s.d());
    backend.matmul(products, queries, split(s, k, s.keys()), scores);
    backend.softmax(false, scores, weights, n * s.queries(), s.keys(), 1);
    Storage heads = backend.allocate(n * s.queries() * s.d());
    ProductSizes means = ProductSizes.nn(n, s.queries(), s.d(), s.keys());
    backend.matmul(means, weights, split(s, v, s.keys()), heads);
    join(s, heads, s.queries(), y);
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
    int n = s.batch() * s.heads();
    int ofQueries = n * s.queries() * s.d();
    int ofKeys = n * s.keys() * s.d();
    int ofWeights = n * s.queries() * s.keys();
    ProductSizes toKeys = ProductSizes.tn(n, s.keys(), s.d(), s.queries());
    Storage dheads = split(s, dy, s.queries());
    Storage values = backend.allocate(ofKeys);
    backend.matmul(toKeys, weights, dheads, values);
    join(s, values, s.keys(), dv);
    Storage dweights = backend.allocate(ofWeights);
    ProductSizes toWeights = ProductSizes.nt(n, s.queries(), s.keys(), s.d());
    backend.matmul(toWeights, dheads, split(s, v, s.keys()), dweights);
    Storage dscores = backend.allocate(ofWeights);
    backend.softmaxGradient(false, weights, dweights, dscores, n * s.queries(), s.keys(), 1);
    Storage queries = backend.allocate(ofQueries);
    ProductSizes toQueries = ProductSizes.nn(n, s.queries(), s.d(), s.keys());
    backend.matmul(toQueries, dscores, split(s, k, s.keys()), queries);
    join(s, scaled(s, queries, ofQueries), s.queries(), dq);
    Storage keys = backend.allocate(ofKeys);
    backend.matmul(toKeys, dscores, split(s, q, s.queries()), keys);
    join(s, scaled(s, keys, ofKeys), s.keys(), dk);
  }

  private Storage scaled(Sizes s, Storage x, int count) {
    backend.map(Unary.AFFINE, s.scale(), 0, x, x, count);
    return x;
  }

  /** [batch, tokens, heads, d] as [batch, heads, tokens, d]. */
  private Storage split(Sizes s, Storage x, int tokens) {
    Storage heads = backend.allocate(s.batch() * tokens * s.width());
    backend.copy(x, heads, strides(s, tokens), false);
    return heads;
  }

  private void join(Sizes s, Storage heads, int tokens, Storage x) {
    backend.copy(heads, x, strides(s, tokens).reversed(), false);
  }

  private static Strides strides(Sizes s, int tokens) {
    return Strides.permute(
        Shape.of(s.batch(), tokens, s.heads(), s.d()),
        new int[] {0, 2, 1, 3},
        Shape.of(s.batch(), s.heads(), tokens, s.d()));
  }
}
