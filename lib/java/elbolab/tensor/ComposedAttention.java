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
    int ofQueries = s.queries() * s.d();
    int ofKeys = s.keys() * s.d();
    Storage scores = backend.allocate(n * s.queries() * s.keys());
    Storage scaled = scaled(s, split(s, q, s.queries()), n * ofQueries);
    backend.matmul(
        false,
        true,
        n,
        s.queries(),
        s.keys(),
        s.d(),
        scaled,
        ofQueries,
        split(s, k, s.keys()),
        ofKeys,
        scores);
    backend.softmax(false, scores, weights, n * s.queries(), s.keys(), 1);
    Storage heads = backend.allocate(n * ofQueries);
    backend.matmul(
        false,
        false,
        n,
        s.queries(),
        s.d(),
        s.keys(),
        weights,
        s.queries() * s.keys(),
        split(s, v, s.keys()),
        ofKeys,
        heads);
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
    int ofQueries = s.queries() * s.d();
    int ofKeys = s.keys() * s.d();
    int ofWeights = s.queries() * s.keys();
    Storage dheads = split(s, dy, s.queries());
    Storage values = backend.allocate(n * ofKeys);
    backend.matmul(
        true,
        false,
        n,
        s.keys(),
        s.d(),
        s.queries(),
        weights,
        ofWeights,
        dheads,
        ofQueries,
        values);
    join(s, values, s.keys(), dv);
    Storage dweights = backend.allocate(n * ofWeights);
    backend.matmul(
        false,
        true,
        n,
        s.queries(),
        s.keys(),
        s.d(),
        dheads,
        ofQueries,
        split(s, v, s.keys()),
        ofKeys,
        dweights);
    Storage dscores = backend.allocate(n * ofWeights);
    backend.softmaxGradient(false, weights, dweights, dscores, n * s.queries(), s.keys(), 1);
    Storage queries = backend.allocate(n * ofQueries);
    backend.matmul(
        false,
        false,
        n,
        s.queries(),
        s.d(),
        s.keys(),
        dscores,
        ofWeights,
        split(s, k, s.keys()),
        ofKeys,
        queries);
    join(s, scaled(s, queries, n * ofQueries), s.queries(), dq);
    Storage keys = backend.allocate(n * ofKeys);
    backend.matmul(
        true,
        false,
        n,
        s.keys(),
        s.d(),
        s.queries(),
        dscores,
        ofWeights,
        split(s, q, s.queries()),
        ofQueries,
        keys);
    join(s, scaled(s, keys, n * ofKeys), s.keys(), dk);
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
