package elbolab.ode;

import static elbolab.math.Activation.RELU;
import static elbolab.math.Activation.TANH;
import static elbolab.math.Equation.Paper.REPORT;

import elbolab.data.Observed;
import elbolab.math.Equation;
import elbolab.nn.Layer;
import elbolab.nn.Linear;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.nn.Rnn;
import elbolab.ode.LatentOdeOptions.Networks;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.vae.LatentModel;
import java.util.stream.IntStream;

/**
 * A generative model of series (the report's section 6): z₀ ~ N(0, I), a path of the field f_θ from
 * there, and x at each time from the path by a decoder and noise. An example is [times, features];
 * what was not seen is masked, so that each series may have been observed at other times. Since the
 * path is continuous, a trained model decodes at any times: {@link #at}.
 *
 * <pre>{@code
 * LatentOde model = LatentOde.of(LatentOdeOptions.of(2).noise(0.1), times);
 * model.fit(series, Fit.steps(2000).batch(1000).rate(0.01));
 * Tensor path = model.at(laterTimes).decodeMean(model.encode(seen).mean());
 * }</pre>
 */
public final class LatentOde implements LatentModel {
  private final LatentOdeOptions options;
  private final Parameters parameters;
  private final Rnn encoder;
  private final Linear posterior;
  private final VectorField field;
  private final Mlp decoder;
  private final double[] times;

  private LatentOde(
      LatentOdeOptions options,
      Parameters parameters,
      Rnn encoder,
      Linear posterior,
      VectorField field,
      Mlp decoder,
      double[] times) {
    this.options = options;
    this.parameters = parameters;
    this.encoder = encoder;
    this.posterior = posterior;
    this.field = field;
    this.decoder = decoder;
    this.times = times.clone();
  }

  /** A model that knows nothing yet, of examples at these times. */
  public static LatentOde of(LatentOdeOptions options, double... times) {
    Parameters p = Parameters.seeded(options.seed());
    int latent = options.latent();
    int hidden = options.hidden();
    boolean text = options.networks() == Networks.TEXT;
    return new LatentOde(
        options,
        p,
        Rnn.of(p.at("encoder"), 2 * options.features(), options.recurrent()),
        Linear.of(p.at("posterior"), options.recurrent(), 2 * latent),
        VectorField.constantInTime(fieldOf(options, p.at("field"))),
        Mlp.of(p.at("decoder"), text ? TANH : RELU, latent, hidden, options.features()),
        times);
  }

  private static Layer fieldOf(LatentOdeOptions options, Parameters p) {
    int latent = options.latent();
    int hidden = options.hidden();
    if (options.networks() == Networks.TEXT) {
      return Mlp.of(p, TANH, latent, hidden, latent);
    }
    Linear first = Linear.of(p.at("hidden0"), latent, hidden);
    Linear second = Linear.of(p.at("hidden1"), hidden, hidden);
    Linear out = Linear.of(p.at("out"), hidden, latent);
    return z -> out.apply(second.apply(first.apply(z).elu(1)).elu(1));
  }

  /** The same model, with the same parameters, at other times; the first one is where z₀ stands. */
  public LatentOde at(double... otherTimes) {
    return new LatentOde(options, parameters, encoder, posterior, field, decoder, otherTimes);
  }

  public LatentOdeOptions options() {
    return options;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public int latent() {
    return options.latent();
  }

  /** q(z₀ | x): the recurrent network reads [x ⊙ m, m] backwards, and so ends where z₀ stands. */
  @Override
  public Normal encode(Observed x) {
    int steps = x.values().size(1);
    int[] backwards = IntStream.range(0, steps).map(t -> steps - 1 - t).toArray();
    Tensor seen =
        Tensor.concat(2, x.values().over(options.unit()), x.maskOrOnes()).transpose(1, 0, 2);
    Tensor last = encoder.apply(seen.gather(0, backwards)).last();
    return Normal.ofHalves(posterior.apply(last));
  }

  /** z at all times, [times, rows, latent], from z₀ [rows, latent] (30). */
  @Equation(paper = REPORT, number = "30", test = "LatentOdeTest#aPathIsTheSolutionOfItsField")
  public Tensor path(Tensor z0) {
    return options.solver().solve(field, z0, Tensor.of(times, times.length));
  }

  /** E[x | z₀] of all times, [rows, times, features]. */
  @Override
  public Tensor decodeMean(Tensor z0) {
    return decoder.apply(path(z0)).transpose(1, 0, 2).times(options.unit());
  }

  /** p(x | z₀) of all times (31). */
  @Equation(paper = REPORT, number = "31", test = "LatentOdeTest#theBoundIsTheReports")
  @Override
  public Distribution decode(Tensor z0) {
    return Normal.of(decodeMean(z0), options.noise());
  }
}
