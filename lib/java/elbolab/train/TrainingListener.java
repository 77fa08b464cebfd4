package elbolab.train;

/**
 * Hears what a run does. Called on the training thread at every step, so whoever draws decides by
 * itself how often.
 */
public interface TrainingListener {
  default void begun(Plan plan, long firstStep) {}

  void stepped(Progress progress);

  /**
   * @param best whether no earlier validation of this run was lower
   */
  default void validated(Progress progress, double loss, boolean best) {}

  /** The run is over: finished, interrupted or failed. */
  default void ended() {}
}
