package elbolab.deepdive.derivation;

import elbolab.math.DoubleMath;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * All pairs of Gaussian units with given log odds: the minimisers of the cross entropy. They form a
 * curve with two branches, along which the cross entropy is constant.
 */
public record DiscriminativeFits(LogOdds odds, double[] weights) {
  private static final double LEAST_LOG_SCALE = -3;
  private static final double LARGEST_LOG_SCALE = 3;
  private static final double STEP = 0.03125;
  private static final int REFINEMENTS = 60;
  private static final double GOLDEN = 0.6180339887498949;

  public DiscriminativeFits {
    if (weights.length != 2 || odds.square() == 0) {
      throw new IllegalArgumentException(
          "%d classes, log odds %s: two classes and a quadratic term are needed"
              .formatted(weights.length, odds));
    }
    weights = weights.clone();
  }

  /** The two centres of class 0 that the same scales allow. */
  public enum Branch {
    LOWER,
    UPPER
  }

  /**
   * The member whose class 1 has this scale, if there is one. With λₖ = 1/τₖ²: λ₀ = λ₁ + 2c₂ and
   * λ₁ν₁ = c₁ + λ₀ν₀; c₀ then leaves c₂ν₀² + c₁ν₀ + (c₁² + 2Cλ₁)/(2λ₀) = 0 where 2C = λ₀ν₀² − λ₁ν₁²
   * is what c₀ says beside the shares and scales.
   */
  public Optional<MixturePrior> member(double scale, Branch branch) {
    double one = 1 / (scale * scale);
    double zero = one + 2 * odds.square();
    if (!(zero > 0)) {
      return Optional.empty();
    }
    double shares = DoubleMath.log(weights[1]) - DoubleMath.log(weights[0]);
    double rest = odds.constant() - shares - 0.5 * (DoubleMath.log(one) - DoubleMath.log(zero));
    double root = odds.linear() * odds.linear() - 4 * odds.square() * rest;
    if (!(root >= 0)) {
      return Optional.empty();
    }
    double side = branch == Branch.LOWER ? -1 : 1;
    double centre = (-odds.linear() + side * Math.sqrt(root * one / zero)) / (2 * odds.square());
    double other = (odds.linear() + zero * centre) / one;
    return Optional.of(
        MixturePrior.of(
            weights, new double[] {centre, other}, new double[] {Math.sqrt(1 / zero), scale}));
  }

  /** The members whose class 1 has this scale: none, one or two. */
  public List<MixturePrior> members(double scale) {
    return Arrays.stream(Branch.values())
        .flatMap(branch -> member(scale, branch).stream())
        .toList();
  }

  /** The member for which an objective is least: a scan along each branch, then golden section. */
  public MixturePrior best(ToDoubleFunction<MixturePrior> objective) {
    MixturePrior best = null;
    double least = Double.POSITIVE_INFINITY;
    for (Branch branch : Branch.values()) {
      double at = scan(objective, branch);
      double refined = refine(objective, at - STEP, at + STEP, branch);
      double value = value(objective, refined, branch);
      if (value < least) {
        least = value;
        best = member(DoubleMath.exp(refined), branch).orElseThrow();
      }
    }
    if (best == null) {
      throw new IllegalStateException("no two Gaussian units have the log odds " + odds);
    }
    return best;
  }

  private double scan(ToDoubleFunction<MixturePrior> objective, Branch branch) {
    double best = LEAST_LOG_SCALE;
    double least = Double.POSITIVE_INFINITY;
    for (double at = LEAST_LOG_SCALE; at <= LARGEST_LOG_SCALE; at += STEP) {
      double value = value(objective, at, branch);
      if (value < least) {
        least = value;
        best = at;
      }
    }
    return best;
  }

  private double refine(
      ToDoubleFunction<MixturePrior> objective, double from, double to, Branch branch) {
    double low = from;
    double high = to;
    for (int i = 0; i < REFINEMENTS; i++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (value(objective, left, branch) <= value(objective, right, branch)) {
        high = right;
      } else {
        low = left;
      }
    }
    return 0.5 * (low + high);
  }

  private double value(ToDoubleFunction<MixturePrior> objective, double logScale, Branch branch) {
    return member(DoubleMath.exp(logScale), branch)
        .map(objective::applyAsDouble)
        .orElse(Double.POSITIVE_INFINITY);
  }
}
