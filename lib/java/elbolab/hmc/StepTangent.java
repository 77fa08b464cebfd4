package elbolab.hmc;

import java.util.Arrays;

/**
 * The derivative of a leapfrog trajectory with respect to its step sizes φ, with the gradients g of
 * the density held constant. Position and momentum are then polynomials in φ, coordinate by
 * coordinate, and (5.1) gives the linear recursion ∂r' = ∂r + ½g, ∂z' = ∂z + (r' + φ ∂r')/m, ∂r'' =
 * ∂r' + ½g': no second derivatives of the density.
 */
final class StepTangent {
  private final double[] inverseMass;
  private double[] position = new double[0];
  private double[] momentum = new double[0];
  private double[] gradientBefore = new double[0];

  StepTangent(DiagonalMass mass) {
    this.inverseMass = mass.inverseInPlace();
  }

  /** A new trajectory: nothing depends on φ yet. */
  void begin(PhasePoints points) {
    int n = points.position.length;
    if (position.length != n) {
      position = new double[n];
      momentum = new double[n];
      gradientBefore = new double[n];
    }
    Arrays.fill(position, 0);
    Arrays.fill(momentum, 0);
  }

  /** Keeps the gradients that the next leapfrog step starts from. */
  void beforeStep(PhasePoints points) {
    System.arraycopy(points.gradient, 0, gradientBefore, 0, gradientBefore.length);
  }

  /** Carries the derivative over the leapfrog step that was just done. */
  void afterStep(PhasePoints points, double[] stepSizes, int offset) {
    int d = points.dimension;
    for (int row = 0, k = 0; row < points.rows; row++) {
      for (int i = 0; i < d; i++, k++) {
        double step = stepSizes[offset + i];
        double halfKicked = points.momentum[k] - 0.5 * step * points.gradient[k];
        double change = momentum[k] + 0.5 * gradientBefore[k];
        position[k] += (halfKicked + step * change) * inverseMass[i];
        momentum[k] = change + 0.5 * points.gradient[k];
      }
    }
  }

  /** ∂z/∂φ of the chains that accepted the trajectory; 0 for the others, which did not move. */
  double[] ofAccepted(boolean[] accepted) {
    double[] out = new double[position.length];
    int d = position.length / accepted.length;
    for (int row = 0; row < accepted.length; row++) {
      if (accepted[row]) {
        System.arraycopy(position, row * d, out, row * d, d);
      }
    }
    return out;
  }
}
