package elbolab.hmc;

import elbolab.math.Moments;

/** Where the chains stand: positions and gradients are row-major, one row per chain. */
public record HmcState(double[] position, double[] logDensity, double[] gradient) {
  /** Chains that stand at these points (row-major); an error where the density is not usable. */
  public static HmcState at(LogDensity density, double... points) {
    return CheckedDensity.of(density).start(points);
  }

  /** The number of chains. */
  public int rows() {
    return logDensity.length;
  }

  /** Coordinate {@code i} of every chain. */
  public double[] coordinate(int i) {
    int d = position.length / rows();
    double[] out = new double[rows()];
    for (int row = 0; row < out.length; row++) {
      out[row] = position[row * d + i];
    }
    return out;
  }

  /** The standard deviation of coordinate {@code i} over the chains. */
  public double spread(int i) {
    Moments moments = new Moments();
    for (double x : coordinate(i)) {
      moments.add(x);
    }
    return Math.sqrt(moments.variance());
  }
}
