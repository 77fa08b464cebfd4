package elbolab.deepdive;

import elbolab.nn.Parameters;
import elbolab.nn.RadialBasis;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;

/**
 * One marginal dimension with its classifier: the encoder's last layer for b_i, the projection s_i
 * = w_i · b_i over the series (figure 3), and p(k | b_i) = softmax_k f(ψ_k(s_i)). Everything in
 * here is frozen in the main pass.
 *
 * @param encoder the column block μ_b, log σ_b of the encoder's last layer
 * @param weight w_i, one number per series
 * @param basis ψ_k with ν_k and τ_k, eq. (20)
 */
record Marginal(Label label, LastLayer encoder, Tensor weight, RadialBasis basis, Head head) {

  /** f of the softmax. */
  interface Head {
    Tensor logits(Tensor logBasis);
  }

  static Marginal of(Parameters branch, DeepDiveOptions options, Label label) {
    int l = options.series();
    // With 1/√l the noise of s is as wide as that of each b_j, however many series there are.
    return new Marginal(
        label,
        LastLayer.of(branch.at("encoder"), options.hidden(), 1),
        branch.add("weight", 1 / Math.sqrt(l), l),
        RadialBasis.of(branch.at("basis"), label.classes()),
        head(branch.at("head"), options.head(), label));
  }

  private static Head head(Parameters branch, ClassifierHead kind, Label label) {
    if (kind == ClassifierHead.BAYES) {
      Tensor logPrior = branch.addState("logPrior", 0, label.classes());
      logPrior.set(label.logShares());
      return logBasis -> logBasis.plus(logPrior);
    }
    Tensor logSlope = branch.add("logSlope", 0, label.classes());
    Tensor shift = branch.add("shift", 0, label.classes());
    return logBasis -> logBasis.exp().times(logSlope.exp()).plus(shift);
  }

  /** q(b_i | x) of each window and series, [windows, series]. */
  Normal encode(Tensor hidden) {
    Normal each = encoder.apply(hidden);
    int windows = hidden.size(0);
    int series = hidden.size(1);
    return new Normal(
        each.mean().reshape(windows, series), each.logSigma().reshape(windows, series));
  }

  /** s = Σ_j w_j b_j of each window. */
  Tensor project(Tensor b) {
    return b.times(weight).sum(-1);
  }

  /** f(ψ_k(s)), [windows, classes]. */
  Tensor logits(Tensor s) {
    return head.logits(basis.log(s));
  }
}
