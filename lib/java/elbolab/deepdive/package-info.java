/**
 * Deep disentangled interleaving variational encoding (DeepDIVE; Wong, Cheu, Chiam and Srinivasan).
 * Equation, section and figure numbers are those of that paper.
 *
 * <pre>{@code
 * List<Label> labels = List.of(Label.counted("hour", 24, hours), Label.balanced("weekday", 7));
 * DeepDive model = DeepDive.of(DeepDiveOptions.of(series, 168, 1, labels).seed(3));
 * var training = new Interleaving(model);
 * new Trainer(model.parameters(), training.optimizer(Adam.Options.rate(rate)), plan)
 *     .listen(LiveTraining.of("Training"))
 *     .run(training.passes(windows));
 * }</pre>
 */
package elbolab.deepdive;
