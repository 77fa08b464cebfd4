package elbolab.family;

import elbolab.data.Dataset;
import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.nn.Layer;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.TrainingResult;
import elbolab.vae.Fit;

/**
 * p(x) ∝ exp(−E(x)), E a network plus ‖x‖²/18, which keeps the sum over all x finite. The slope of
 * its log likelihood is −∇E(data) + E_p[∇E]: contrastive divergence (Hinton 2002) replaces draws of
 * p by a few steps of Langevin's dynamics that begin at the data.
 */
public final class EnergyModel implements Generator {
  private static final double WIDTH = 3;
  private static final double STEP = 0.02;
  private static final int STEPS = 20;
  private static final int LONG_RUN = 1000;

  /** Holds the energies of data and draws near 0, which keeps the network's slopes moderate. */
  private static final double HOLD = 0.01;

  private final Parameters parameters;
  private final int features;
  private final Layer network;

  private EnergyModel(int features, int hidden, long seed) {
    this.features = features;
    parameters = Parameters.seeded(seed);
    network = Mlp.of(parameters, Activation.TANH, features, hidden, hidden, 1);
  }

  public static EnergyModel of(int features, int hidden, long seed) {
    return new EnergyModel(features, hidden, seed);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  /** E(x) of each row; −E is log p(x) but for a constant that nobody knows. */
  public Tensor energy(Tensor x) {
    Tensor bowl = x.square().sum(1).times(0.5 / (WIDTH * WIDTH));
    return network.apply(x).reshape(x.size(0)).plus(bowl);
  }

  @Override
  public TrainingResult fit(Dataset data, Fit fit) {
    return Generator.fit(
        parameters,
        data,
        fit,
        (x, rng) -> {
          Tensor seen = energy(x);
          Tensor drawn = energy(langevin(x, STEPS, rng));
          return Loss.of("contrast", seen.mean().minus(drawn.mean()))
              .plus("hold", HOLD, seen.square().mean().plus(drawn.square().mean()));
        });
  }

  /** x ← x − α ∇E(x) + √(2α) z. */
  private Tensor langevin(Tensor start, int steps, Rng rng) {
    float[] x = start.toArray();
    int rows = start.size(0);
    for (int k = 0; k < steps; k++) {
      try (Tape tape = Tape.scope()) {
        Tensor at = Tensor.of(x, rows, features).requireGradient(true);
        Tensor slope = tape.gradient(energy(at).sum(), at);
        Tensor z = Tensor.gaussian(rng.stream("langevin", k), rows, features);
        x = at.minus(slope.times(STEP)).plus(z.times(Math.sqrt(2 * STEP))).toArray();
      }
    }
    return Tensor.of(x, rows, features);
  }

  /** A long run of Langevin's dynamics from the bowl. */
  @Override
  public Tensor sample(int rows, Rng rng) {
    Tensor start = Tensor.gaussian(rng.stream("start", 0), rows, features).times(WIDTH);
    return langevin(start, LONG_RUN, rng);
  }
}
