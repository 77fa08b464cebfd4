/**
 * Several modalities (the lecture's section on multi-modal data): variational autoencoders of
 * examples that were seen in several ways, of which any may be missing. {@link
 * elbolab.multimodal.MultiVae} is the model, {@link elbolab.multimodal.MultiOptions} says which of
 * four it is: JMVAE, MVAE, DMVAE or a mixture of experts. {@link elbolab.multimodal.Modalities} are
 * the data, {@link elbolab.multimodal.Crossing} is what a model concludes from some modalities
 * about the others. Equation numbers are the lecture's.
 *
 * <pre>{@code
 * import elbolab.data.*;
 * import elbolab.math.Rng;
 * import elbolab.multimodal.*;
 * import elbolab.vae.Fit;
 *
 * ImageSet digits = GeneratedDigits.draw(400, 1).images();
 * Modalities pairs = Modalities.of(Dataset.of(digits.floats(), 784), Modalities.oneHot(digits.labels(), 10));
 * MultiVae model = MultiVae.of(MultiOptions.mvae(8, Modality.pixels("image", 784, 64), Modality.label("label", 10, 32).weight(10)));
 * model.fit(pairs.complete(0.1, 1), Fit.epochs(2));
 * double named = new Crossing(model, pairs.only(0), 1).accuracy(1, digits.labels());
 * }</pre>
 */
package elbolab.multimodal;
