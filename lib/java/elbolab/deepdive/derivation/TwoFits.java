package elbolab.deepdive.derivation;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.show.Sheet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The two ways to fit two Gaussian units to labelled codes. The generative fit has the least bound
 * (22), with all of Q on the true class: where do the codes of a class lie? A discriminative one
 * has the least cross entropy: which class, given the code?
 */
public final class TwoFits {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  private final Encoded codes;
  private final double[] shares;

  /** Of each class: its part of the codes, their mean and their mean square from there. */
  private final double[] mass = new double[2];

  private final double[] mean = new double[2];
  private final double[] square = new double[2];

  /** Made when it is first asked for: codes that separate the classes have none. */
  private DiscriminativeFits discriminative;

  /**
   * @param shares p(k), two of sum 1: not learned
   */
  public TwoFits(Encoded codes, double... shares) {
    this.codes = codes;
    this.shares = shares.clone();
    for (int index = 0; index < 2; index++) {
      int k = index;
      mass[k] = codes.expectation((b, j) -> j == k ? 1 : 0);
      mean[k] = codes.expectation((b, j) -> j == k ? b : 0) / mass[k];
      square[k] = codes.expectation((b, j) -> j == k ? (b - mean[k]) * (b - mean[k]) : 0) / mass[k];
    }
  }

  /**
   * Draws of two normal classes, alternately N(−1, 1) and N(1, 0.7²): the model of assumption 3 is
   * right.
   */
  public static TwoFits ofDraws(int count, Rng rng) {
    double[] b = new double[count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
      b[i] = 2 * labels[i] - 1 + (labels[i] == 0 ? 1 : 0.7) * rng.nextGaussian();
    }
    return new TwoFits(Encoded.draws(b, labels), 0.5, 0.5);
  }

  /**
   * Right side of (22) with Q(j) = 1 on the true class, E[−log p(b, j)]. It sees a class through
   * its mean and spread alone: Σₖ P(k) (−log p(k) + log τₖ + ½ log 2π + ½ (sₖ² + (mₖ − νₖ)²)/τₖ²).
   */
  @Equation(paper = DEEPDIVE, number = "22", test = "CrossEntropyTest#theBoundOfTrueClasses")
  public double bound(MixturePrior prior) {
    double sum = 0;
    for (int k = 0; k < 2; k++) {
      GaussianUnit unit = prior.units().get(k);
      double apart = mean[k] - unit.centre();
      double u2 = (square[k] + apart * apart) / (unit.scale() * unit.scale());
      double log = HALF_LOG_TWO_PI + DoubleMath.log(unit.scale()) + 0.5 * u2;
      sum += mass[k] * (log - DoubleMath.log(prior.weights()[k]));
    }
    return sum;
  }

  /** E[−log p(j|b)]. */
  public double crossEntropy(MixturePrior prior) {
    return new CrossEntropy(codes).of(prior);
  }

  /** E[−log p(b)]: what the cross entropy leaves out of the bound. */
  public double marginalLoss(MixturePrior prior) {
    return new JensenBound(prior, codes).marginalLoss();
  }

  /** The minimiser of the bound: mean and deviation of each class. */
  public MixturePrior generative() {
    return MixturePrior.of(shares, mean, Arrays.stream(square).map(Math::sqrt).toArray());
  }

  /** All minimisers of the cross entropy. */
  public DiscriminativeFits discriminative() {
    if (discriminative == null) {
      discriminative = new DiscriminativeFits(new CrossEntropy(codes).minimiser(), shares);
    }
    return discriminative;
  }

  /** Of the minimisers of the cross entropy the one of least bound. */
  public MixturePrior bestDiscriminative() {
    return discriminative().best(this::bound);
  }

  /** How far the bound of a fit is above the least. */
  public double excessBound(MixturePrior prior) {
    return bound(prior) - bound(generative());
  }

  /** The same for the best minimiser of the cross entropy whose class 1 has this scale, or NaN. */
  public double excessBoundAt(double scale) {
    return discriminative().members(scale).stream()
        .mapToDouble(this::excessBound)
        .min()
        .orElse(Double.NaN);
  }

  /** The minimisers of both losses for several data sets. */
  public static Sheet table(Map<String, TwoFits> data) {
    Sheet sheet = Sheet.columns("classes", "minimiser of", "ψ₀", "ψ₁", "cross entropy", "bound");
    data.forEach(
        (name, fits) -> {
          fits.row(sheet, name, "the bound", fits.generative());
          fits.row(sheet, name, "the cross entropy, best", fits.bestDiscriminative());
        });
    return sheet.decimals(4).caption("Two minimisers for each data set, in nats");
  }

  private void row(Sheet sheet, String name, String of, MixturePrior prior) {
    List<GaussianUnit> units = prior.units();
    sheet.row(name, of, units.get(0), units.get(1), crossEntropy(prior), bound(prior));
  }

  /** How far the bound of the best minimiser of the cross entropy is above the least bound. */
  public double excessBound() {
    return excessBound(bestDiscriminative());
  }

  /** How far the cross entropy of the minimiser of the bound is above the least cross entropy. */
  public double excessCrossEntropy() {
    return crossEntropy(generative()) - crossEntropy(bestDiscriminative());
  }

  /** The least residual of (25) and (26) with Q = p(k|b) on the whole curve of minimisers. */
  public double leastResidual() {
    MixtureFit fit = new MixtureFit(codes);
    return fit.residual(discriminative().best(fit::residual));
  }
}
