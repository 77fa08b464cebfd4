package elbolab.deepdive;

/** The model of section 4, or one of its ablations (section 5). */
public enum Variant {
  FULL(true, true),
  /** DeepDIVE (a): no labels, neither in the latent space nor in the fusion. */
  CONDITIONAL_ONLY(true, false),
  /** DeepDIVE (b): no a; queries, keys and values are the tokens of the labels. */
  MARGINAL_ONLY(false, true);

  private final boolean conditional;
  private final boolean marginal;

  Variant(boolean conditional, boolean marginal) {
    this.conditional = conditional;
    this.marginal = marginal;
  }

  /** Whether there are conditional dimensions a. */
  public boolean hasConditional() {
    return conditional;
  }

  /** Whether there are marginal dimensions b, one per label. */
  public boolean hasMarginal() {
    return marginal;
  }
}
