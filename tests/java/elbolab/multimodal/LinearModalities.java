package elbolab.multimodal;

import elbolab.prob.MultivariateNormal;
import elbolab.tensor.Tensor;
import elbolab.vae.Likelihood;

/**
 * Two modalities of one number each, xₘ = wₘ z + noise, whose posteriors and evidence are known,
 * and models whose encoders are set to them.
 */
final class LinearModalities {
  static final double[] LOADINGS = {1.3, -0.8};
  static final double NOISE = 0.6;

  private LinearModalities() {}

  /** A linear network: rows of weights, then the biases. */
  static void set(MultiVae model, String at, double[][] weights, double... biases) {
    float[] flat = new float[weights.length * biases.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) weights[i / biases.length][i % biases.length];
    }
    float[] bias = new float[biases.length];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = (float) biases[i];
    }
    model.parameters().at(at).get("out.weight").set(flat);
    model.parameters().at(at).get("out.bias").set(bias);
  }

  static Modality[] modalities() {
    Likelihood noise = Likelihood.gaussian(NOISE);
    return new Modality[] {Modality.of("first", 1, noise), Modality.of("second", 1, noise)};
  }

  /** p(z | x) of these loadings: its mean's slopes, then its variance. */
  static double[] posterior(double... loadings) {
    double precision = 1;
    for (double w : loadings) {
      precision += w * w / NOISE / NOISE;
    }
    double[] all = new double[loadings.length + 1];
    for (int m = 0; m < loadings.length; m++) {
      all[m] = loadings[m] / NOISE / NOISE / precision;
    }
    all[loadings.length] = 1 / precision;
    return all;
  }

  /** With the exact posteriors, or quotients, as encoders. */
  static MultiVae exact(MultiOptions options) {
    MultiVae model = MultiVae.of(options);
    for (int m = 0; m < 2; m++) {
      double w = LOADINGS[m];
      set(model, "modality" + m + ".decoder", new double[][] {{w}}, 0);
      double[] alone = posterior(w);
      boolean quotient = options.combination() == Combination.PRODUCT;
      set(
          model,
          "modality" + m + ".encoder",
          new double[][] {{quotient ? 1 / w : alone[0], 0}},
          0,
          Math.log(quotient ? NOISE * NOISE / w / w : alone[1]));
    }
    if (options.combination() == Combination.NETWORK) {
      double[] both = posterior(LOADINGS);
      set(model, "joint", new double[][] {{both[0], 0}, {both[1], 0}}, 0, Math.log(both[2]));
    }
    return model;
  }

  /** log p of the modalities of a subset. */
  static double logEvidence(double[] x, int set) {
    int[] in = java.util.stream.IntStream.range(0, 2).filter(m -> Subsets.has(set, m)).toArray();
    double[][] covariance = new double[in.length][in.length];
    double[] values = new double[in.length];
    for (int a = 0; a < in.length; a++) {
      values[a] = x[in[a]];
      for (int b = 0; b < in.length; b++) {
        covariance[a][b] = LOADINGS[in[a]] * LOADINGS[in[b]] + (a == b ? NOISE * NOISE : 0);
      }
    }
    return MultivariateNormal.of(new double[in.length], covariance).logDensity(values);
  }

  static Modalities rows(double[] x, int times) {
    return Modalities.of(
        elbolab.data.Dataset.of(Tensor.full(x[0], times, 1).toArray(), 1),
        elbolab.data.Dataset.of(Tensor.full(x[1], times, 1).toArray(), 1));
  }
}
