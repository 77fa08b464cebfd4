package elbolab.hmc;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.Equation;

/**
 * Half, full, half step of the leapfrog (thesis eq. 5.1), per coordinate with its own step size φ:
 * r' = r + ½φ∇log p*(z), z' = z + φ r'/m, r'' = r' + ½φ∇log p*(z'). Reversible and
 * volume-preserving, so that the acceptance needs no Jacobian; its energy error is of order φ².
 */
@Equation(paper = THESIS, number = "5.1", test = "LeapfrogTest")
public final class Leapfrog {
  private final CheckedDensity density;
  private final double[] inverseMass;

  public Leapfrog(LogDensity density, DiagonalMass mass) {
    this.density = CheckedDensity.of(density);
    this.inverseMass = mass.inverseInPlace();
    if (mass.dimension() != density.dimension()) {
      throw new IllegalArgumentException(
          "a mass of " + mass.dimension() + " coordinates for a density of " + density.dimension());
    }
  }

  /** One step of all chains: three passes and one gradient. */
  public void step(PhasePoints at, double[] stepSizes) {
    step(at, stepSizes, 0);
  }

  /** As {@link #step(PhasePoints, double[])}, with the step sizes that start at {@code row}. */
  void step(PhasePoints at, double[] stepSizes, int row) {
    halfKickAndDrift(at, stepSizes, row);
    density.evaluate(at.position, at.rows, at.logDensity, at.gradient);
    halfKick(at, stepSizes, row);
  }

  private void halfKickAndDrift(PhasePoints at, double[] stepSizes, int offset) {
    int d = at.dimension;
    for (int row = 0; row < at.rows; row++) {
      if (at.lost[row]) {
        continue;
      }
      int k = row * d;
      double travelled = 0;
      for (int i = 0; i < d; i++) {
        double step = stepSizes[offset + i];
        double r = Math.fma(0.5 * step, at.gradient[k + i], at.momentum[k + i]);
        double move = step * r * inverseMass[i];
        at.momentum[k + i] = r;
        at.position[k + i] += move;
        travelled += Math.abs(move);
      }
      if (!(travelled < Double.POSITIVE_INFINITY)) {
        at.lose(row);
      }
    }
  }

  private static void halfKick(PhasePoints at, double[] stepSizes, int offset) {
    int d = at.dimension;
    for (int row = 0; row < at.rows; row++) {
      if (at.lost[row]) {
        continue;
      }
      int k = row * d;
      double steepness = 0;
      for (int i = 0; i < d; i++) {
        double slope = at.gradient[k + i];
        at.momentum[k + i] = Math.fma(0.5 * stepSizes[offset + i], slope, at.momentum[k + i]);
        steepness += Math.abs(slope);
      }
      if (!(at.logDensity[row] < Double.POSITIVE_INFINITY
          && steepness < Double.POSITIVE_INFINITY)) {
        at.lose(row);
      }
    }
  }
}
