/**
 * Deep disentangled interleaving variational encoding (DeepDIVE; Wong, Cheu, Chiam and Srinivasan).
 * Equation, section and figure numbers are those of that paper.
 *
 * <pre>{@code
 * var shape = WindowShape.atDistance(168, 24);
 * var data = ForecastData.of(series, WindowOptions.of(shape), HOUR, WEEKDAY, MONTH);
 * DeepDive model = DeepDive.of(DeepDiveOptions.of(data.train()).hidden(64).seed(3));
 * var training = new Interleaving(model);
 * new Trainer(
 *         model.parameters(),
 *         training.optimizer(Adam.Options.rate(Schedule.constant(1e-3))),
 *         Plan.epochs(data.train().size(), 64, 5, 3))
 *     .listen(LiveTraining.of("Training"))
 *     .run(training.passes(data.train()));
 * }</pre>
 */
package elbolab.deepdive;
