package elbolab.vae.collapse;

import static elbolab.math.Equation.Paper.LECTURE;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Moments;
import elbolab.vae.ScalarVae;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The solution that ignores its code, μ(z) = x̄ and q(z | x) = p(z), against a decoder that uses
 * it, on numbers x with noise of variance γ. Proposition 2 of Dai et al. 2020, in the lecture's
 * prop. 2: for any decoder there is a γ' from which on the trivial solution costs less.
 *
 * @param decoder μ(z), which stays as it is while γ changes
 */
@Equation(paper = LECTURE, number = "prop. 2", test = "TrivialSolutionTest")
public record TrivialSolution(DoubleUnaryOperator decoder, double[] x) {
  private static final double WIDEST = 1e12;
  private static final double RELATIVE = 1e-10;

  public TrivialSolution {
    x = x.clone();
  }

  /** ½ log 2πγ + s²/(2γ), s² the mean squared distance from x̄; the divergence is 0. */
  public double trivialCost(double gamma) {
    Moments moments = new Moments();
    for (double each : x) {
      moments.add(each);
    }
    double square = moments.variance() * (x.length - 1) / x.length;
    return 0.5 * DoubleMath.log(2 * Math.PI * gamma) + square / (2 * gamma);
  }

  /** The least cost that any encoder can reach with the decoder: the mean of −log p(x). */
  public double decoderCost(double gamma) {
    ScalarVae model = new ScalarVae(decoder, z -> Math.sqrt(gamma));
    return -Arrays.stream(x).map(model::logEvidence).sum() / x.length;
  }

  /**
   * γ', where the trivial solution begins to cost less, by bisection of log γ upwards from a γ at
   * which the decoder costs less.
   */
  public double threshold(double from) {
    if (gain(from) <= 0) {
      throw new IllegalArgumentException(
          "at γ = %s the trivial solution costs less already: begin lower".formatted(from));
    }
    double low = from;
    double high = 2 * from;
    while (gain(high) > 0) {
      low = high;
      high *= 2;
      if (high > WIDEST) {
        throw new IllegalStateException("no γ' below " + WIDEST + ": the decoder is degenerate");
      }
    }
    while (high / low > 1 + RELATIVE) {
      double middle = Math.sqrt(low * high);
      if (gain(middle) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.sqrt(low * high);
  }

  private double gain(double gamma) {
    return trivialCost(gamma) - decoderCost(gamma);
  }
}
