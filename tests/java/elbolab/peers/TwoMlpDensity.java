package elbolab.peers;

import elbolab.hmc.LogDensity;
import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;

/**
 * log p(z) = −5‖x − dec(z)‖² − 5 pred([z, dec(z)])² − ½‖z‖² as the sampler sees it: points of
 * double precision in, gradients of single precision out, a datum x for each row.
 */
final class TwoMlpDensity implements LogDensity {
  private static final int LATENT = 10;
  private static final int OBSERVED = 13;

  private final Mlp decoder;
  private final Mlp predictor;
  private final Tensor x;
  private final Tensor z;
  private final float[] points;

  TwoMlpDensity(int rows) {
    Parameters parameters = Parameters.seeded(1);
    decoder = Mlp.of(parameters.at("decoder"), Activation.RELU, LATENT, 256, OBSERVED);
    predictor = Mlp.of(parameters.at("predictor"), Activation.RELU, LATENT + OBSERVED, 256, 1);
    parameters.freeze("decoder", "predictor");
    x = Tensor.gaussian(Rng.of(1, "two mlp"), rows, OBSERVED);
    z = Tensor.of(new float[rows * LATENT], rows, LATENT).requireGradient(true);
    points = new float[rows * LATENT];
  }

  @Override
  public int dimension() {
    return LATENT;
  }

  @Override
  public void evaluate(double[] at, int rows, double[] logDensity, double[] gradient) {
    for (int k = 0; k < points.length; k++) {
      points[k] = (float) at[k];
    }
    z.set(points);
    try (Tape tape = Tape.scope()) {
      Tensor decoded = decoder.apply(z);
      Tensor target = predictor.apply(Tensor.concat(1, z, decoded));
      Tensor byRow =
          x.minus(decoded)
              .square()
              .sum(1)
              .times(-5)
              .plus(target.square().sum(1).times(-5))
              .plus(z.square().sum(1).times(-0.5));
      float[] slope = tape.gradient(byRow.sum(), z).toArray();
      float[] values = byRow.toArray();
      for (int row = 0; row < rows; row++) {
        logDensity[row] = values[row];
      }
      for (int k = 0; k < slope.length; k++) {
        gradient[k] = slope[k];
      }
    }
  }
}
