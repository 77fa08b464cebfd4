package elbolab.hmc;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.Equation;
import elbolab.math.Rng;
import java.util.Arrays;

/**
 * Positions and momenta of many chains on their way through phase space, with log density and
 * gradient at the positions. The one mutable thing of the room: the integrator works in place. A
 * chain whose density stops being a number is lost: it goes back to where it started and stays.
 */
public final class PhasePoints {
  final int rows;
  final int dimension;
  final double[] position;
  final double[] momentum;
  final double[] logDensity;
  final double[] gradient;
  final boolean[] lost;
  private HmcState origin;

  PhasePoints(int rows, int dimension) {
    this.rows = rows;
    this.dimension = dimension;
    this.position = new double[rows * dimension];
    this.momentum = new double[rows * dimension];
    this.logDensity = new double[rows];
    this.gradient = new double[rows * dimension];
    this.lost = new boolean[rows];
  }

  /** Points at given positions with given momenta (row-major, copied). */
  public static PhasePoints at(LogDensity density, double[] position, double[] momentum) {
    if (position.length != momentum.length) {
      throw new IllegalArgumentException(
          position.length + " coordinates but " + momentum.length + " momenta: give one each");
    }
    HmcState state = CheckedDensity.of(density).start(position);
    PhasePoints points = new PhasePoints(state.rows(), density.dimension());
    points.begin(state);
    System.arraycopy(momentum, 0, points.momentum, 0, momentum.length);
    return points;
  }

  /** Puts all chains where the state says; momenta are left to be drawn. */
  void begin(HmcState state) {
    origin = state;
    System.arraycopy(state.position(), 0, position, 0, position.length);
    System.arraycopy(state.logDensity(), 0, logDensity, 0, rows);
    System.arraycopy(state.gradient(), 0, gradient, 0, gradient.length);
    Arrays.fill(lost, false);
  }

  /** Draws all momenta from N(0, M). */
  void drawMomenta(Rng rng, DiagonalMass mass) {
    mass.draw(rng, rows, momentum);
  }

  /** Gives a chain up: back to its start, where the density is known to be defined. */
  void lose(int row) {
    lost[row] = true;
    int from = row * dimension;
    System.arraycopy(origin.position(), from, position, from, dimension);
  }

  /**
   * H(z, r) = −log p*(z) + ½ rᵀM⁻¹r (thesis eq. 5.2), the energy that exact dynamics keeps; NaN for
   * a lost chain.
   */
  @Equation(paper = THESIS, number = "5.2", test = "LeapfrogTest#energyErrorIsOfSecondOrder")
  public double hamiltonian(int row, DiagonalMass mass) {
    return lost[row] ? Double.NaN : mass.kineticEnergy(momentum, row * dimension) - logDensity[row];
  }

  /** Turns all momenta around: the leapfrog then retraces its steps. */
  public void reverse() {
    for (int i = 0; i < momentum.length; i++) {
      momentum[i] = -momentum[i];
    }
  }

  /** Coordinate {@code i} of a chain's position. */
  public double position(int row, int i) {
    return position[row * dimension + i];
  }

  /** Coordinate {@code i} of a chain's momentum. */
  public double momentum(int row, int i) {
    return momentum[row * dimension + i];
  }

  /** The log density at a chain's position. */
  public double logDensity(int row) {
    return logDensity[row];
  }
}
