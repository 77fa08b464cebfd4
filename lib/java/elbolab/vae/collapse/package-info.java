/**
 * Posterior collapse: a small model in which it happens, measures that show it, and the noise from
 * which on it pays.
 */
package elbolab.vae.collapse;
