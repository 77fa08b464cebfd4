package elbolab.deepdive.derivation;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.Equation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** Proposition 5: the centres and scales that minimise the upper bound of proposition 4. */
@Equation(
    paper = DEEPDIVE,
    number = {"prop. 4", "prop. 5"},
    test = "MixtureFitTest")
public record MixtureFit(Encoded codes) {

  /**
   * (61): argmin over ν, τ of the bound for a fixed Q, which is νₖ = E[Q(k)b]/E[Q(k)] and τₖ² =
   * E[Q(k)(b − νₖ)²]/E[Q(k)]. The shares p(k) stay (assumption 4).
   */
  @Equation(
      paper = DEEPDIVE,
      number = "61",
      test = "MixtureFitTest#oneStepIsTheMinimiserForAFixedAssignment")
  public MixturePrior minimiser(double[] weights, Assignment q) {
    List<GaussianUnit> units = new ArrayList<>();
    for (int index = 0; index < weights.length; index++) {
      int k = index;
      double mass = codes.expectation((b, j) -> q.of(k, b, j));
      double centre = codes.expectation((b, j) -> q.of(k, b, j) * b) / mass;
      double square =
          codes.expectation((b, j) -> q.of(k, b, j) * (b - centre) * (b - centre)) / mass;
      units.add(new GaussianUnit(centre, Math.sqrt(square)));
    }
    return new MixturePrior(weights, units);
  }

  /** One round of expectation maximisation: Q = p(k|b) at the parameters θₜ, then (61). */
  @Equation(
      paper = DEEPDIVE,
      number = "61",
      test = "MixtureFitTest#oneStepIsTheMinimiserForAFixedAssignment")
  public MixturePrior step(MixturePrior from) {
    return minimiser(from.weights(), Assignment.posterior(from));
  }

  /** So many rounds, the start first. */
  public List<MixturePrior> path(MixturePrior start, int rounds) {
    List<MixturePrior> path = new ArrayList<>(List.of(start));
    for (int i = 0; i < rounds; i++) {
      path.add(step(path.get(i)));
    }
    return path;
  }

  /**
   * Left side of (25), by class: E[−Q(k) p(k)/p(b, k) ∂ψₖ/∂νₖ]. The quotient is ∂log ψₖ/∂νₖ, which
   * does not become 0/0 far out.
   */
  @Equation(
      paper = DEEPDIVE,
      number = "25",
      test = "MixtureFitTest#conditionsAreTheDerivativesOfTheBound")
  public double[] centreCondition(MixturePrior at, Assignment q) {
    return condition(at, q, GaussianUnit::logSlopeInCentre);
  }

  /** Left side of (26), by class: E[−Q(k) p(k)/p(b, k) ∂ψₖ/∂τₖ]. */
  @Equation(
      paper = DEEPDIVE,
      number = "26",
      test = "MixtureFitTest#conditionsAreTheDerivativesOfTheBound")
  public double[] scaleCondition(MixturePrior at, Assignment q) {
    return condition(at, q, GaussianUnit::logSlopeInScale);
  }

  private double[] condition(
      MixturePrior at, Assignment q, ToDoubleBiFunction<GaussianUnit, Double> slope) {
    double[] left = new double[at.classes()];
    for (int index = 0; index < left.length; index++) {
      int k = index;
      GaussianUnit unit = at.units().get(k);
      left[k] = codes.expectation((b, j) -> -q.of(k, b, j) * slope.applyAsDouble(unit, b));
    }
    return left;
  }

  /** The greatest of (25) and (26) in size, with Q = p(k|b) at the same parameters. */
  @Equation(
      paper = DEEPDIVE,
      number = {"25", "26"},
      test = "MixtureFitTest#atTheFixedPointBothConditionsHold")
  public double residual(MixturePrior at) {
    double most = 0;
    Assignment q = Assignment.posterior(at);
    double[] centres = centreCondition(at, q);
    double[] scales = scaleCondition(at, q);
    for (int k = 0; k < at.classes(); k++) {
      most = Math.max(most, Math.max(Math.abs(centres[k]), Math.abs(scales[k])));
    }
    return most;
  }
}
