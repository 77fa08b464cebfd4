/** Distributions with densities, reparameterised samples and closed-form divergences. */
package elbolab.prob;
