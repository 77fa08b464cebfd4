package elbolab.saia;

/** What is told of a target along a path. */
public enum Measure {
  /** Root mean squared error of the targets that are numbers, in their own units. */
  RMSE,
  /** Share of the categorical targets that are wrong. */
  ERROR,
  /** Mean log p(y | x_O), summed over targets, on the scale of the codes. */
  LOG_LIKELIHOOD,
  /** Share of the targets within what the belief takes for 90 % certain. */
  COVERAGE
}
