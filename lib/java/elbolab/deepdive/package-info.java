/**
 * Deep disentangled interleaving variational encoding (DeepDIVE; Wong, Cheu, Chiam and Srinivasan).
 * Equation, section and figure numbers are those of that paper.
 *
 * <h2>Train</h2>
 *
 * <pre>{@code
 * var shape = WindowShape.atDistance(168, 24);
 * var data = ForecastData.of(series, WindowOptions.of(shape), HOUR, WEEKDAY, MONTH);
 * DeepDive model = DeepDive.of(DeepDiveOptions.of(data.train()).hidden(64).seed(3));
 * Plan plan = Plan.epochs(data.train().size(), 64, 5, 3);
 * var rate = Adam.Options.rate(Schedule.cosine(3e-3, 1e-5, plan.steps()));
 * new Trainer(model.parameters(), plan)
 *     .listen(LiveTraining.of("Training"))   // "cross entropy hour", ..., "reconstruction",
 *     .run(new Interleaving(model).passes(data.train(), rate));   // "forecast", "divergence"
 * }</pre>
 *
 * <p>{@code options.variant(CONDITIONAL_ONLY)} is ablation (a), {@code MARGINAL_ONLY} is (b), both
 * trained in the same way; a β-TCVAE is (a) with {@code new BetaTcvae(model, 6).passes(…)}.
 *
 * <h2>Look at it</h2>
 *
 * <pre>{@code
 * var evaluation = Evaluation.of(model, data.test());
 * MeanCodes codes = evaluation.codes();
 * codes.marginal()[0];                            // figures 3 and 4: s of the first label ...
 * codes.conditionalSum();                         // ... and the ordinate
 * data.test().label("hour").classes();            // its colours
 * evaluation.accuracy(0);                         // of the first label's classifier
 * evaluation.informationGap(List.of("hour", "weekday")).gap();
 *
 * var x = ForecastScores.inOriginalUnits(data.scaler(), shape.lookBack());
 * var y = ForecastScores.inOriginalUnits(data.scaler(), shape.horizon());
 * evaluation.score(x, y);                         // x.rrse(), y.rrse(), y.corr() of all windows
 * ForecastScores.of(Evaluation.forecaster(model), data, data.test());   // forecasts alone
 * evaluation.visit((rows, trueX, trueY, decodedX, decodedY) -> ...);    // in batches
 *
 * evaluation.sampledForecasts(row, 200, rng);     // ŷ with sampled a: [200][series · H]
 * evaluation.traverse(row, label, -2, -1, 0, 1);  // x̂ and ŷ as s of one label moves
 * }</pre>
 *
 * <h2>Do the objectives conflict?</h2>
 *
 * <pre>{@code
 * trainer.listen(progress -> {
 *   if (progress.done() % 50 == 0) {
 *     var conflict = GradientConflict.of(model, data.train(), rows, Rng.of(1, "conflict"));
 *     curve.add(progress.done(), conflict.cosine("reconstruction", "cross entropy hour"));
 *   }
 * });
 * }</pre>
 *
 * <h2>What the paper leaves open, and what is done here</h2>
 *
 * <ul>
 *   <li>Weights of MSE(x), MSE(y) and KL(a): {@link elbolab.deepdive.LossWeights}. Equal weight of
 *       the two mean squared errors by default; the bound of theorem 1 is {@code elbo}.
 *   <li>The optimiser: one Adam per pass, whose moments the other passes' gradients do not enter.
 *       One for all passes is {@code passes(windows, () -> adam)}: the cross entropies' large
 *       gradients then make the main pass's steps small.
 *   <li>The classifier of b: a radial basis of s = w · b with the softmax of Bayes' rule ({@link
 *       elbolab.deepdive.ClassifierHead}); w starts at 1/√l, the centres start evenly spaced in the
 *       order of the classes, a class without training windows counts as half a window.
 *   <li>σ of the encoder starts at 1, whatever the input.
 *   <li>No residual connection around the attention: labels reach the decoder through the weights
 *       with which their tokens look at the series, for the values are the series' alone.
 *   <li>Variant (a) keeps the attention among the series, and loses the labels only. In variant (b)
 *       all series of a window share one reconstruction and one forecast, for the decoder, which
 *       the series share, sees nothing that tells them apart.
 *   <li>The main pass freezes the parameters of the marginal dimensions, not b itself: its gradient
 *       flows through b to the encoder's hidden layers.
 *   <li>A forecast is decoded from the mean of a and b.
 * </ul>
 */
package elbolab.deepdive;
