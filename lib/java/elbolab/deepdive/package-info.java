/**
 * Deep disentangled interleaving variational encoding (DeepDIVE; Wong, Cheu, Chiam and Srinivasan):
 * forecasts windows of several series whose labels, such as hour and weekday, are known. {@link
 * elbolab.deepdive.DeepDive} is the model, {@link elbolab.deepdive.Evaluation} what it says of
 * windows, {@link elbolab.deepdive.Forecast} its forecasts with intervals. Equation, section and
 * figure numbers are those of the paper; {@link elbolab.deepdive.derivation} is its derivation.
 *
 * <pre>{@code
 * import static elbolab.data.series.CalendarLabel.*;
 * import static elbolab.show.Display.show;
 * import static elbolab.vae.Fit.steps;
 * import elbolab.data.series.*;
 * import elbolab.deepdive.DeepDive;
 * import elbolab.math.Rng;
 * import java.time.LocalDateTime;
 * LocalDateTime start = LocalDateTime.of(2012, 1, 1, 0, 0);
 * var options = new SyntheticLoad.Options(2, 24 * 70, 0.1, start);   // two clients, ten weeks
 * var load = SyntheticLoad.generate(options, Rng.of(1, "load")).series();
 * var data = load.windows(24, 6, HOUR, WEEKDAY);
 * DeepDive model = DeepDive.fit(data, steps(50));
 * show(model.forecast(data).interval(0.9).plot(0, 3));
 * }</pre>
 *
 * <h2>More of it</h2>
 *
 * <pre>{@code
 * var sizes = DeepDiveOptions.of(data.train()).hidden(64).variant(CONDITIONAL_ONLY);  // ablation (a)
 * DeepDive model = DeepDive.of(sizes.seed(3));
 * model.fit(data.train(), Fit.steps(2400).batch(64).rate(3e-3, 3e-4).live());
 * new BetaTcvae(model, 6).fit(data.train(), how);        // or: (a) trained as a β-TCVAE
 *
 * Evaluation test = model.evaluate(data.test());         // encodes once
 * test.scores(data.scaler()).forecast().rrse();
 * test.label("hour").accuracy();
 * test.label("hour").scatter(4);                         // figure 3; densities(4) is figure 4
 * test.informationGap().gap();
 * test.traverse(row, "hour", -2, 0, 2).forecastPlot();
 *
 * var conflicts = new ConflictHistory(model, data.train(), 40, 1);
 * model.fit(data.train(), how.listen(conflicts));        // do the objectives conflict?
 * conflicts.panels();
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
 *       elbolab.deepdive.DeepDiveOptions.Head}); w starts at 1/√l, the centres start evenly spaced
 *       in the order of the classes, a class without training windows counts as half a window.
 *   <li>σ of the encoder starts at 1, whatever the input.
 *   <li>No residual connection around the attention: labels reach the decoder through the weights
 *       with which their tokens look at the series, for the values are the series' alone.
 *   <li>Variant (a) keeps the attention among the series, and loses the labels only. In variant (b)
 *       all series of a window share one reconstruction and one forecast, for the decoder, which
 *       the series share, sees nothing that tells them apart.
 *   <li>The main pass freezes the parameters of the marginal dimensions, not b itself: its gradient
 *       flows through b to the encoder's hidden layers.
 *   <li>A forecast is decoded from the mean of a and b; intervals from draws of a and a σ that is
 *       measured on validation windows.
 * </ul>
 */
package elbolab.deepdive;
