/**
 * Priors p(z) beside the standard normal one, all behind {@link elbolab.vae.Prior}: a log density
 * and draws. Where the divergence from the encoder has no closed form it is estimated with the draw
 * z ~ q(z | x) that the reconstruction uses anyway.
 *
 * <pre>{@code
 * import elbolab.vae.*;
 * import elbolab.vae.prior.*;
 *
 * Vae vae = Vae.of(VaeOptions.pixels(784, 2, 64));
 * Vae flow = vae.withPrior(FlowPrior.of(vae.parameters().at("prior"), 2, 4, 32));
 * }</pre>
 */
package elbolab.vae.prior;
