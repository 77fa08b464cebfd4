package elbolab.deepdive;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.Equation;

/** f of p(k | b) = softmax_k f(ψ_k(s)); proposition 6 asks that f' is nowhere 0. */
@Equation(
    paper = DEEPDIVE,
    number = "prop. 6",
    test = "DeepDiveTest#theAffineHeadIsASoftmaxOfTheBasis")
public enum ClassifierHead {
  /**
   * log ψ_k + log(n_k/n): with it the softmax is the posterior of the mixture of assumptions 3 and
   * 4, p(k | b) = ψ_k(s) n_k / Σ_j ψ_j(s) n_j.
   */
  BAYES,
  /** α_k ψ_k + β_k with learned α_k &gt; 0 and β_k. */
  AFFINE
}
