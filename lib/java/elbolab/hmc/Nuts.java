package elbolab.hmc;

import elbolab.math.Rng;

/**
 * The No-U-Turn sampler (Hoffman and Gelman 2014) with multinomial choice of the point and the
 * generalised criterion (Betancourt 2017, A.4): a trajectory doubles, forwards or backwards at
 * random, until its ends turn back on it. Chains are taken one after another, each with a
 * trajectory of its own length. Holds scratch memory: use one per thread.
 */
public final class Nuts implements Kernel<HmcState, NutsInfo> {
  /** Beyond this depth trajectories of 2¹⁰ steps are cut. */
  public static final int MAX_DEPTH = 10;

  private final CheckedDensity density;
  private final NutsTree tree;

  public Nuts(LogDensity density, double stepSize, DiagonalMass mass) {
    this.density = CheckedDensity.of(density);
    StepSizes steps = StepSizes.constant(1, density.dimension(), stepSize);
    this.tree = new NutsTree(this.density, mass, MAX_DEPTH);
    this.tree.stepSize(steps.at(0, 0));
  }

  @Override
  public HmcState init(double[] points) {
    return density.start(points);
  }

  @Override
  public Transition<HmcState, NutsInfo> step(Rng rng, HmcState state) {
    int rows = state.rows();
    int d = density.dimension();
    NutsInfo info =
        new NutsInfo(
            new double[rows], new boolean[rows], new int[rows], new int[rows], new double[rows]);
    HmcState next = new HmcState(new double[rows * d], new double[rows], new double[rows * d]);
    for (int row = 0; row < rows; row++) {
      tree.grow(rng, state, row);
      tree.write(next, info, row);
    }
    return new Transition<>(next, info);
  }
}
