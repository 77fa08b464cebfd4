package elbolab.hmc;

import elbolab.math.Rng;
import elbolab.math.Workers;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Chains of the No-U-Turn sampler, each with its own warm-up, as Stan runs them. A chain draws from
 * its own random stream, so that results do not depend on how many chains or threads there are.
 */
public final class NutsSampler {
  private NutsSampler() {}

  /** Chains one after another on this thread. */
  public static Chains sample(LogDensity density, Sampling sampling, Rng rng) {
    return run(() -> density, sampling, rng, false);
  }

  /** Chains beside each other on the workers' threads, each with a density of its own. */
  public static Chains sample(
      Supplier<? extends LogDensity> densities, Sampling sampling, Rng rng) {
    return run(densities, sampling, rng, true);
  }

  private static Chains run(
      Supplier<? extends LogDensity> densities, Sampling sampling, Rng rng, boolean parallel) {
    ChainRecorder recorder =
        new ChainRecorder(densities.get(), sampling.chains(), sampling.draws());
    AtomicLong warmUpGradients = new AtomicLong();
    Workers.Task chain =
        c ->
            warmUpGradients.addAndGet(
                chain(densities.get(), sampling, rng.stream("chain", c), c, recorder));
    if (parallel) {
      Workers.run(sampling.chains(), chain);
    } else {
      for (int c = 0; c < sampling.chains(); c++) {
        chain.run(c);
      }
    }
    return recorder.chains(warmUpGradients.get());
  }

  private static long chain(
      LogDensity target, Sampling sampling, Rng rng, int chain, ChainRecorder recorder) {
    CheckedDensity density = CheckedDensity.of(target);
    HmcState state = StartingPoints.draw(density, rng, sampling.startRadius());
    WarmUp warmUp = new WarmUp(density, sampling.warmUp(), sampling.targetAcceptance());
    warmUp.begin(rng, state);
    NutsInfo info = info();
    NutsTree tree = new NutsTree(density, warmUp.mass(), Nuts.MAX_DEPTH);
    tree.stepSize(warmUp.step());
    DiagonalMass mass = warmUp.mass();
    long gradients = 0;
    for (int t = 0; t < sampling.warmUp(); t++) {
      state = next(tree, rng, state, info);
      gradients += info.leapfrogs()[0];
      warmUp.update(rng, info.acceptance()[0], state);
      if (warmUp.mass() != mass) {
        mass = warmUp.mass();
        tree = new NutsTree(density, mass, Nuts.MAX_DEPTH);
      }
      tree.stepSize(warmUp.step());
    }
    tree.stepSize(warmUp.finalStep());
    double[] scratch = recorder.scratch();
    for (int t = 0; t < sampling.draws(); t++) {
      state = next(tree, rng, state, info);
      recorder.record(chain, t, state, 0, scratch);
      report(recorder.statistics(), chain, t, info, warmUp.finalStep());
    }
    return gradients;
  }

  private static NutsInfo info() {
    return new NutsInfo(new double[1], new boolean[1], new int[1], new int[1], new double[1]);
  }

  private static HmcState next(NutsTree tree, Rng rng, HmcState state, NutsInfo info) {
    int d = state.position().length;
    HmcState next = new HmcState(new double[d], new double[1], new double[d]);
    tree.grow(rng, state, 0);
    tree.write(next, info, 0);
    return next;
  }

  private static void report(ChainStatistics to, int chain, int draw, NutsInfo info, double step) {
    to.acceptance()[chain][draw] = info.acceptance()[0];
    to.stepSize()[chain][draw] = step;
    to.energy()[chain][draw] = info.energy()[0];
    to.depth()[chain][draw] = info.depth()[0];
    to.leapfrogs()[chain][draw] = info.leapfrogs()[0];
    to.divergent()[chain][draw] = info.divergent()[0];
  }
}
