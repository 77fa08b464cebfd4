package elbolab.tensor;

/** Multi-head attention: for each head h, y_h = softmax(q_h k_hᵀ/√d) v_h. */
public interface AttentionKernels {
  /**
   * Queries and their results are [batch, queries, heads·d], keys and values [batch, keys,
   * heads·d], the heads' columns beside each other; weights are [batch, heads, queries, keys].
   *
   * @param d width of a head
   */
  record Sizes(int batch, int queries, int keys, int heads, int d) {
    public int width() {
      return heads * d;
    }

    public double scale() {
      return 1 / Math.sqrt(d);
    }
  }

  void attend(Sizes s, Storage q, Storage k, Storage v, Storage weights, Storage y);

  /** From dy to the gradients of all three, each of which is written whole. */
  void gradient(
      Sizes s,
      Storage q,
      Storage k,
      Storage v,
      Storage weights,
      Storage dy,
      Storage dq,
      Storage dk,
      Storage dv);
}
