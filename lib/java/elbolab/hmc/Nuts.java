package elbolab.hmc;

import elbolab.math.Rng;
import elbolab.math.Workers;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The No-U-Turn sampler (Hoffman and Gelman 2014) with multinomial choice of the point and the
 * generalised criterion (Betancourt 2017, A.4): a trajectory doubles, forwards or backwards at
 * random, until its ends turn back on it. Each chain has trajectories of its own length and, in
 * {@link #sample}, its own warm-up, as in Stan. An instance holds scratch memory: use one per
 * thread.
 */
public final class Nuts {
  /** Beyond this depth trajectories of 2¹⁰ steps are cut. */
  public static final int MAX_DEPTH = 10;

  /**
   * What happened in one transition, per chain: the mean acceptance probability along the
   * trajectory, whether it diverged, how often it doubled, its leapfrog steps, and the energy of
   * the point taken.
   */
  public record Info(
      double[] acceptance, boolean[] divergent, int[] depth, int[] leapfrogs, double[] energy) {
    static Info of(int rows) {
      return new Info(
          new double[rows], new boolean[rows], new int[rows], new int[rows], new double[rows]);
    }
  }

  /** Where a transition arrived and what happened on the way. */
  public record Step(HmcState state, Info info) {}

  private final CheckedDensity density;
  private NutsTree tree;

  public Nuts(LogDensity density, double stepSize, DiagonalMass mass) {
    this.density = CheckedDensity.of(density);
    use(StepSizes.constant(1, density.dimension(), stepSize).at(0, 0), mass);
  }

  private void use(double stepSize, DiagonalMass mass) {
    if (tree == null || tree.mass() != mass) {
      tree = new NutsTree(density, mass, MAX_DEPTH);
    }
    tree.stepSize(stepSize);
  }

  /** The state of chains that stand at these points (row-major). */
  public HmcState init(double[] points) {
    return density.start(points);
  }

  /** One transition of all chains, one after another. The given state stays valid. */
  public Step step(Rng rng, HmcState state) {
    int rows = state.rows();
    int d = density.dimension();
    Info info = Info.of(rows);
    HmcState next = new HmcState(new double[rows * d], new double[rows], new double[rows * d]);
    for (int row = 0; row < rows; row++) {
      tree.grow(rng, state, row);
      tree.write(next, info, row);
    }
    return new Step(next, info);
  }

  /** Warms up and samples, with all random numbers from the seed of {@code sampling}. */
  public static Chains sample(LogDensity density, Sampling sampling) {
    return sample(density, sampling, Rng.of(sampling.seed(), "sampling"));
  }

  /**
   * Warms up and samples. A chain draws from its own random stream, so that its draws do not depend
   * on how many chains or threads there are; chains run side by side if the density allows it.
   */
  public static Chains sample(LogDensity density, Sampling sampling, Rng rng) {
    Chains.Recorder recorder = new Chains.Recorder(density, sampling.chains(), sampling.draws());
    AtomicLong warmUpGradients = new AtomicLong();
    Workers.Task chain =
        c ->
            warmUpGradients.addAndGet(
                chain(density, sampling, rng.stream("chain", c), c, recorder));
    if (density.isConcurrent()) {
      Workers.run(sampling.chains(), chain);
    } else {
      for (int c = 0; c < sampling.chains(); c++) {
        chain.run(c);
      }
    }
    return recorder.chains(warmUpGradients.get());
  }

  /** One chain; returns how many gradients its warm-up took. */
  private static long chain(
      LogDensity target, Sampling sampling, Rng rng, int chain, Chains.Recorder recorder) {
    CheckedDensity density = CheckedDensity.of(target);
    HmcState state = density.drawStart(rng, sampling.startRadius());
    WarmUp warmUp = new WarmUp(density, sampling.warmUp(), sampling.targetAcceptance());
    warmUp.begin(rng, state);
    Nuts nuts = new Nuts(density, warmUp.step(), warmUp.mass());
    long gradients = 0;
    for (int t = 0; t < sampling.warmUp(); t++) {
      Step step = nuts.step(rng, state);
      state = step.state;
      gradients += step.info.leapfrogs()[0];
      warmUp.update(rng, step.info.acceptance()[0], state);
      nuts.use(warmUp.step(), warmUp.mass());
    }
    nuts.use(warmUp.finalStep(), warmUp.mass());
    for (int t = 0; t < sampling.draws(); t++) {
      Step step = nuts.step(rng, state);
      state = step.state;
      recorder.record(chain, t, state, 0);
      report(recorder.statistics(), chain, t, step.info, warmUp.finalStep());
    }
    return gradients;
  }

  private static void report(ChainStatistics to, int chain, int draw, Info info, double step) {
    to.acceptance()[chain][draw] = info.acceptance()[0];
    to.stepSize()[chain][draw] = step;
    to.energy()[chain][draw] = info.energy()[0];
    to.depth()[chain][draw] = info.depth()[0];
    to.leapfrogs()[chain][draw] = info.leapfrogs()[0];
    to.divergent()[chain][draw] = info.divergent()[0];
  }
}
