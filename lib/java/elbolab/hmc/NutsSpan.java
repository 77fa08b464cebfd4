package elbolab.hmc;

import elbolab.math.DoubleMath;

/**
 * A stretch of a trajectory: the momenta at its ends, their sum ρ over the stretch, and the
 * logarithm of Σ exp(−ΔH). The near end is the one towards the start of the trajectory.
 */
final class NutsSpan {
  final double[] near;
  final double[] far;
  final double[] rho;
  double logWeight;

  NutsSpan(int dimension) {
    near = new double[dimension];
    far = new double[dimension];
    rho = new double[dimension];
  }

  /** A stretch of one point. */
  void single(double[] momentum, double weight) {
    System.arraycopy(momentum, 0, near, 0, near.length);
    System.arraycopy(momentum, 0, far, 0, far.length);
    System.arraycopy(momentum, 0, rho, 0, rho.length);
    logWeight = weight;
  }

  /** The stretch made of two that follow one another. */
  void join(NutsSpan inner, NutsSpan outer) {
    System.arraycopy(inner.near, 0, near, 0, near.length);
    System.arraycopy(outer.far, 0, far, 0, far.length);
    for (int i = 0; i < rho.length; i++) {
      rho[i] = inner.rho[i] + outer.rho[i];
    }
    logWeight = logSum(inner.logWeight, outer.logWeight);
  }

  /**
   * Takes a whole trajectory, whose near end is its backward end, one doubling further; false when
   * it now turns back.
   */
  boolean extend(boolean forward, NutsSpan next, double[] inverseMass) {
    double[] seam = forward ? far : near;
    double[] opposite = forward ? near : far;
    boolean straight = straight(opposite, seam, rho, next, inverseMass);
    System.arraycopy(next.far, 0, seam, 0, seam.length);
    for (int i = 0; i < rho.length; i++) {
      rho[i] += next.rho[i];
    }
    logWeight = logSum(logWeight, next.logWeight);
    return straight;
  }

  /**
   * The generalised criterion (Betancourt 2017, A.4.2): the velocities at both ends still point
   * along ρ. Tested over both halves and across their seam, each half with the adjoining point of
   * the other, because two halves of nearly one period each look straight together.
   */
  static boolean straight(
      double[] end, double[] seam, double[] rho, NutsSpan next, double[] inverseMass) {
    double whole = 0;
    double wholeNext = 0;
    double half = 0;
    double halfSeam = 0;
    double nextSeam = 0;
    double nextHalf = 0;
    for (int i = 0; i < rho.length; i++) {
      double all = (rho[i] + next.rho[i]) * inverseMass[i];
      double own = (rho[i] + next.near[i]) * inverseMass[i];
      double other = (next.rho[i] + seam[i]) * inverseMass[i];
      whole += end[i] * all;
      wholeNext += next.far[i] * all;
      half += end[i] * own;
      halfSeam += next.near[i] * own;
      nextSeam += seam[i] * other;
      nextHalf += next.far[i] * other;
    }
    return whole > 0 && wholeNext > 0 && half > 0 && halfSeam > 0 && nextSeam > 0 && nextHalf > 0;
  }

  private static double logSum(double a, double b) {
    double top = Math.max(a, b);
    double bottom = Math.min(a, b);
    return bottom == Double.NEGATIVE_INFINITY
        ? top
        : top + DoubleMath.log(1 + DoubleMath.exp(bottom - top));
  }
}
