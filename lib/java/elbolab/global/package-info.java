/**
 * Global factors (thesis, chapter 4): variational autoencoders in which a group of examples shares
 * a latent variable β, learned from groups that nobody made. {@link elbolab.global.GlobalVae} is
 * the model, {@link elbolab.global.GlobalOptions} says which of four it is: UG-VAE, ML-VAE, GMVAE
 * or β-VAE. {@link elbolab.global.Groups} says which rows belong together, {@link
 * elbolab.global.GroupClassifier} whether groups can be told apart by what they share, {@link
 * elbolab.global.DomainPath} what β and z each do on the way from one domain to another, {@link
 * elbolab.global.ImageFeatures} how far drawn images are from real ones. Equation numbers are the
 * thesis's.
 *
 * <pre>{@code
 * import elbolab.data.*;
 * import elbolab.global.*;
 * import elbolab.math.Rng;
 * import elbolab.tensor.Tensor;
 * import elbolab.vae.Fit;
 *
 * Dataset digits = Dataset.of(GeneratedDigits.draw(400, 1).images().floats(), 784);
 * GlobalVae model = GlobalVae.of(GlobalOptions.ugVae(Body.perceptrons(784, 64), 4, 6, 5));
 * model.fit(digits, Fit.epochs(2).batch(100));
 * Tensor shared = model.encode(digits.rows(0, 1, 2, 3), Groups.one(4)).global().mean();
 * Tensor drawn = model.draw(64, 32, Rng.of(1, "two groups"));
 * }</pre>
 */
package elbolab.global;
