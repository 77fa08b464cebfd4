/**
 * Seven kinds of generative model, each as small as it can be, to be trained on the same data and
 * looked at side by side (thesis 2.4).
 *
 * <p>A {@link elbolab.family.Generator} is trained with a {@link elbolab.vae.Fit} and draws rows; a
 * {@link elbolab.family.Density} also knows log p(x). {@link elbolab.vae.PlaneDensity} holds a
 * density on a grid, where it can be integrated and compared with the truth.
 *
 * <pre>{@code
 * import elbolab.data.TwoMoons;
 * import elbolab.family.*;
 * import elbolab.math.Rng;
 * import elbolab.tensor.Tensor;
 * import elbolab.vae.*;
 *
 * Made made = Made.of(2, 8, 64, 1);
 * made.fit(new TwoMoons(0.15).draw(2000, 1), Fit.steps(20).batch(100).rate(3e-3));
 * double mass = PlaneDensity.of(made::logDensity, 8, 100).integral();   // near 1
 * Tensor drawn = made.sample(10, Rng.of(1, "draws"));
 * }</pre>
 */
package elbolab.family;
