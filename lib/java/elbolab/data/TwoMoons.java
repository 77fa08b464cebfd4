package elbolab.data;

import elbolab.math.DoubleMath;
import elbolab.math.LogSum;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;

/**
 * Points along two half circles that reach into each other, with normal noise: data in the plane
 * that no single normal fits and whose density is known.
 *
 * @param noise the noise's standard deviation; the circles' radius is 1.5
 */
public record TwoMoons(double noise) {
  private static final double RADIUS = 1.5;
  private static final int NODES = 512;

  public TwoMoons {
    if (!(noise > 0.01 && noise <= 1)) {
      throw new IllegalArgumentException(
          "noise = %s: must lie in (0.01, 1], the deviation around half circles of radius 1.5"
              .formatted(noise));
    }
  }

  /** So many points, [rows, 2]; every second one lies on the lower moon. */
  public Dataset draw(int rows, long seed) {
    Rng rng = Rng.of(seed, "two moons");
    float[] values = new float[2 * rows];
    for (int i = 0; i < rows; i++) {
      double angle = Math.PI * rng.nextDouble();
      values[2 * i] = (float) (x(i % 2, angle) + noise * rng.nextGaussian());
      values[2 * i + 1] = (float) (y(i % 2, angle) + noise * rng.nextGaussian());
    }
    return Dataset.of(values, 2);
  }

  private static double x(int moon, double angle) {
    return RADIUS * (moon == 0 ? StrictMath.cos(angle) - 0.5 : 0.5 - StrictMath.cos(angle));
  }

  private static double y(int moon, double angle) {
    return RADIUS * (moon == 0 ? StrictMath.sin(angle) - 0.25 : 0.25 - StrictMath.sin(angle));
  }

  /** log p of each row: the mean of the noise's density over both half circles. */
  public Tensor logDensity(Tensor points) {
    double[] at = points.toDoubles();
    double[] log = new double[points.size(0)];
    double constant = -DoubleMath.log(2 * Math.PI * noise * noise);
    for (int i = 0; i < log.length; i++) {
      LogSum nodes = new LogSum();
      for (int k = 0; k < 2 * NODES; k++) {
        double angle = Math.PI * (k / 2 + 0.5) / NODES;
        double dx = (at[2 * i] - x(k % 2, angle)) / noise;
        double dy = (at[2 * i + 1] - y(k % 2, angle)) / noise;
        nodes.add(-0.5 * (dx * dx + dy * dy));
      }
      log[i] = constant + nodes.mean();
    }
    return Tensor.of(log, log.length);
  }
}
