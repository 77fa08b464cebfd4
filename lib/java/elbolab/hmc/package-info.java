/**
 * Markov chain Monte Carlo on a log density: leapfrog, Hamiltonian Monte Carlo with trained step
 * sizes and proposals, the No-U-Turn sampler, warm-up, chains and their diagnostics. All chains of
 * all points advance in one call of the density. The room knows nothing of the models whose
 * posteriors it samples.
 *
 * <pre>{@code
 * import elbolab.hmc.*;
 * import static elbolab.hmc.Parameter.*;
 * Density density = Density.of(real("mu"), positive("sigma")).logProb(v -> v.sum(
 *     v.data(1.2, 0.7, 2.1, 1.6).minus(v.get("mu")).over(v.get("sigma")).square().times(-0.5),
 *     v.get("sigma").log().times(-4), v.get("sigma").negate())); // x ~ N(mu, sigma²), Exp(1) prior
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
