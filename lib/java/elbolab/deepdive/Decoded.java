package elbolab.deepdive;

import elbolab.tensor.Tensor;

/**
 * The means of p(x | a, b) and p(y | a, b). In variant (b) the decoder, which all series share,
 * sees the same tokens for each of them, so there is one series that stands for all.
 *
 * @param x [windows, series or 1, L]
 * @param y [windows, series or 1, H]
 */
public record Decoded(Tensor x, Tensor y) {

  /** With each series written out. */
  Decoded forSeries(int series) {
    return x.size(1) == series ? this : new Decoded(repeat(x, series), repeat(y, series));
  }

  private static Tensor repeat(Tensor one, int series) {
    return one.expand(one.size(0), series, one.size(2));
  }
}
