package elbolab.hhvaem;

/** The family of p(x_d | z_d), one of the four of thesis section 5.4.1. */
public enum FeatureKind {
  /** Standardised, then normal with a fixed variance. */
  GAUSSIAN,
  /** log(1 + x), then as the normal: for numbers of 0 or more. */
  LOG_GAUSSIAN,
  /** One of two values, coded 0 and 1. */
  BERNOULLI,
  /** One of several values, coded 0, 1, 2, … */
  CATEGORICAL;

  public boolean isNumber() {
    return this == GAUSSIAN || this == LOG_GAUSSIAN;
  }
}
