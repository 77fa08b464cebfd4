package elbolab.deepdive;

import elbolab.math.Activation;
import elbolab.nn.Initialisation;
import elbolab.nn.Linear;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;

/**
 * Shared by the series: two hidden layers on [attended token of the series ; attended tokens of the
 * labels], then the heads x̂_j and ŷ_j.
 *
 * <p>The labels' part of the first layer is the same for all series of a window, so it is computed
 * once per window: [s ; t] W = s W_s + t W_t.
 */
final class Decoder {
  private final Tensor seriesWeight;
  private final Tensor labelWeight;
  private final Tensor bias;
  private final Linear hidden;
  private final Linear x;
  private final Linear y;

  Decoder(Parameters branch, DeepDiveOptions options) {
    int d = options.sizes().tokenWidth();
    int h = options.sizes().hidden();
    int n2 = options.labels().size();
    int in = (options.variant().hasConditional() ? d : 0) + n2 * d;
    Parameters first = branch.at("hidden.0");
    seriesWeight = options.variant().hasConditional() ? weight(first, "series", d, in, h) : null;
    labelWeight = n2 > 0 ? weight(first, "labels", n2 * d, in, h) : null;
    bias = first.add("bias", 0, h);
    hidden = Linear.of(branch.at("hidden.1"), h, h, Activation.RELU);
    x = Linear.of(branch.at("x"), h, options.windows().lookBack());
    y = Linear.of(branch.at("y"), h, options.windows().horizon());
  }

  private static Tensor weight(Parameters branch, String name, int rows, int in, int out) {
    return branch.add(name, Initialisation.heNormal(), in, out, rows, out);
  }

  DeepDive.Decoded decode(Fusion.Tokens tokens) {
    Tensor h = hidden.apply(first(tokens));
    return new DeepDive.Decoded(x.apply(h), y.apply(h));
  }

  private Tensor first(Fusion.Tokens tokens) {
    if (tokens.labels() == null) {
      return tokens.series().linear(seriesWeight, bias, Activation.RELU);
    }
    int windows = tokens.labels().size(0);
    Tensor flat = tokens.labels().reshape(windows, 1, -1);
    if (tokens.series() == null) {
      return flat.linear(labelWeight, bias, Activation.RELU);
    }
    Tensor ofLabels = flat.linear(labelWeight, bias);
    return tokens.series().matmul(seriesWeight).plus(ofLabels).relu();
  }
}
