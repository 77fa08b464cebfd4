package elbolab.hmc;

import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import java.util.Arrays;

/**
 * One trajectory of the No-U-Turn sampler. A subtree of depth j is 2ʲ leapfrog steps; it remembers
 * its two end momenta, their sum ρ, its weight, and one point drawn with probability proportional
 * to exp(−H). Memory for all depths is allocated once.
 */
final class NutsTree {
  private static final double DIVERGENCE = 1000;

  private final int dimension;
  private final int maxDepth;
  private final double[] inverseMass;
  private final DiagonalMass mass;
  private final Leapfrog leapfrog;
  private final double[] forwards;
  private final double[] backwards;
  private final PhasePoints[] ends; // [0] the backward end, [1] the forward end
  private final NutsSpan[] first;
  private final NutsSpan[] second;
  private final Draw[] other;
  private final NutsSpan whole;
  private final Draw chosen;

  private Rng rng;
  private double startEnergy;
  private double acceptanceSum;
  private int leapfrogs;
  private int depth;
  private boolean divergent;

  NutsTree(LogDensity density, DiagonalMass mass, int maxDepth) {
    this.dimension = density.dimension();
    this.maxDepth = maxDepth;
    this.mass = mass;
    this.inverseMass = mass.inverseInPlace();
    this.leapfrog = new Leapfrog(density, mass);
    this.forwards = new double[dimension];
    this.backwards = new double[dimension];
    this.ends = new PhasePoints[] {new PhasePoints(1, dimension), new PhasePoints(1, dimension)};
    this.first = new NutsSpan[maxDepth + 1];
    this.second = new NutsSpan[maxDepth + 1];
    this.other = new Draw[maxDepth + 1];
    for (int j = 0; j <= maxDepth; j++) {
      first[j] = new NutsSpan(dimension);
      second[j] = new NutsSpan(dimension);
      other[j] = new Draw(dimension);
    }
    this.whole = new NutsSpan(dimension);
    this.chosen = new Draw(dimension);
  }

  DiagonalMass mass() {
    return mass;
  }

  void stepSize(double step) {
    Arrays.fill(forwards, step);
    Arrays.fill(backwards, -step);
  }

  /** Doubles a trajectory from this state until it turns, diverges or is long enough. */
  void grow(Rng random, HmcState state, int row) {
    begin(random, state, row);
    NutsSpan next = first[maxDepth];
    Draw proposal = other[maxDepth];
    while (depth < maxDepth) {
      boolean forward = rng.nextInt() >= 0;
      if (!build(depth, forward ? 1 : 0, next, proposal)) {
        break;
      }
      depth++;
      // Favouring the new half (Betancourt 2017, A.3.2) moves farther and keeps the target.
      if (happens(next.logWeight - whole.logWeight)) {
        chosen.copy(proposal);
      }
      if (!whole.extend(forward, next, inverseMass)) {
        break;
      }
    }
  }

  private void begin(Rng random, HmcState state, int row) {
    rng = random;
    HmcState one = row(state, row);
    ends[0].begin(one);
    ends[0].drawMomenta(rng, mass);
    ends[1].begin(one);
    double[] momentum = ends[0].momentum;
    System.arraycopy(momentum, 0, ends[1].momentum, 0, dimension);
    whole.single(momentum, 0);
    startEnergy = ends[0].hamiltonian(0, mass);
    chosen.take(ends[0], startEnergy);
    acceptanceSum = 0;
    leapfrogs = 0;
    depth = 0;
    divergent = false;
  }

  private HmcState row(HmcState state, int row) {
    if (state.rows() == 1) {
      return state;
    }
    int from = row * dimension;
    int to = from + dimension;
    return new HmcState(
        Arrays.copyOfRange(state.position(), from, to),
        new double[] {state.logDensity()[row]},
        Arrays.copyOfRange(state.gradient(), from, to));
  }

  /**
   * Builds 2^depth steps onto one end. False when a part of it diverged or turned back: then none
   * of it counts.
   */
  private boolean build(int depth, int end, NutsSpan span, Draw draw) {
    if (depth == 0) {
      return leaf(end, span, draw);
    }
    NutsSpan inner = first[depth - 1];
    NutsSpan outer = second[depth - 1];
    Draw outerDraw = other[depth - 1];
    if (!build(depth - 1, end, inner, draw) || !build(depth - 1, end, outer, outerDraw)) {
      return false;
    }
    span.join(inner, outer);
    if (happens(outer.logWeight - span.logWeight)) {
      draw.copy(outerDraw);
    }
    return NutsSpan.straight(inner.near, inner.far, inner.rho, outer, inverseMass);
  }

  private boolean leaf(int end, NutsSpan span, Draw draw) {
    PhasePoints at = ends[end];
    leapfrog.step(at, end == 1 ? forwards : backwards);
    leapfrogs++;
    double energy = at.hamiltonian(0, mass);
    double change = Double.isNaN(energy) ? Double.POSITIVE_INFINITY : energy - startEnergy;
    span.single(at.momentum, -change);
    acceptanceSum += Acceptance.LOG_SCALE.probability(change);
    draw.take(at, energy);
    divergent = !(change <= DIVERGENCE);
    return !divergent;
  }

  private boolean happens(double logProbability) {
    return logProbability >= 0 || rng.nextDouble() < DoubleMath.exp(logProbability);
  }

  /** Reports the trajectory that was grown last. */
  void write(HmcState next, Nuts.Info info, int row) {
    System.arraycopy(chosen.position, 0, next.position(), row * dimension, dimension);
    System.arraycopy(chosen.gradient, 0, next.gradient(), row * dimension, dimension);
    next.logDensity()[row] = chosen.logDensity;
    info.acceptance()[row] = acceptanceSum / leapfrogs;
    info.divergent()[row] = divergent;
    info.depth()[row] = depth;
    info.leapfrogs()[row] = leapfrogs;
    info.energy()[row] = chosen.energy;
  }

  /** A point drawn from a stretch of a trajectory. */
  private static final class Draw {
    final double[] position;
    final double[] gradient;
    double logDensity;
    double energy;

    Draw(int dimension) {
      position = new double[dimension];
      gradient = new double[dimension];
    }

    void take(PhasePoints at, double energyThere) {
      System.arraycopy(at.position, 0, position, 0, position.length);
      System.arraycopy(at.gradient, 0, gradient, 0, gradient.length);
      logDensity = at.logDensity[0];
      energy = energyThere;
    }

    void copy(Draw other) {
      System.arraycopy(other.position, 0, position, 0, position.length);
      System.arraycopy(other.gradient, 0, gradient, 0, gradient.length);
      logDensity = other.logDensity;
      energy = other.energy;
    }
  }
}
