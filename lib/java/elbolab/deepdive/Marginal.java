package elbolab.deepdive;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.nn.RadialBasis;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * One marginal dimension with its classifier: the encoder's last layer for b_i, the projection s_i
 * = w_i · b_i over the series (figure 3), and p(k | b_i) = softmax_k f(ψ_k(s_i)). Everything in
 * here is frozen in the main pass.
 *
 * @param encoder the column block μ_b, log σ_b of the encoder's last layer
 * @param weight w_i, one number per series
 * @param basis ψ_k with ν_k and τ_k, eq. (20)
 * @param head f, from log ψ
 */
record Marginal(
    Label label,
    Encoder.Columns encoder,
    Tensor weight,
    RadialBasis basis,
    UnaryOperator<Tensor> head) {

  static Marginal of(Parameters branch, DeepDiveOptions options, Label label) {
    int l = options.windows().series();
    // With 1/√l the noise of s is as wide as that of each b_j, however many series there are.
    return new Marginal(
        label,
        Encoder.Columns.of(branch.at("encoder"), options.sizes().hidden(), 1),
        branch.add("weight", 1 / Math.sqrt(l), l),
        RadialBasis.of(branch.at("basis"), label.classes()),
        head(branch.at("head"), options.head(), label));
  }

  private static UnaryOperator<Tensor> head(
      Parameters branch, DeepDiveOptions.Head kind, Label label) {
    if (kind == DeepDiveOptions.Head.BAYES) {
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

  /** q(s | x) = N(Σ_j w_j μ_j, Σ_j w_j² σ_j²), for the noise of the series is independent. */
  Normal project(Normal b) {
    Tensor variance = b.sigma().times(weight).square().sum(-1);
    return new Normal(project(b.mean()), variance.log().times(0.5));
  }

  /** f(ψ_k(s)), [windows, classes]. */
  Tensor logits(Tensor s) {
    return head.apply(basis.log(s));
  }

  /** log p(s) = log Σ_k (n_k/n) ψ_k(s): the mixture of assumptions 3 and 4, of any head. */
  @Equation(paper = DEEPDIVE, number = "23", test = "LatentModelTest#thePriorIsTheMixture")
  Tensor logPrior(Tensor s) {
    Tensor shares = Tensor.of(label.logShares(), label.classes());
    return basis.log(s).plus(shares).logSumExp(-1).minus(shares.logSumExp(-1));
  }

  /** Draws of the mixture: a class by its share, then a place in its unit. */
  Tensor samplePrior(Rng rng, int windows) {
    double[] shares = label.shares();
    float[] centre = basis.centre().toArray();
    float[] width = basis.logWidth().exp().toArray();
    float[] s = new float[windows];
    for (int i = 0; i < windows; i++) {
      int k = 0;
      for (double left = rng.nextDouble(); k < shares.length - 1 && left >= shares[k]; k++) {
        left -= shares[k];
      }
      s[i] = (float) (centre[k] + width[k] * rng.nextGaussian());
    }
    return Tensor.of(s, windows);
  }
}
