package elbolab.deepdive.derivation;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.Equation;

/** Q(k) of proposition 4: how a sample is divided among the classes. For each code it sums to 1. */
@Equation(
    paper = DEEPDIVE,
    number = "prop. 4",
    test = "JensenBoundTest#theBoundHoldsAndItsGapIsADivergence")
@FunctionalInterface
public interface Assignment {
  /** Q(k), which may depend on the code b and on the true class of its sample. */
  double of(int k, double b, int label);

  /** The same for each code, as proposition 4 writes it. */
  @Equation(
      paper = DEEPDIVE,
      number = "prop. 4",
      test = "JensenBoundTest#theBoundHoldsAndItsGapIsADivergence")
  static Assignment constant(double... q) {
    double[] copy = q.clone();
    return (k, b, label) -> copy[k];
  }

  /** Q(k) = p(k|b): what theorem 1 takes, and what makes the bound tight. */
  @Equation(
      paper = DEEPDIVE,
      number = "theorem 1",
      test = "JensenBoundTest#theBoundHoldsAndItsGapIsADivergence")
  static Assignment posterior(MixturePrior prior) {
    return (k, b, label) -> prior.posterior(b, k);
  }

  /** All on the true class: the limit that uses the labels, as the cross entropy does. */
  static Assignment label() {
    return (k, b, label) -> k == label ? 1 : 0;
  }
}
