package elbolab.hmc;

import elbolab.math.Rng;

/**
 * Chains of plain HMC that advance together, one call of the density per leapfrog step: one step
 * size (dual averaging on the acceptance averaged over the chains) and one diagonal mass (from the
 * draws of all chains) serve them all. Path lengths vary by half around the given length, which is
 * in units of the adapted standard deviations: π/2 would carry a Gaussian to independence.
 */
public final class HmcSampler {
  private static final double JITTER = 0.5;
  private static final int MOST_STEPS = 1 << Nuts.MAX_DEPTH;

  private final CheckedDensity density;
  private final Sampling sampling;
  private final double pathLength;
  private final Chains.Recorder recorder;

  private HmcSampler(LogDensity density, Sampling sampling, double pathLength) {
    if (!(pathLength > 0 && pathLength < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "pathLength is " + pathLength + "; it must be positive and finite: π/2 suits a Gaussian");
    }
    this.density = CheckedDensity.of(density);
    this.sampling = sampling;
    this.pathLength = pathLength;
    this.recorder = new Chains.Recorder(density, sampling.chains(), sampling.draws());
  }

  /** Warms up and samples. */
  public static Chains sample(LogDensity density, Sampling sampling, double pathLength, Rng rng) {
    return new HmcSampler(density, sampling, pathLength).run(rng);
  }

  private Chains run(Rng rng) {
    HmcState state = starts(rng);
    WarmUp warmUp = new WarmUp(density, sampling.warmUp(), sampling.targetAcceptance());
    warmUp.begin(rng, state);
    long gradients = 0;
    for (int t = 0; t < sampling.warmUp(); t++) {
      Hmc kernel = kernel(warmUp.step(), warmUp.mass());
      Hmc.Step step = kernel.step(rng, state);
      state = step.state();
      gradients += (long) step.info().gradientEvaluations() * state.rows();
      warmUp.update(rng, step.info().meanAcceptance(), state);
    }
    Hmc kernel = kernel(warmUp.finalStep(), warmUp.mass());
    for (int t = 0; t < sampling.draws(); t++) {
      Hmc.Step step = kernel.step(rng, state);
      state = step.state();
      record(t, state, step.info(), warmUp.finalStep());
    }
    return recorder.chains(gradients);
  }

  private HmcState starts(Rng rng) {
    int d = density.dimension();
    double[] points = new double[sampling.chains() * d];
    for (int c = 0; c < sampling.chains(); c++) {
      HmcState one = density.drawStart(rng.stream("chain", c), sampling.startRadius());
      System.arraycopy(one.position(), 0, points, c * d, d);
    }
    return density.start(points);
  }

  private Hmc kernel(double step, DiagonalMass mass) {
    int steps = (int) Math.max(1, Math.min(MOST_STEPS, Math.ceil(pathLength / step)));
    return new Hmc(
        density,
        StepSizes.constant(1, density.dimension(), step),
        mass,
        HmcOptions.steps(steps).withJitter(JITTER));
  }

  private void record(int draw, HmcState state, HmcInfo info, double step) {
    ChainStatistics to = recorder.statistics();
    for (int c = 0; c < state.rows(); c++) {
      recorder.record(c, draw, state, c);
      to.acceptance()[c][draw] = info.acceptance()[c];
      to.stepSize()[c][draw] = step;
      to.energy()[c][draw] = info.energy()[c];
      to.leapfrogs()[c][draw] = info.gradientEvaluations();
      to.divergent()[c][draw] = info.divergent()[c];
    }
  }
}
