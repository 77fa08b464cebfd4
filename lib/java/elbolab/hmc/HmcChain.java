package elbolab.hmc;

import elbolab.math.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A chain of T proposals, each with its own row of step sizes (thesis 5.1.3): what turns draws from
 * an initial proposal into draws from q⁽ᵀ⁾. All chains of all points advance together; holds
 * scratch memory for them: use one per thread.
 */
public final class HmcChain {
  /**
   * Where the chains arrived, what each proposal reported, and the path: the positions at the start
   * and after each proposal where they were asked for, else empty.
   */
  public record Run(HmcState last, List<HmcInfo> infos, List<double[]> path) {
    /** The log density averaged over where the chains arrived. */
    public double meanLogDensity() {
      return Arrays.stream(last.logDensity()).average().orElseThrow();
    }

    /** The acceptance probability averaged over proposals and chains. */
    public double meanAcceptance() {
      return infos.stream().mapToDouble(HmcInfo::meanAcceptance).average().orElseThrow();
    }

    /** One coordinate of one chain along the path. */
    public double[] path(int chain, int coordinate) {
      int at = chain * (last.position().length / last.rows()) + coordinate;
      return path.stream().mapToDouble(positions -> positions[at]).toArray();
    }

    /** The share of proposals that diverged. */
    public double divergentShare() {
      int divergent = 0;
      int all = 0;
      for (HmcInfo info : infos) {
        for (boolean one : info.divergent()) {
          divergent += one ? 1 : 0;
          all++;
        }
      }
      return (double) divergent / all;
    }
  }

  /** A run with ∂z⁽ᵀ⁾/∂φₜ for each proposal t, as [t][row·d + i]. */
  record TangentRun(Run run, double[][] tangents) {}

  private final Hmc kernel;
  private final StepSizes stepSizes;
  private final StepTangent tangent;

  public HmcChain(LogDensity density, StepSizes stepSizes, DiagonalMass mass, HmcOptions options) {
    this.kernel = new Hmc(density, stepSizes, mass, options);
    this.stepSizes = stepSizes;
    this.tangent = new StepTangent(mass);
  }

  /** Runs chains from these points (row-major), keeping only where they arrive. */
  public Run run(Rng rng, double[] start) {
    return run(rng, start, null, false).run;
  }

  /** As {@link #run}, with the positions after each proposal. */
  public Run runWithPath(Rng rng, double[] start) {
    return run(rng, start, null, true).run;
  }

  /** As {@link #run}, with the derivatives with respect to the step sizes, gradients frozen. */
  TangentRun runWithTangents(Rng rng, double[] start) {
    return run(rng, start, tangent, false);
  }

  private TangentRun run(Rng rng, double[] start, StepTangent carried, boolean keepsPath) {
    HmcState state = kernel.init(start);
    List<HmcInfo> infos = new ArrayList<>();
    List<double[]> path = new ArrayList<>();
    if (keepsPath) {
      path.add(state.position());
    }
    double[][] tangents = new double[stepSizes.proposals()][];
    for (int t = 0; t < stepSizes.proposals(); t++) {
      Hmc.Step step = kernel.step(rng, state, t, carried);
      state = step.state();
      infos.add(step.info());
      if (keepsPath) {
        path.add(state.position());
      }
      if (carried != null) {
        tangents[t] = carried.ofAccepted(step.info().accepted());
      }
    }
    return new TangentRun(new Run(state, infos, path), tangents);
  }
}
