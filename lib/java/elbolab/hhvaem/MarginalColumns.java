package elbolab.hhvaem;

import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import java.util.Arrays;
import java.util.List;

/**
 * The decoders of marginal VAEs, one column at a time on plain arrays: where only some cells of a
 * row are missing, only those are decoded. Weights are those of the moment when this was made.
 */
final class MarginalColumns {
  private final List<Feature> features;
  private final float deviation;
  private final float[][] inWeights;
  private final float[][] inBiases;
  private final float[][] outWeights;
  private final float[][] outBiases;

  /**
   * @param features in the order of the columns
   * @param hidden the first layer's weights, from one number, and biases of each column
   * @param out the second layer's, [hidden][width] of each column
   */
  MarginalColumns(List<Feature> features, double variance, float[][][] hidden, float[][][] out) {
    this.features = features;
    this.deviation = (float) Math.sqrt(variance);
    inWeights = hidden[0];
    inBiases = hidden[1];
    outWeights = out[0];
    outBiases = out[1];
  }

  /**
   * Codes that the numbers z of column d may stand for.
   *
   * @param guesses of each z the mean, the likelier value or the likeliest category
   * @param draws of each z one code
   */
  void decode(int d, float[] z, float[] guesses, float[] draws, Rng rng) {
    int classes = outBiases[d].length;
    float[][] out = new float[classes][z.length];
    float[] unit = new float[z.length];
    for (int k = 0; k < classes; k++) {
      Arrays.fill(out[k], outBiases[d][k]);
    }
    for (int j = 0; j < inWeights[d].length; j++) {
      rectified(z, inWeights[d][j], inBiases[d][j], unit);
      for (int k = 0; k < classes; k++) {
        add(unit, outWeights[d][j * classes + k], out[k]);
      }
    }
    switch (features.get(d).kind()) {
      case GAUSSIAN, LOG_GAUSSIAN -> numbers(out[0], guesses, draws, rng);
      case BERNOULLI -> pairs(out[0], guesses, draws, rng);
      case CATEGORICAL -> categories(out, guesses, draws, rng);
    }
  }

  private static void rectified(float[] z, float weight, float bias, float[] to) {
    for (int s = 0; s < z.length; s++) {
      to[s] = Math.max(0, Math.fma(weight, z[s], bias));
    }
  }

  private static void add(float[] unit, float weight, float[] to) {
    for (int s = 0; s < to.length; s++) {
      to[s] = Math.fma(weight, unit[s], to[s]);
    }
  }

  private void numbers(float[] mean, float[] guesses, float[] draws, Rng rng) {
    rng.fillGaussian(draws, 0, draws.length);
    for (int s = 0; s < mean.length; s++) {
      guesses[s] = mean[s];
      draws[s] = Math.fma(deviation, draws[s], mean[s]);
    }
  }

  private static void pairs(float[] logit, float[] guesses, float[] draws, Rng rng) {
    rng.fillUniform(draws, 0, draws.length);
    for (int s = 0; s < logit.length; s++) {
      guesses[s] = logit[s] > 0 ? 1 : 0;
      draws[s] = draws[s] * (1 + DoubleMath.exp(-logit[s])) < 1 ? 1 : 0;
    }
  }

  private static void categories(float[][] logits, float[] guesses, float[] draws, Rng rng) {
    rng.fillUniform(draws, 0, draws.length);
    double[] weight = new double[logits.length];
    for (int s = 0; s < draws.length; s++) {
      int best = 0;
      for (int k = 1; k < logits.length; k++) {
        best = logits[k][s] > logits[best][s] ? k : best;
      }
      double sum = 0;
      for (int k = 0; k < logits.length; k++) {
        weight[k] = DoubleMath.exp(logits[k][s] - logits[best][s]);
        sum += weight[k];
      }
      double left = draws[s] * sum;
      int drawn = 0;
      while (drawn < logits.length - 1 && left >= weight[drawn]) {
        left -= weight[drawn++];
      }
      guesses[s] = best;
      draws[s] = drawn;
    }
  }
}
