/**
 * The variational autoencoder, and the seam on which every model of the workbench stands.
 *
 * <p>A {@link elbolab.vae.LatentModel} has latent numbers z, a row of them for each example. {@link
 * elbolab.vae.Fit} trains it on a {@link elbolab.data.Dataset}; {@link
 * elbolab.vae.ImportanceEstimate} measures log p(x), {@link elbolab.vae.Imputation} says what is
 * missing, {@link elbolab.vae.AnomalyScores} what is unusual.
 *
 * <pre>{@code
 * import elbolab.data.*;
 * import elbolab.math.Rng;
 * import elbolab.tensor.Tensor;
 * import elbolab.vae.*;
 *
 * Dataset digits = Dataset.of(GeneratedDigits.draw(200, 1).images().floats(), 784);
 * Vae vae = Vae.of(VaeOptions.pixels(784, 2, 32));
 * vae.fit(digits, Fit.epochs(2).augmentation(Augmentation.binarised()));
 * double nats = ImportanceEstimate.of(vae, digits, 10, 100, Rng.of(1, "k")).negativeLogLikelihood();
 * Tensor codes = vae.encode(digits.all()).mean();
 * }</pre>
 *
 * Beside the seam stands what leads there: {@link elbolab.vae.Autoencoder}, which has no density,
 * {@link elbolab.vae.PosteriorFit}, what one family of posteriors after the other loses of log
 * p(x), and {@link elbolab.vae.GridEvidence}, what an integral costs.
 *
 * <h2>Six models on the seam</h2>
 *
 * What a model says of itself are four methods: q(z | x), p(x | z), p(z), and how many latent
 * numbers an example has. What is written once above them: the bounds, training with a live curve,
 * validation and checkpoints, likelihoods, imputation, and the log density that Hamiltonian Monte
 * Carlo walks on ({@code logJoint}, whose gradient comes from the tape).
 *
 * <p><b>The VAE.</b> A row of z, one network each way.
 *
 * <pre>{@code
 * encode(x)  = Normal.ofLogVariance(μ, log σ²)   of encoder(x.values())
 * decode(z)  = likelihood.of(decoder(z))
 * }</pre>
 *
 * <p><b>DeepDIVE</b> ({@code elbolab.deepdive}). An example is a window, [series, look-back +
 * horizon]; at test time the horizon is what is missing. z = [a | b], the codes of all series side
 * by side. It is not trained on one bound but in interleaved passes, each a {@link
 * elbolab.train.Pass} with its own optimiser and its own frozen branches, in the same loop.
 *
 * <pre>{@code
 * encode(x)  = Normal of [a | b] from the shared encoder of the look-back
 * decode(z)  = Normal.of(x̂ and ŷ after fusion, σ)
 * fit        : fit.trainer(parameters, plan).run(classifier passes, main pass)
 * }</pre>
 *
 * <p><b>HH-VAEM</b> ({@code elbolab.hhvaem}). A hierarchy that is sampled in its noise: z = [ε₁ |
 * ε₂], so that the prior is standard normal and a chain's geometry is mild. The mask enters the
 * encoder and every sum.
 *
 * <pre>{@code
 * encode(x)  = Normal of [ε₁ | ε₂] from encoder([x ⊙ m, m])
 * decode(z)  : h₂ = ε₂;  h₁ = μ(h₂) + σ(h₂) ε₁;  p(x | h₁), p(y | h₁, x̂)
 * HMC        : TapeDensity.of(latent(), z -> logJoint(x, z))
 * }</pre>
 *
 * <p><b>UG-VAE.</b> An example is a group of B observations that share β: z = [β | z₁ … z_B], which
 * makes the group the row. The sum over the clusters d is exact inside the prior.
 *
 * <pre>{@code
 * encode(x)  = Normal of [β | z₁ … z_B]: β by the product of the local experts
 * prior()    : log p(β) + Σ_i log Σ_d π_d N(z_i; μ_d(β), σ_d(β))
 * decode(z)  = likelihood.of(decoder([z_i | β]))
 * }</pre>
 *
 * <p><b>A latent ODE.</b> An example is a path at fixed times, the mask says when it was seen; z is
 * where the latent path begins.
 *
 * <pre>{@code
 * encode(x)  = Normal of z(t₀) from a recurrent network that runs backwards over [x ⊙ m, m]
 * decode(z)  = Normal.of(decoder(solve(field, z, times)), σ)
 * }</pre>
 *
 * <p><b>SVG.</b> An example is a film, z = [z₁ … z_T]. The learned prior p(z_t | x_{&lt;t}) depends
 * on the frames before: {@code prior(x)}. The likelihood sees true frames where it is trained and
 * its own where it generates, so that {@code logLikelihood(x, z)} and {@code decode(z)} differ.
 *
 * <pre>{@code
 * encode(x)         = Normal of z_t from x_{≤t}
 * prior(x)          = Normal of z_t from x_{<t}, in closed form against encode(x)
 * logLikelihood(x,z): frame t from frames < t and z_t;   decode(z): from its own frames
 * }</pre>
 */
package elbolab.vae;
