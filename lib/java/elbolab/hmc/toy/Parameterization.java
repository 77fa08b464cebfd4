package elbolab.hmc.toy;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.Equation;

/** The coordinates in which a hierarchy is sampled. */
public enum Parameterization {
  /** Each level in its own units: x ~ N(μ, τ). The curvature depends on the level above. */
  CENTRED,
  /** Each level standardised: x = μ + τξ, ξ ~ N(0, 1) (compare thesis eq. 5.5). */
  @Equation(
      paper = THESIS,
      number = "5.5",
      test = "ToyDensitiesTest#parameterizationsOfEightSchoolsAgree")
  NON_CENTRED
}
