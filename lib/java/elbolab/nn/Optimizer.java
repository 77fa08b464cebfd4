package elbolab.nn;

/** Changes parameters by the gradients that {@code backward} left in them. */
public interface Optimizer {
  /**
   * One step for all parameters that have a gradient. The others, frozen ones among them, keep
   * their bits, and so does what the optimiser remembers of them.
   */
  void step();

  /** What a continued run needs to go on with the same bits. */
  Safetensors state();

  void restore(Safetensors state);
}
