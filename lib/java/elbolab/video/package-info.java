/**
 * Sequences of images (the lecture's section on temporal data): variational autoencoders of films.
 * {@link elbolab.video.VideoModel} is the model, {@link elbolab.video.VideoOptions} says how it is
 * built and {@link elbolab.video.LatentStructure} what its latent numbers are: SV2P's one or one
 * for each frame, SVG's with a fixed or a learned prior, or none. {@link
 * elbolab.video.MovingDigits} and {@link elbolab.video.FilmWindows} are data, {@link
 * elbolab.video.Forecasts} what a model believes could come. Equation numbers are the lecture's.
 *
 * <pre>{@code
 * import elbolab.data.GeneratedDigits;
 * import elbolab.math.Rng;
 * import elbolab.vae.Fit;
 * import elbolab.video.*;
 *
 * MovingDigits films = MovingDigits.of(GeneratedDigits.draw(50, 1).images(), 32, 8, 1, 100, 1);
 * VideoModel model = VideoModel.of(VideoOptions.of(LatentStructure.SVG_LP, 8, 32, 32));
 * model.fit(films, Fit.steps(10).batch(4));
 * Forecasts futures = Forecasts.of(model, films.rows(0, 1).values(), 5, 3, Rng.of(1, "futures"));
 * double likeness = futures.curves().bestSsim()[0];
 * }</pre>
 */
package elbolab.video;
