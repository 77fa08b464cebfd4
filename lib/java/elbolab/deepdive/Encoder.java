package elbolab.deepdive;

import elbolab.math.Activation;
import elbolab.nn.Initialisation;
import elbolab.nn.Layer;
import elbolab.nn.Linear;
import elbolab.nn.Parameters;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;

/**
 * Shared by the series: two hidden layers, which every loss term trains, and a last layer in
 * separate blocks of columns, one for a and one for each b_i.
 */
record Encoder(Layer hidden, int series, int lookBack) {
  /** The branch of the hidden layers. */
  static final String SHARED = "encoder.hidden";

  static Encoder of(Parameters branch, DeepDiveOptions options) {
    int h = options.sizes().hidden();
    int lookBack = options.windows().lookBack();
    Layer hidden =
        Linear.of(branch.at("0"), lookBack, h, Activation.RELU)
            .then(Linear.of(branch.at("1"), h, h, Activation.RELU));
    return new Encoder(hidden, options.windows().series(), lookBack);
  }

  /** The last hidden layer of windows x [windows, series, L]. */
  Tensor apply(Tensor x) {
    if (x.rank() != 3 || x.size(1) != series || x.size(2) != lookBack) {
      throw new IllegalArgumentException(
          "x of shape %s: [windows, %d series, %d values] is needed"
              .formatted(x.shape(), series, lookBack));
    }
    return hidden.apply(x);
  }

  /**
   * A block of the last layer: μ and log σ of some dimensions for each series. It begins with σ = 1
   * everywhere, for the exponential of a random log σ would be huge for some windows.
   */
  record Columns(Linear linear) {
    static Columns of(Parameters branch, int hidden, int dimensions) {
      Initialisation start =
          (w, in, out, rng) -> {
            Initialisation.glorotUniform().fill(w, in, out, rng);
            for (int i = 0; i < w.length; i++) {
              w[i] = i % out < out / 2 ? w[i] : 0;
            }
          };
      return new Columns(
          Linear.of(
              branch, hidden, 2 * dimensions, Activation.IDENTITY, start, Initialisation.zeros()));
    }

    /** N(μ, σ²), [windows, series, dimensions], from the last hidden layer. */
    Normal apply(Tensor hidden) {
      Tensor both = linear.apply(hidden);
      int n = both.size(-1) / 2;
      return new Normal(both.slice(-1, 0, n), both.slice(-1, n, 2 * n));
    }
  }
}
