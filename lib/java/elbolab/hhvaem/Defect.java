package elbolab.hhvaem;

/**
 * What the public code of HH-VAEM does otherwise than its text, or than a correct method would. The
 * default is none of them; with {@link HhVaemOptions#with} each can be switched on to see what it
 * does to a result.
 */
public enum Defect {
  /** An improvement so large that exp(−ΔH) overflows is refused ({@code hmc.Acceptance}). */
  OVERFLOW_REJECTS,
  /**
   * The noise in x̂ is drawn anew at each evaluation of the density, so that the two energies of
   * one accept test are of different densities. Corrected: one noise for a whole chain.
   */
  FRESH_NOISE,
  /** A row with nothing observed has log density 0 everywhere. Corrected: it walks on the prior. */
  FLAT_WHEN_EMPTY,
  /**
   * Coupled weight decay of 0.01 for the marginal VAEs and for models without HMC, and none for
   * those with it: the comparison shows the decay too. Corrected: none for all.
   */
  DECAY_WITHOUT_HMC,
  /** The counter of the warm-up moves on twice a step, for two layers with HMC. */
  WARM_UP_TWICE,
  /**
   * A 1 of a Bernoulli feature counts as often as 0 is more frequent, in training and in the
   * reported likelihood, which is then of no distribution.
   */
  POSITIVE_WEIGHT,
  /** The importance-weighted bound lacks its −log K. */
  NO_LOG_K,
  /**
   * Gradients flow through the weights that balance the divergences of the levels, and the weights
   * sum to 1 instead of the number of levels.
   */
  BALANCE_NOT_DETACHED
}
