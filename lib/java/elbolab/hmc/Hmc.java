package elbolab.hmc;

import elbolab.math.Rng;

/**
 * Hamiltonian Monte Carlo (thesis 5.1.3): draw a momentum r ~ N(0, M), follow the leapfrog (5.1)
 * for some steps, and accept the end with probability min[1, exp(−H(z', r') + H(z, r))]. All chains
 * advance together, with one call of the density per leapfrog step. Holds scratch memory: use one
 * per thread.
 */
public final class Hmc {
  /** Where a transition arrived and what happened on the way. */
  public record Step(HmcState state, HmcInfo info) {}

  private final CheckedDensity density;
  private final StepSizes stepSizes;
  private final DiagonalMass mass;
  private final HmcOptions options;
  private final Leapfrog leapfrog;
  private PhasePoints points = new PhasePoints(0, 0);

  public Hmc(LogDensity density, StepSizes stepSizes, DiagonalMass mass, HmcOptions options) {
    this.density = CheckedDensity.of(density);
    this.stepSizes = stepSizes;
    this.mass = mass;
    this.options = options;
    this.leapfrog = new Leapfrog(this.density, mass);
    if (stepSizes.dimension() != density.dimension()) {
      throw new IllegalArgumentException(
          "step sizes in "
              + stepSizes.dimension()
              + " dimensions for a density of "
              + density.dimension());
    }
  }

  /** The state of chains that stand at these points (row-major). */
  public HmcState init(double[] positions) {
    return density.start(positions);
  }

  /** A transition of all chains with the first row of step sizes. The given state stays valid. */
  public Step step(Rng rng, HmcState state) {
    return step(rng, state, 0);
  }

  /** The chain's transition number {@code proposal}, with that row of step sizes. */
  public Step step(Rng rng, HmcState state, int proposal) {
    return step(rng, state, proposal, null);
  }

  /** Carries derivatives along where they are wanted; the draws are the same without. */
  Step step(Rng rng, HmcState state, int proposal, StepTangent tangent) {
    if (points.rows != state.rows()) {
      points = new PhasePoints(state.rows(), density.dimension());
    }
    points.begin(state);
    points.drawMomenta(rng, mass);
    double[] before = energies();
    int steps = pathLength(rng);
    integrate(steps, proposal * stepSizes.dimension(), tangent);
    return decide(rng, state, before, steps);
  }

  private void integrate(int steps, int row, StepTangent tangent) {
    double[] sizes = stepSizes.values();
    if (tangent == null) {
      for (int l = 0; l < steps; l++) {
        leapfrog.step(points, sizes, row);
      }
      return;
    }
    tangent.begin(points);
    for (int l = 0; l < steps; l++) {
      tangent.beforeStep(points);
      leapfrog.step(points, sizes, row);
      tangent.afterStep(points, sizes, row);
    }
  }

  private int pathLength(Rng rng) {
    int spread = (int) (options.jitter() * options.leapfrogSteps());
    return spread == 0
        ? options.leapfrogSteps()
        : options.leapfrogSteps() - spread + rng.nextInt(2 * spread + 1);
  }

  private double[] energies() {
    double[] energy = new double[points.rows];
    for (int row = 0; row < energy.length; row++) {
      energy[row] = points.hamiltonian(row, mass);
    }
    return energy;
  }

  private Step decide(Rng rng, HmcState state, double[] before, int gradients) {
    int rows = points.rows;
    HmcState next =
        new HmcState(
            state.position().clone(), state.logDensity().clone(), state.gradient().clone());
    HmcInfo info =
        new HmcInfo(
            new double[rows],
            new boolean[rows],
            new boolean[rows],
            before.clone(),
            new double[rows],
            gradients);
    for (int row = 0; row < rows; row++) {
      double after = points.hamiltonian(row, mass);
      double change = after - before[row];
      boolean divergent = !(change <= options.divergence());
      double u = rng.nextDouble();
      info.energyChange()[row] = change;
      info.divergent()[row] = divergent;
      info.acceptance()[row] = divergent ? 0 : options.acceptance().probability(change);
      if (!divergent && options.acceptance().accepts(u, change)) {
        info.accepted()[row] = true;
        info.energy()[row] = after;
        moveTo(next, row);
      }
    }
    return new Step(next, info);
  }

  private void moveTo(HmcState next, int row) {
    int d = density.dimension();
    int from = row * d;
    System.arraycopy(points.position, from, next.position(), from, d);
    System.arraycopy(points.gradient, from, next.gradient(), from, d);
    next.logDensity()[row] = points.logDensity[row];
  }
}
