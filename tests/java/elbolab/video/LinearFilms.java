package elbolab.video;

import elbolab.data.Dataset;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;

/**
 * Films of one pixel from a linear Gaussian state-space model: s' = 0.9 s + 0.5 ε from 0 on, x = s
 * + 0.3 ε'. The uncertainty of the next state soon is the same at each frame.
 *
 * @param x [films][frames]
 */
record LinearFilms(double[][] x) {
  static final double FADES = 0.9;
  static final double MOVES = 0.5;
  static final double NOISE = 0.3;

  static LinearFilms draw(int films, int frames, long seed) {
    Rng rng = Rng.of(seed, "linear films");
    double[][] x = new double[films][frames];
    for (double[] film : x) {
      double s = MOVES * rng.nextGaussian();
      for (int t = 0; t < frames; t++) {
        film[t] = s + NOISE * rng.nextGaussian();
        s = FADES * s + MOVES * rng.nextGaussian();
      }
    }
    return new LinearFilms(x);
  }

  Dataset data() {
    float[] all = new float[x.length * x[0].length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) x[i / x[0].length][i % x[0].length];
    }
    return Dataset.of(all, x[0].length, 1, 1);
  }

  /** Mean and variance of each frame given those before, by the filter of these numbers. */
  static double[][] predicted(double... film) {
    double mean = 0;
    double variance = MOVES * MOVES;
    double[][] all = new double[film.length][];
    for (int t = 0; t < film.length; t++) {
      double s = variance + NOISE * NOISE;
      all[t] = new double[] {mean, s};
      double gain = variance / s;
      mean = FADES * (mean + gain * (film[t] - mean));
      variance = FADES * FADES * (variance - gain * variance) + MOVES * MOVES;
    }
    return all;
  }

  static double logDensity(double x, double mean, double variance) {
    return -0.5 * ((x - mean) * (x - mean) / variance + DoubleMath.log(2 * Math.PI * variance));
  }

  /** log p of a film. */
  static double logLikelihood(double... film) {
    double[][] of = predicted(film);
    double sum = 0;
    for (int t = 0; t < film.length; t++) {
      sum += logDensity(film[t], of[t][0], of[t][1]);
    }
    return sum;
  }

  /** KL(N(m, v) ‖ N(m', v')). */
  static double divergence(double m, double v, double other, double otherVariance) {
    double square = v + (m - other) * (m - other);
    return 0.5 * (square / otherVariance - 1 + DoubleMath.log(otherVariance / v));
  }
}
