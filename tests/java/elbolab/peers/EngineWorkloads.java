package elbolab.peers;

import elbolab.data.Observed;
import elbolab.hmc.TapeDensity;
import elbolab.math.Activation;
import elbolab.math.Matrix;
import elbolab.math.MatrixProduct;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Conv2d;
import elbolab.nn.Linear;
import elbolab.nn.Lstm;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.tensor.Convolutions;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.vae.Likelihood;
import elbolab.vae.Vae;
import elbolab.vae.VaeOptions;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What both sides compute; engine_bench.py holds the same workloads under the same names. */
final class EngineWorkloads {
  private static final Rng RNG = Rng.of(1, "bench");

  private EngineWorkloads() {}

  static Runnable of(String name) {
    String[] words = name.split(" ");
    return switch (words[0]) {
      case "product" ->
          product(Arrays.stream(words[1].split("x")).mapToInt(Integer::parseInt).toArray());
      case "gradient" -> densityGradient(Integer.parseInt(words[1]));
      case "vae" -> vaeStep();
      case "lstm" -> lstmStep();
      case "cnn" -> cnnStep();
      default -> throw new IllegalArgumentException("no workload " + name);
    };
  }

  /** C = A B of m × k and k × n. */
  private static Runnable product(int[] size) {
    int m = size[0];
    int k = size[1];
    int n = size[2];
    float[] a = uniform(m * k);
    float[] b = uniform(k * n);
    float[] c = new float[m * n];
    return () -> MatrixProduct.set(Matrix.of(c, m, n), Matrix.of(a, m, k), Matrix.of(b, k, n));
  }

  private static float[] uniform(int count) {
    float[] values = new float[count];
    RNG.fillUniform(values, 0, count);
    return values;
  }

  /** log p(z) = −5‖x − dec(z)‖² − 5 pred([z, dec(z)])² − ½‖z‖² by z, as the samplers take it. */
  private static Runnable densityGradient(int rows) {
    Parameters parameters = Parameters.seeded(1);
    Mlp decoder = Mlp.of(parameters.at("decoder"), Activation.RELU, 10, 256, 13);
    Mlp predictor = Mlp.of(parameters.at("predictor"), Activation.RELU, 23, 256, 1);
    parameters.freeze("decoder", "predictor");
    Tensor x = Tensor.gaussian(RNG, rows, 13);
    TapeDensity density =
        TapeDensity.of(
            10,
            (z, block) -> {
              Tensor decoded = decoder.apply(z);
              Tensor target = predictor.apply(Tensor.concat(1, z, decoded));
              Tensor error = block.of(x).minus(decoded).square().sum(1);
              return error
                  .plus(target.square().sum(1))
                  .times(-5)
                  .plus(z.square().sum(1).times(-0.5));
            });
    double[] points = new double[rows * 10];
    RNG.fillGaussian(points, 0, points.length);
    double[] values = new double[rows];
    double[] slopes = new double[points.length];
    return () -> density.evaluate(points, rows, values, slopes);
  }

  private static Runnable vaeStep() {
    Vae vae = Vae.of(VaeOptions.pixels(13, 10, 256).likelihood(Likelihood.gaussian(1)));
    Adam adam = new Adam(vae.parameters(), 1e-3);
    Tensor x = Tensor.gaussian(RNG, 100, 13);
    Rng noise = RNG.stream("noise", 0);
    return () -> {
      try (Tape tape = Tape.scope()) {
        vae.elbo(Observed.complete(x), noise).bound().mean().negate().backward();
        adam.step();
      }
    };
  }

  private static Runnable lstmStep() {
    Parameters parameters = Parameters.seeded(1);
    Lstm lstm = Lstm.of(parameters, 64, 64);
    Adam adam = new Adam(parameters, 1e-3);
    Tensor x = Tensor.gaussian(RNG, 40, 64, 64);
    return () -> {
      try (Tape tape = Tape.scope()) {
        lstm.apply(x).hidden().square().mean().backward();
        adam.step();
      }
    };
  }

  private static Runnable cnnStep() {
    Parameters parameters = Parameters.seeded(1);
    Conv2d first = Conv2d.of(parameters.at("first"), 1, 20, 5);
    Conv2d second = Conv2d.of(parameters.at("second"), 20, 50, 5);
    Linear hidden = Linear.of(parameters.at("hidden"), 800, 128, Activation.RELU);
    Linear out = Linear.of(parameters.at("out"), 128, 10);
    Adam adam = new Adam(parameters, 1e-3);
    Tensor x = Tensor.gaussian(RNG, 128, 1, 28, 28);
    int[] labels = IntStream.range(0, 128).map(i -> i % 10).toArray();
    return () -> {
      try (Tape tape = Tape.scope()) {
        Tensor low = Convolutions.maxPool(first.apply(x).relu(), 2, 2, 0);
        Tensor high = Convolutions.maxPool(second.apply(low).relu(), 2, 2, 0);
        Tensor logits = out.apply(hidden.apply(high.reshape(128, 800)));
        logits.crossEntropy(labels).mean().backward();
        adam.step();
      }
    };
  }
}
