/**
 * Markov chain Monte Carlo on a log density: leapfrog, Hamiltonian Monte Carlo with trained step
 * sizes and proposals, the No-U-Turn sampler, warm-up, chains and their diagnostics. Positions are
 * rows of a flat array; all chains advance in one call of the density. The room knows nothing of
 * the models whose posteriors it samples.
 */
package elbolab.hmc;
