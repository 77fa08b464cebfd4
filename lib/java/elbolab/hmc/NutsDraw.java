package elbolab.hmc;

/** A point drawn from a stretch of a trajectory. */
final class NutsDraw {
  final double[] position;
  final double[] gradient;
  double logDensity;
  double energy;

  NutsDraw(int dimension) {
    position = new double[dimension];
    gradient = new double[dimension];
  }

  void take(PhasePoints at, double energyThere) {
    System.arraycopy(at.position, 0, position, 0, position.length);
    System.arraycopy(at.gradient, 0, gradient, 0, gradient.length);
    logDensity = at.logDensity[0];
    energy = energyThere;
  }

  void copy(NutsDraw other) {
    System.arraycopy(other.position, 0, position, 0, position.length);
    System.arraycopy(other.gradient, 0, gradient, 0, gradient.length);
    logDensity = other.logDensity;
    energy = other.energy;
  }
}
