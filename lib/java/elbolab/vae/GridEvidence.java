package elbolab.vae;

import static elbolab.math.Equation.Paper.LECTURE;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.LogSum;
import elbolab.math.Rng;
import java.util.function.ToDoubleFunction;

/**
 * log p(x) = log ∫ p(z) p(x | z) dz in several dimensions by two ways that a real model has no use
 * for: on a grid, which needs nodes to the power of the dimensions, and by draws from the prior,
 * few of which explain x.
 *
 * @param dimensions of z ~ N(0, I)
 * @param logLikelihood log p(x | z) for the x that was observed
 */
public record GridEvidence(int dimensions, ToDoubleFunction<double[]> logLikelihood) {
  private static final double REACH = 5;
  private static final double LOG_TWO_PI = 1.8378770664093454836;

  public GridEvidence {
    if (dimensions < 1) {
      throw new IllegalArgumentException("dimensions = " + dimensions + ": must be at least 1");
    }
  }

  /** The integral below the lecture's eq. 3, with the integrand of its eq. 4 at every node. */
  @Equation(
      paper = LECTURE,
      number = {"3", "4"},
      test = "GridEvidenceTest#gridOfALinearModel")
  public double onGrid(int nodesPerAxis) {
    double step = 2 * REACH / (nodesPerAxis - 1);
    int[] at = new int[dimensions];
    double[] z = new double[dimensions];
    LogSum sum = new LogSum();
    do {
      double prior = -0.5 * LOG_TWO_PI * dimensions;
      for (int i = 0; i < dimensions; i++) {
        z[i] = -REACH + step * at[i];
        prior -= 0.5 * z[i] * z[i];
      }
      sum.add(prior + logLikelihood.applyAsDouble(z));
    } while (next(at, nodesPerAxis));
    return sum.value() + dimensions * DoubleMath.log(step);
  }

  /** Counts like an odometer; false after the last node. */
  private static boolean next(int[] at, int nodes) {
    for (int i = 0; i < at.length; i++) {
      if (++at[i] < nodes) {
        return true;
      }
      at[i] = 0;
    }
    return false;
  }

  /**
   * What draws from the prior give.
   *
   * @param logEvidence log of the mean of p(x | z)
   * @param effective how many of the draws count, (Σ w)²/Σ w² with w = p(x | z)
   */
  public record FromPrior(double logEvidence, double effective) {}

  /** log M⁻¹ Σ p(x | zₘ) with zₘ ~ p(z), the estimate that the lecture's eq. 13 has in mind. */
  public FromPrior fromPrior(int draws, Rng rng) {
    LogSum weights = new LogSum();
    LogSum squares = new LogSum();
    double[] z = new double[dimensions];
    for (int m = 0; m < draws; m++) {
      rng.fillGaussian(z, 0, dimensions);
      double log = logLikelihood.applyAsDouble(z);
      weights.add(log);
      squares.add(2 * log);
    }
    return new FromPrior(weights.mean(), DoubleMath.exp(2 * weights.value() - squares.value()));
  }
}
