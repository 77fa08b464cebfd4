package elbolab.hmc;

import elbolab.math.Rng;
import java.util.Arrays;

/**
 * The covariance M of the momentum, diagonal: r ~ N(0, M). A good M is the inverse of the target's
 * variances, so that one step size suits all coordinates.
 */
public final class DiagonalMass {
  private final double[] inverse;
  private final double[] deviation;

  private DiagonalMass(double[] mass, double[] inverse) {
    this.inverse = inverse;
    this.deviation = new double[mass.length];
    for (int i = 0; i < mass.length; i++) {
      if (!(mass[i] > 0 && mass[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "mass " + mass[i] + " of coordinate " + i + " must be positive and finite");
      }
      deviation[i] = Math.sqrt(mass[i]);
    }
  }

  /** The mass of each coordinate. */
  public static DiagonalMass of(double... mass) {
    return new DiagonalMass(mass, reciprocals(mass));
  }

  /** Mass 1 in every coordinate. */
  public static DiagonalMass unit(int dimension) {
    double[] ones = new double[dimension];
    Arrays.fill(ones, 1);
    return of(ones);
  }

  /** The mass that makes a target of these variances round: their inverses. */
  public static DiagonalMass ofVariances(double... variances) {
    return new DiagonalMass(reciprocals(variances), variances.clone());
  }

  private static double[] reciprocals(double[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = 1 / values[i];
    }
    return out;
  }

  /** The number of coordinates. */
  public int dimension() {
    return inverse.length;
  }

  /** The mass of one coordinate. */
  public double mass(int coordinate) {
    return 1 / inverse[coordinate];
  }

  /** The inverse mass: the adapted estimate of the target's variances. */
  public double[] inverse() {
    return inverse.clone();
  }

  /** Shared, so that the integrator's loop reads it without a copy. */
  double[] inverseInPlace() {
    return inverse;
  }

  /** Momenta r ~ N(0, M) for {@code rows} chains. */
  void draw(Rng rng, int rows, double[] momentum) {
    int d = inverse.length;
    rng.fillGaussian(momentum, 0, rows * d);
    for (int row = 0, k = 0; row < rows; row++) {
      for (int i = 0; i < d; i++, k++) {
        momentum[k] *= deviation[i];
      }
    }
  }

  /** ½ rᵀM⁻¹r, the kinetic term of (5.2), for the momentum that starts at {@code from}. */
  double kineticEnergy(double[] momentum, int from) {
    double sum = 0;
    for (int i = 0; i < inverse.length; i++) {
      double r = momentum[from + i];
      sum = Math.fma(r * inverse[i], r, sum);
    }
    return 0.5 * sum;
  }
}
