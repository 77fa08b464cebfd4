package elbolab.hhvaem;

/** Where draws of the posterior come from. */
public enum Inference {
  /** The encoder's normal q⁽⁰⁾: fast. */
  ENCODER,
  /** HMC from the inflated q⁽⁰⁾, q⁽ᵀ⁾: slower, and nearer to the posterior. */
  HMC
}
