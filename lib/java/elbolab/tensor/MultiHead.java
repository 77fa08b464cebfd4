package elbolab.tensor;

import static elbolab.math.Equation.Paper.VASWANI_2017;

import elbolab.math.Equation;
import elbolab.tensor.AttentionKernels.Sizes;

/** Multi-head attention as one operation, so that the scores need not travel through the memory. */
public final class MultiHead {
  /**
   * @param value [batch, queries, width]
   * @param weights how much each query looks at each key, [batch, heads, queries, keys]; a constant
   */
  public record Attended(Tensor value, Tensor weights) {}

  private MultiHead() {}

  /**
   * softmax(q kᵀ/√d) v in each head (Vaswani et al. 2017, eq. 1), the heads' columns beside each
   * other: queries [batch, queries, width], keys and values [batch, keys, width], d = width/heads.
   */
  @Equation(paper = VASWANI_2017, number = "1", test = "GradientTest#gradient")
  public static Attended attend(Tensor q, Tensor k, Tensor v, int heads) {
    Backend backend = Mismatch.backend("attention", q, k);
    Mismatch.backend("attention", q, v);
    if (q.rank() != 3 || k.rank() != 3 || q.size(0) != k.size(0) || q.size(2) != k.size(2)) {
      throw Mismatch.of("attention", q, k, "both are [batch, tokens, width] with equal ends");
    }
    if (!k.shape().equals(v.shape())) {
      throw Mismatch.of("attention", k, v, "keys and values have one shape");
    }
    if (heads < 1 || q.size(2) % heads != 0) {
      throw Mismatch.of("attention", q, heads + " heads must divide its width");
    }
    Sizes s = new Sizes(q.size(0), q.size(1), k.size(1), heads, q.size(2) / heads);
    Tensor weights = Workspace.result(backend, Shape.of(s.batch(), heads, s.queries(), s.keys()));
    Tensor y = Workspace.result(backend, q.shape());
    backend
        .attention()
        .attend(s, q.storage(), k.storage(), v.storage(), weights.storage(), y.storage());
    Node.Rule rule = (pass, dy) -> back(pass, s, q, k, v, weights, dy);
    Tape.record("attention", y, rule, q, k, v);
    return new Attended(y, weights);
  }

  private static void back(
      BackwardPass pass, Sizes s, Tensor q, Tensor k, Tensor v, Tensor weights, Storage dy) {
    Storage dq = pass.take(q.size());
    Storage dk = pass.take(k.size());
    Storage dv = pass.take(v.size());
    q.backend()
        .attention()
        .gradient(s, q.storage(), k.storage(), v.storage(), weights.storage(), dy, dq, dk, dv);
    pass.give(q, dq);
    pass.give(k, dk);
    pass.give(v, dv);
  }
}
