/**
 * Variational autoencoders: encoder, decoder, the evidence lower bound and its estimates. Equation
 * numbers are those of the lecture on variational autoencoders (STT 997, section VII) unless the
 * report on machine learning and differential equations is named.
 */
package elbolab.vae;
