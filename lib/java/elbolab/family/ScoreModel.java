package elbolab.family;

import elbolab.data.Dataset;
import elbolab.math.Activation;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import elbolab.nn.Layer;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.TrainingResult;
import elbolab.vae.Fit;

/**
 * s(x, σ) ≈ ∇ log p_σ(x), the slope of the density of the data with noise σ on top, at several
 * levels of noise; samples by Langevin's dynamics from the noisiest level down (Song and Ermon
 * 2019). It has no density of its own.
 */
public final class ScoreModel implements Generator {
  private static final double LEAST_NOISE = 0.05;
  private static final double GREATEST_NOISE = 3;
  private static final int LEVELS = 12;
  private static final int STEPS = 40;

  /** Steps of Langevin's dynamics are this small compared with a level's variance. */
  private static final double STEP = 0.1;

  private final Parameters parameters;
  private final int features;
  private final Layer network;

  private ScoreModel(int features, int hidden, long seed) {
    this.features = features;
    parameters = Parameters.seeded(seed);
    network = Mlp.of(parameters, Activation.RELU, features + 1, hidden, hidden, hidden, features);
  }

  public static ScoreModel of(int features, int hidden, long seed) {
    return new ScoreModel(features, hidden, seed);
  }

  /** The noise of level k, from the greatest down: a geometric sequence. */
  static double noise(int level) {
    double share = level / (LEVELS - 1.0);
    return GREATEST_NOISE * DoubleMath.exp(share * DoubleMath.log(LEAST_NOISE / GREATEST_NOISE));
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  /** −σ s(x, σ): a guess of the noise that is on x, in units of its deviation. */
  private Tensor guess(Tensor x, Tensor sigma) {
    Tensor scale = sigma.square().plus(1).sqrt();
    return network.apply(Tensor.concat(1, x.over(scale), sigma.log()));
  }

  /** s(x, σ) of each row. */
  public Tensor score(Tensor x, double sigma) {
    return guess(x, Tensor.full(sigma, x.size(0), 1)).times(-1 / sigma);
  }

  /**
   * Denoising score matching (Vincent 2011): the slope of log N(x̃; x, σ²) is −ε/σ, and the
   * function of x̃ with the least expected squared distance from it is the slope of log p_σ.
   */
  @Override
  public TrainingResult fit(Dataset data, Fit fit) {
    return Generator.fit(
        parameters,
        data,
        fit,
        (x, rng) -> {
          Tensor noise = Tensor.gaussian(rng.stream("noise", 0), x.size(0), features);
          Tensor sigma = levels(x.size(0), rng.stream("levels", 0));
          Tensor error = guess(x.plus(noise.times(sigma)), sigma).minus(noise);
          return Loss.of("score matching", error.square().sum(1).mean());
        });
  }

  private static Tensor levels(int rows, Rng rng) {
    double[] sigma = new double[rows];
    for (int i = 0; i < rows; i++) {
      sigma[i] = noise(rng.nextInt(LEVELS));
    }
    return Tensor.of(sigma, rows, 1);
  }

  /** x ← x + α s(x, σ) + √(2α) z, α in proportion to σ², at one level of noise after the other. */
  @Override
  public Tensor sample(int rows, Rng rng) {
    Tensor x = Tensor.gaussian(rng.stream("start", 0), rows, features).times(GREATEST_NOISE);
    for (int level = 0; level < LEVELS; level++) {
      double sigma = noise(level);
      double step = STEP * sigma * sigma;
      for (int k = 0; k < STEPS; k++) {
        Tensor z = Tensor.gaussian(rng.stream("step", level * STEPS + k), rows, features);
        x = x.plus(score(x, sigma).times(step)).plus(z.times(Math.sqrt(2 * step)));
      }
    }
    // The last noise is taken off: E[x | x̃] = x̃ + σ² ∇ log p_σ(x̃).
    return x.plus(score(x, LEAST_NOISE).times(LEAST_NOISE * LEAST_NOISE));
  }
}
