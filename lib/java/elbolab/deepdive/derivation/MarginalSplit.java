package elbolab.deepdive.derivation;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.Equation;

/** Proposition 3: KL(q(b|x) ‖ p(b)) as a sum over the marginal dimensions b₁, b₂, … */
@Equation(
    paper = DEEPDIVE,
    number = "prop. 3",
    test = "DivergenceSplitTest#differenceIsTheTotalCorrelation")
public record MarginalSplit(JointGaussian encoder, JointGaussian prior) {

  /** Codes of variance ½ of which b₁ has these correlations with b₂, b₃, …; the prior N(0, I). */
  public static MarginalSplit ofCorrelations(double... withFirst) {
    int n = withFirst.length + 1;
    double[][] covariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      covariance[i][i] = 0.5;
      if (i > 0) {
        covariance[0][i] = 0.5 * withFirst[i - 1];
        covariance[i][0] = covariance[0][i];
      }
    }
    return new MarginalSplit(
        JointGaussian.of(new double[n], covariance), JointGaussian.standard(n));
  }

  /** Left side of (18). */
  @Equation(
      paper = DEEPDIVE,
      number = "18",
      test = "DivergenceSplitTest#jointDivergenceIsConditionalPlusMarginal")
  public double joint() {
    return encoder.divergenceFrom(prior);
  }

  /** Right side of (18): Σᵢ KL(q(bᵢ|x) ‖ p(bᵢ)). */
  @Equation(
      paper = DEEPDIVE,
      number = "18",
      test = "DivergenceSplitTest#differenceIsTheTotalCorrelation")
  public double sum() {
    double sum = 0;
    for (int i = 0; i < encoder.dimension(); i++) {
      sum += encoder.marginal(i).divergenceFrom(prior.marginal(i));
    }
    return sum;
  }

  /**
   * Left minus right side of (18). With a prior of independent coordinates (assumption 1) this is
   * the total correlation of q(b|x), which is 0 under assumption 2 and above 0 otherwise, whatever
   * the signs of the correlations.
   */
  @Equation(
      paper = DEEPDIVE,
      number = "18",
      test = "DivergenceSplitTest#differenceIsTheTotalCorrelation")
  public double missing() {
    return joint() - sum();
  }
}
