package elbolab.nn;

import elbolab.tensor.MultiHead;
import elbolab.tensor.Tensor;

/**
 * Multi-head attention (Vaswani et al. 2017, section 3.2): heads of softmax(Q Kᵀ/√d) V beside each
 * other, then a linear map.
 */
public record Attention(Linear query, Linear key, Linear value, Linear out, int heads) {
  /**
   * @param value [batch, queries, width]
   * @param weights how much each query looks at each key, [batch, heads, queries, keys]; a constant
   */
  public record Output(Tensor value, Tensor weights) {}

  public Attention {
    int width = query.weight().size(1);
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "heads = " + heads + ": must divide the width " + width + " of the attention");
    }
  }

  /** Queries of size {@code in}, keys and values from tokens of size {@code context}. */
  public static Attention of(Parameters parameters, int in, int context, int width, int heads) {
    return new Attention(
        Linear.of(parameters.at("query"), in, width),
        Linear.of(parameters.at("key"), context, width),
        Linear.of(parameters.at("value"), context, width),
        Linear.of(parameters.at("out"), width, width),
        heads);
  }

  /** Self-attention over tokens [batch, tokens, size]. */
  public Output self(Tensor tokens) {
    return cross(tokens, tokens);
  }

  /** Each query [batch, queries, in] looks at all of [batch, keys, context]. */
  public Output cross(Tensor queries, Tensor context) {
    MultiHead.Attended attended =
        MultiHead.attend(query.apply(queries), key.apply(context), value.apply(context), heads);
    return new Output(out.apply(attended.value()), attended.weights());
  }
}
