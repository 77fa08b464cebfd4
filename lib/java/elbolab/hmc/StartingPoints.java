package elbolab.hmc;

import elbolab.math.Rng;

/** Uniform starting points at which the density is usable. */
final class StartingPoints {
  private static final int TRIES = 100;

  private StartingPoints() {}

  /** One point from the cube of this half width; points of no density are drawn again. */
  static HmcState draw(CheckedDensity density, Rng rng, double radius) {
    double[] point = new double[density.dimension()];
    DensityException last = null;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      rng.fillUniform(point, 0, point.length);
      for (int i = 0; i < point.length; i++) {
        point[i] = radius * (2 * point[i] - 1);
      }
      try {
        HmcState state = density.start(point);
        if (state.logDensity()[0] > Double.NEGATIVE_INFINITY) {
          return state;
        }
      } catch (DensityException e) {
        if (e.getCause() != null) {
          throw e; // a density that throws is an error, not an unlucky point
        }
        last = e;
      }
    }
    throw new DensityException(
        "no usable start among "
            + TRIES
            + " points within ±"
            + radius
            + (last == null ? ": all have log density −∞" : "; the last: " + last.getMessage()),
        null);
  }
}
