package elbolab.deepdive.derivation;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.Equation;
import elbolab.math.GaussHermite;
import elbolab.show.Sheet;
import java.util.stream.IntStream;

/**
 * Proposition 2: KL(q(a, b|x) ‖ p(a) p(b)) in a conditional and a marginal part.
 *
 * @param encoder q(a, b|x), a before b
 */
@Equation(
    paper = DEEPDIVE,
    number = "prop. 2",
    test = "DivergenceSplitTest#jointDivergenceIsConditionalPlusMarginal")
public record ConditionalSplit(JointGaussian encoder, JointGaussian priorA, JointGaussian priorB) {
  public ConditionalSplit {
    if (encoder.dimension() != priorA.dimension() + priorB.dimension()) {
      throw new IllegalArgumentException(
          "an encoder of %d dimensions, priors of %d and %d"
              .formatted(encoder.dimension(), priorA.dimension(), priorB.dimension()));
    }
  }

  /** Left side of (11): KL(q(a, b|x) ‖ p(a, b)), with p(a, b) = p(a) p(b) by assumption 1. */
  @Equation(
      paper = DEEPDIVE,
      number = "11",
      test = "DivergenceSplitTest#jointDivergenceIsConditionalPlusMarginal")
  public double joint() {
    return encoder.divergenceFrom(priorA.beside(priorB));
  }

  /**
   * First term of (11): E_{b~q}[KL(q(a|b, x) ‖ p(a))]. The divergence is quadratic in b, for which
   * three nodes are exact.
   */
  @Equation(
      paper = DEEPDIVE,
      number = "11",
      test = "DivergenceSplitTest#jointDivergenceIsConditionalPlusMarginal")
  public double conditionalTerm() {
    return marginalEncoder()
        .expectation(GaussHermite.of(3), b -> encoder.givenLast(b.clone()).divergenceFrom(priorA));
  }

  /** Second term of (11): KL(q(b|x) ‖ p(b)). */
  @Equation(
      paper = DEEPDIVE,
      number = "11",
      test = "DivergenceSplitTest#jointDivergenceIsConditionalPlusMarginal")
  public double marginalTerm() {
    return marginalEncoder().divergenceFrom(priorB);
  }

  /** KL(q(a|x) ‖ p(a)): what takes the place of the first term where a is encoded without b. */
  public double unconditionalTerm() {
    return firstPart().divergenceFrom(priorA);
  }

  /** I(a; b|x) under q = H(a|x) + H(b|x) − H(a, b|x). */
  public double mutualInformation() {
    return firstPart().entropy() + marginalEncoder().entropy() - encoder.entropy();
  }

  /** Both sides of (11), and what is lost where a is encoded without b. */
  public Sheet table() {
    return Sheet.columns("proposition 2", "nats")
        .row("KL(q(a, b | x) ‖ p(a) p(b))", joint())
        .row("E_b KL(q(a | b, x) ‖ p(a))", conditionalTerm())
        .row("KL(q(b | x) ‖ p(b))", marginalTerm())
        .row("KL(q(a | x) ‖ p(a)), a encoded without b", unconditionalTerm())
        .row("I(a; b | x) under q", mutualInformation())
        .decimals(6, "nats")
        .caption("Identity (11)");
  }

  private JointGaussian firstPart() {
    return encoder.marginal(IntStream.range(0, priorA.dimension()).toArray());
  }

  private JointGaussian marginalEncoder() {
    return encoder.marginal(IntStream.range(priorA.dimension(), encoder.dimension()).toArray());
  }
}
