package elbolab.deepdive;

import elbolab.nn.Attention;
import elbolab.nn.Linear;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The fusion of figure 1: tokens f^(a)(a_j) of the series and f_i^(b)(ψ(s_i)) of the labels are the
 * queries of multi-head cross-attention, the tokens of the series its keys and values. In variant
 * (b) the tokens of the labels are all three, in variant (a) those of the series.
 */
final class Fusion {
  /**
   * Tokens after the attention; of a kind that the variant does not have, null.
   *
   * @param series [windows, series, d]
   * @param labels [windows, labels, d]
   */
  record Tokens(Tensor series, Tensor labels) {}

  private final DeepDiveOptions.Variant variant;
  private final Linear ofSeries;
  private final List<Linear> ofLabels = new ArrayList<>();
  private final Attention attention;

  Fusion(Parameters branch, DeepDiveOptions options) {
    int d = options.sizes().tokenWidth();
    variant = options.variant();
    ofSeries =
        variant.hasConditional()
            ? Linear.of(branch.at("series"), options.sizes().conditional(), d)
            : null;
    for (Label label : options.labels()) {
      ofLabels.add(Linear.of(branch.at("label." + label.name()), label.classes(), d));
    }
    attention = Attention.of(branch.at("attention"), d, d, d, options.sizes().heads());
  }

  /**
   * @param a [windows, series, n1], null in variant (b)
   * @param basis ψ(s_i), [windows, classes], of each label
   */
  Tokens fuse(Tensor a, List<Tensor> basis) {
    switch (variant) {
      case CONDITIONAL_ONLY -> {
        return new Tokens(attention.self(ofSeries.apply(a)).value(), null);
      }
      case MARGINAL_ONLY -> {
        return new Tokens(null, attention.self(labelTokens(basis)).value());
      }
      default -> {
        Tensor series = ofSeries.apply(a);
        Tensor queries = Tensor.concat(1, series, labelTokens(basis));
        Tensor fused = attention.cross(queries, series).value();
        int l = series.size(1);
        return new Tokens(fused.slice(1, 0, l), fused.slice(1, l, fused.size(1)));
      }
    }
  }

  private Tensor labelTokens(List<Tensor> basis) {
    Tensor[] tokens = new Tensor[basis.size()];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = ofLabels.get(i).apply(basis.get(i));
    }
    return Tensor.stack(1, tokens);
  }
}
