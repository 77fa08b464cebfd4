package elbolab.deepdive;

import elbolab.math.Activation;
import elbolab.nn.Initialisation;
import elbolab.nn.Linear;
import elbolab.nn.Parameters;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;

/**
 * A column block of the encoder's last layer: μ and log σ of some dimensions for each series. It
 * begins with σ = 1 everywhere, for the exponential of a random log σ would be huge for some
 * windows.
 */
record LastLayer(Linear columns) {

  static LastLayer of(Parameters branch, int hidden, int dimensions) {
    Initialisation start =
        (w, in, out, rng) -> {
          Initialisation.glorotUniform().fill(w, in, out, rng);
          for (int i = 0; i < w.length; i++) {
            w[i] = i % out < out / 2 ? w[i] : 0;
          }
        };
    return new LastLayer(
        Linear.of(
            branch, hidden, 2 * dimensions, Activation.IDENTITY, start, Initialisation.zeros()));
  }

  /** N(μ, σ²), [windows, series, dimensions], from the last hidden layer. */
  Normal apply(Tensor hidden) {
    Tensor both = columns.apply(hidden);
    int n = both.size(-1) / 2;
    return new Normal(both.slice(-1, 0, n), both.slice(-1, n, 2 * n));
  }
}
