package elbolab.family;

import elbolab.data.Dataset;
import elbolab.math.Activation;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import elbolab.nn.Layer;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.TrainingResult;
import elbolab.vae.Fit;

/**
 * A denoising diffusion model (Ho et al. 2020): noise is added to x_0 in T steps until nothing is
 * left of it, and a network learns the way back. It is a VAE with T levels whose encoder is fixed.
 */
public final class Diffusion implements Generator {
  private static final int STEPS = 100;
  private static final double FIRST = 1e-3;
  private static final double LAST = 0.12;

  private final Parameters parameters;
  private final int features;
  private final Layer network;

  /** β_t, and ᾱ_t = Π (1 − β_s) with ᾱ_0 = 1. */
  private final double[] beta = new double[STEPS + 1];

  private final double[] kept = new double[STEPS + 1];

  private Diffusion(int features, int hidden, long seed) {
    this.features = features;
    parameters = Parameters.seeded(seed);
    network = Mlp.of(parameters, Activation.RELU, features + 2, hidden, hidden, hidden, features);
    kept[0] = 1;
    for (int t = 1; t <= STEPS; t++) {
      beta[t] = FIRST + (LAST - FIRST) * (t - 1) / (STEPS - 1);
      kept[t] = kept[t - 1] * (1 - beta[t]);
    }
  }

  public static Diffusion of(int features, int hidden, long seed) {
    return new Diffusion(features, hidden, seed);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  /** ε(x_t, t): a guess of the noise in x_t. */
  private Tensor guess(Tensor x, int... t) {
    float[] clock = new float[2 * x.size(0)];
    for (int i = 0; i < x.size(0); i++) {
      int step = t[t.length == 1 ? 0 : i];
      clock[2 * i] = (float) (2.0 * step / STEPS - 1);
      clock[2 * i + 1] = (float) (0.3 * DoubleMath.log(kept[step] / (1 - kept[step])));
    }
    return network.apply(Tensor.concat(1, x, Tensor.of(clock, x.size(0), 2)));
  }

  /** E‖ε − ε(√ᾱ_t x_0 + √(1 − ᾱ_t) ε, t)‖² with t uniform: eq. (14) of Ho et al. */
  @Override
  public TrainingResult fit(Dataset data, Fit fit) {
    return Generator.fit(
        parameters,
        data,
        fit,
        (x, rng) -> {
          int rows = x.size(0);
          Tensor noise = Tensor.gaussian(rng.stream("noise", 0), rows, features);
          Rng clock = rng.stream("steps", 0);
          int[] t = new int[rows];
          double[] signal = new double[rows];
          double[] loudness = new double[rows];
          for (int i = 0; i < rows; i++) {
            t[i] = 1 + clock.nextInt(STEPS);
            signal[i] = Math.sqrt(kept[t[i]]);
            loudness[i] = Math.sqrt(1 - kept[t[i]]);
          }
          Tensor noisy =
              x.times(Tensor.of(signal, rows, 1)).plus(noise.times(Tensor.of(loudness, rows, 1)));
          return Loss.of("noise", guess(noisy, t).minus(noise).square().sum(1).mean());
        });
  }

  /** The mean of p(x_{t−1} | x_t): eq. (11). */
  private Tensor back(Tensor x, int t) {
    Tensor taken = guess(x, t).times(beta[t] / Math.sqrt(1 - kept[t]));
    return x.minus(taken).times(1 / Math.sqrt(1 - beta[t]));
  }

  /**
   * The variance of q(x_{t−1} | x_t, x_0), eq. (7), and of p(x_{t−1} | x_t); at t = 1 it is β_1.
   */
  private double variance(int t) {
    return t == 1 ? beta[1] : beta[t] * (1 - kept[t - 1]) / (1 - kept[t]);
  }

  /** From noise to data, step by step: algorithm 2. */
  @Override
  public Tensor sample(int rows, Rng rng) {
    Tensor x = Tensor.gaussian(rng.stream("noise", STEPS), rows, features);
    for (int t = STEPS; t >= 1; t--) {
      x = back(x, t);
      if (t > 1) {
        Tensor z = Tensor.gaussian(rng.stream("noise", t - 1), rows, features);
        x = x.plus(z.times(Math.sqrt(beta[t])));
      }
    }
    return x;
  }

  /**
   * A bound of log p(x_0) for each row: eq. (5), each divergence in closed form at one draw of its
   * x_t.
   */
  public Tensor bound(Tensor x, Rng rng) {
    int rows = x.size(0);
    Tensor last = x.times(Math.sqrt(kept[STEPS]));
    double left = 1 - kept[STEPS];
    double constant = features * (left - 1 - DoubleMath.log(left));
    Tensor bound = last.square().sum(1).plus(constant).times(-0.5);
    for (int t = STEPS; t >= 1; t--) {
      Tensor noise = Tensor.gaussian(rng.stream("bound", t), rows, features);
      Tensor noisy = x.times(Math.sqrt(kept[t])).plus(noise.times(Math.sqrt(1 - kept[t])));
      Tensor mean = back(noisy, t);
      if (t == 1) {
        bound = bound.plus(Normal.of(mean, Math.sqrt(beta[1])).rowLogProb(x));
      } else {
        // Eq. (7): the mean of q(x_{t−1} | x_t, x_0).
        double ofStart = Math.sqrt(kept[t - 1]) * beta[t] / (1 - kept[t]);
        double ofNoisy = Math.sqrt(1 - beta[t]) * (1 - kept[t - 1]) / (1 - kept[t]);
        Tensor exact = x.times(ofStart).plus(noisy.times(ofNoisy));
        double ratio = variance(t) / beta[t];
        double widths = features * (ratio - 1 - DoubleMath.log(ratio));
        Tensor distance = exact.minus(mean).square().sum(1).times(1 / beta[t]);
        bound = bound.minus(distance.plus(widths).times(0.5));
      }
    }
    return bound;
  }
}
