package elbolab.multimodal;

/** How what the modalities say of the shared code is put together. */
public enum Combination {
  /**
   * A network of all modalities side by side, and one of each for when it is alone (JMVAE, eqs. 18
   * and 20). Some but not all of three or more have no network.
   */
  NETWORK,

  /** The prior times a quotient expert of each modality that is there (MVAE, eq. 23). */
  PRODUCT,

  /** The mean of the densities of those that are there, as MMVAE has it. */
  MIXTURE
}
