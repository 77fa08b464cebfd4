/**
 * Sweeps: what an experiment or a model gives for many values of its options.
 *
 * <pre>{@code
 * Sweep sweep = Sweep.over(VaeTrial.standard()).grid("beta", 1, 4, 16).grid("latent", 2, 8).seeds(2);
 * Outcomes outcomes = sweep.best("highest bound").live().run();    // on all cores, until interrupted
 * show(outcomes.table());                                          // best first
 * show(outcomes.parallel());
 * show(outcomes.responses("information"));
 * }</pre>
 *
 * <p>A {@link elbolab.reproduce.sweep.Subject} is what can be swept: any record of options with
 * what comes out of them, among them every experiment by its settings. A {@link
 * elbolab.reproduce.sweep.Sweep} chooses values on a grid or at random; each setting with each seed
 * is a unit, kept in the result file of {@code build/sweeps} as those of an experiment are, so that
 * a sweep that was killed goes on to the same bits. {@link elbolab.reproduce.sweep.Halving} spends
 * the most on the best settings.
 */
package elbolab.reproduce.sweep;
