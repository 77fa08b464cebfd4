/**
 * HH-VAEM and its relatives (thesis, chapter 5): variational autoencoders for tables of mixed types
 * with missing cells, and a hierarchy of latent variables that Hamiltonian Monte Carlo walks
 * through. {@link elbolab.hhvaem.HhVaem} is the model, {@link elbolab.hhvaem.HhVaemOptions} says
 * which of the five it is (VAEM, MIWAEM, H-VAEM, HMC-VAEM, HH-VAEM), {@link
 * elbolab.hhvaem.Features} how a table becomes numbers. Equation numbers are the thesis's.
 */
package elbolab.hhvaem;
