/**
 * HH-VAEM and its relatives (thesis, chapter 5): variational autoencoders for tables of mixed types
 * with missing cells, and a hierarchy of latent variables that Hamiltonian Monte Carlo walks
 * through. {@link elbolab.hhvaem.HhVaem} is the model, {@link elbolab.hhvaem.HhVaemOptions} says
 * which of the five it is (VAEM, MIWAEM, H-VAEM, HMC-VAEM, HH-VAEM), {@link
 * elbolab.hhvaem.Features} how a table becomes numbers, {@link elbolab.hhvaem.PosteriorDraws} what
 * the missing cells may be. Equation numbers are the thesis's.
 *
 * <pre>{@code
 * import elbolab.data.*;
 * import elbolab.hhvaem.*;
 * import elbolab.math.Rng;
 *
 * Table table = GeneratedTable.of(200, "real", 1);
 * Features features = Features.of(table);
 * HhVaem model = HhVaem.of(features, HhVaemOptions.vaem(3).hidden(32));
 * model.fitting(features.encode(table), TrainingLengths.steps(50).marginalSteps(50)).run();
 * Observed holes = features.hide(features.encode(table).all(), 0.3, Rng.of(1, "holes"));
 * PosteriorDraws draws = model.posterior(holes, Inference.ENCODER, 20, Rng.of(2, "draws"));
 * Table completed = features.fill(table, draws.guesses(Rng.of(3, "noise")));
 * }</pre>
 */
package elbolab.hhvaem;
