package elbolab.hmc;

/**
 * How one HMC proposal is made.
 *
 * @param leapfrogSteps leapfrog steps per proposal, 1 or more
 * @param jitter spread of the path length in [0, 1): each transition takes a number of steps drawn
 *     uniformly from leapfrogSteps·(1 ± jitter), so that no period of the dynamics is hit for ever
 * @param divergence energy error above which a trajectory counts as diverged and is rejected
 * @param acceptance the acceptance rule
 */
public record HmcOptions(
    int leapfrogSteps, double jitter, double divergence, Acceptance acceptance) {
  public HmcOptions {
    if (leapfrogSteps < 1) {
      throw new IllegalArgumentException(
          "leapfrogSteps is " + leapfrogSteps + "; a proposal needs at least 1");
    }
    if (!(jitter >= 0 && jitter < 1)) {
      throw new IllegalArgumentException(
          "jitter is " + jitter + "; it must lie in [0, 1): the share by which paths vary");
    }
    if (!(divergence > 0)) {
      throw new IllegalArgumentException(
          "divergence is " + divergence + "; it must be positive: the largest energy error");
    }
  }

  /** Steps per proposal, and the usual rest: no jitter, threshold 1000, log-scale acceptance. */
  public static HmcOptions steps(int leapfrogSteps) {
    return new HmcOptions(leapfrogSteps, 0, 1000, Acceptance.LOG_SCALE);
  }

  public HmcOptions withJitter(double share) {
    return new HmcOptions(leapfrogSteps, share, divergence, acceptance);
  }

  public HmcOptions withAcceptance(Acceptance rule) {
    return new HmcOptions(leapfrogSteps, jitter, divergence, rule);
  }
}
