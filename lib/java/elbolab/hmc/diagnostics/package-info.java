/**
 * Convergence diagnostics of chains as Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021)
 * define them and Stan and R's posterior compute them. Draws are [chain][draw]. What cannot be
 * estimated (constant, not finite, too short) is NaN.
 */
package elbolab.hmc.diagnostics;
