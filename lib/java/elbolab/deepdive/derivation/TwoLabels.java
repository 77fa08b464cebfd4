package elbolab.deepdive.derivation;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The prior of two marginal dimensions whose labels depend on one another: p(b₁, b₂) = Σ p(k₁, k₂)
 * ψ(b₁|k₁) ψ(b₂|k₂), as gait type and stride length do. Assumption 1 replaces it by p(b₁) p(b₂).
 */
public final class TwoLabels {
  private final double[][] shares;
  private final MixturePrior first;
  private final MixturePrior second;

  /** p(b₂|k₁), one for each class of the first label. */
  private final List<MixturePrior> conditional;

  private TwoLabels(double[][] shares, MixturePrior first, MixturePrior second) {
    this.shares = shares;
    this.first = first;
    this.second = second;
    conditional =
        IntStream.range(0, shares.length)
            .mapToObj(k -> new MixturePrior(scaled(shares[k], first.weights()[k]), second.units()))
            .toList();
  }

  /** The shares p(k₁, k₂), one row for each class of the first label, and the units of both. */
  public static TwoLabels of(
      double[][] shares, List<GaussianUnit> first, List<GaussianUnit> second) {
    if (shares.length != first.size() || shares[0].length != second.size()) {
      throw new IllegalArgumentException(
          "%d × %d shares for %d and %d units"
              .formatted(shares.length, shares[0].length, first.size(), second.size()));
    }
    double[] rows = new double[first.size()];
    double[] columns = new double[second.size()];
    for (int k = 0; k < rows.length; k++) {
      for (int l = 0; l < columns.length; l++) {
        rows[k] += shares[k][l];
        columns[l] += shares[k][l];
      }
    }
    return new TwoLabels(shares, new MixturePrior(rows, first), new MixturePrior(columns, second));
  }

  /** p(b₁), of the first label alone. */
  public MixturePrior first() {
    return first;
  }

  /** p(b₂), of the second label alone. */
  public MixturePrior second() {
    return second;
  }

  /** log p(b₁, b₂) = log Σ p(k₁) ψ(b₁|k₁) p(b₂|k₁). */
  public double logDensity(double one, double two) {
    double most = Double.NEGATIVE_INFINITY;
    double[] parts = new double[first.classes()];
    for (int k = 0; k < parts.length; k++) {
      parts[k] = first.logJoint(one, k) + conditional.get(k).logDensity(two);
      most = Math.max(most, parts[k]);
    }
    double sum = 0;
    for (double part : parts) {
      sum += DoubleMath.exp(part - most);
    }
    return most + DoubleMath.log(sum);
  }

  /**
   * Left minus right side of (18) for an encoder that satisfies assumption 2: E_q[log p(b₁) + log
   * p(b₂) − log p(b₁, b₂)], of either sign.
   */
  @Equation(paper = DEEPDIVE, number = "18", test = "TwoLabelsTest#independentLabelsMissNothing")
  public double missing(double[] mean, double[] deviation) {
    Encoded one = Encoded.normal(mean[0], deviation[0], 0);
    Encoded two = Encoded.normal(mean[1], deviation[1], 0);
    double joint = one.expectation((b, j) -> two.expectation((c, i) -> logDensity(b, c)));
    return one.expectation((b, j) -> first.logDensity(b))
        + two.expectation((c, i) -> second.logDensity(c))
        - joint;
  }

  /**
   * TC of p(b₁, b₂): what a prior of independent coordinates costs on average, where the codes of
   * the data are distributed as p(b₁, b₂).
   */
  public double totalCorrelation() {
    double sum = 0;
    for (int k = 0; k < first.classes(); k++) {
      for (int l = 0; l < second.classes(); l++) {
        GaussianUnit one = first.units().get(k);
        GaussianUnit two = second.units().get(l);
        double[] centres = {one.centre(), two.centre()};
        double[] scales = {one.scale(), two.scale()};
        sum -= shares[k][l] * missing(centres, scales);
      }
    }
    return sum;
  }

  private static double[] scaled(double[] row, double total) {
    return Arrays.stream(row).map(share -> share / total).toArray();
  }
}
