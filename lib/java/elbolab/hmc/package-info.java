/**
 * Markov chain Monte Carlo on a log density: leapfrog, Hamiltonian Monte Carlo with trained step
 * sizes and proposals, the No-U-Turn sampler, warm-up, chains and their diagnostics. All chains of
 * all points advance in one call of the density. The room knows nothing of the models whose
 * posteriors it samples.
 *
 * <pre>{@code
 * import elbolab.hmc.*;
 * import static elbolab.hmc.Parameter.*;
 * Density density = Density.of(positive("s"), real("m")).logProb(v -> v.sum(
 *     v.get("s").negate(),                                              // s ~ Exponential(1)
 *     v.get("m").over(v.get("s")).square().times(-0.5), v.get("s").log().negate())); // m ~ N(0, s²)
 * Chains chains = Nuts.sample(density, Sampling.seed(30));
 * System.out.println(chains);
 * }</pre>
 *
 * {@link elbolab.hmc.LogDensity} is what a sampler sees: {@link elbolab.hmc.Density} writes one
 * with named parameters, {@link elbolab.hmc.TapeDensity} with tensors, in float or double. {@link
 * elbolab.hmc.Nuts} and {@link elbolab.hmc.HmcSampler} return {@link elbolab.hmc.Chains}; {@link
 * elbolab.hmc.HmcTraining} trains a chain of fixed length, as HH-VAEM needs it.
 */
package elbolab.hmc;
