/**
 * HH-VAEM and its relatives (thesis, chapter 5): variational autoencoders for tables of mixed types
 * with missing cells, and a hierarchy of latent variables that Hamiltonian Monte Carlo walks
 * through. {@link elbolab.hhvaem.HhVaem} is the model, {@link elbolab.hhvaem.HhVaemOptions} says
 * which of the five it is (VAEM, MIWAEM, H-VAEM, HMC-VAEM, HH-VAEM), {@link
 * elbolab.hhvaem.Features} how a table becomes numbers, {@link elbolab.hhvaem.Imputed} what the
 * missing cells may be. A model is one file, see {@link elbolab.hhvaem.HhVaem#open}. The same five
 * models take images with missing pixels: {@link elbolab.hhvaem.LabelledImages} in black and white
 * and {@link elbolab.hhvaem.Photographs} in colour are their rows, and {@link
 * elbolab.hhvaem.ImageNetworks} the convolutions that take the place of marginal VAEs and
 * perceptrons. Equation numbers are the thesis's.
 *
 * <pre>{@code
 * import elbolab.data.*;
 * import elbolab.hhvaem.*;
 * import elbolab.math.Rng;
 *
 * Table whole = GeneratedTable.of(200, "real", 1);
 * Table table = Missingness.atRandom(0.25).hide(whole, Rng.of(1, "holes"));
 * TrainingLengths lengths = TrainingLengths.steps(50).marginalSteps(50);
 * HhVaem model = HhVaem.fit(table, HhVaemOptions.vaem(3).hidden(32), lengths);
 * Imputed imputed = model.impute(table, Inference.ENCODER, 20, Rng.of(2, "cells"));
 * Table completed = imputed.table();                      // .save(path) writes it
 * Table uncertainty = imputed.uncertainty();              // an interval for each filled cell
 * }</pre>
 */
package elbolab.hhvaem;
