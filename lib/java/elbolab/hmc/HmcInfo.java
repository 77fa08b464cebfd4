package elbolab.hmc;

/**
 * What happened in one transition, per chain: acceptance probability and decision, whether the
 * integrator diverged, the energy H of the state arrived at, the change ΔH that the proposal would
 * have brought (NaN when the trajectory was lost), and the gradients taken by each chain.
 */
public record HmcInfo(
    double[] acceptance,
    boolean[] accepted,
    boolean[] divergent,
    double[] energy,
    double[] energyChange,
    int gradientEvaluations) {
  /** The acceptance probability averaged over the chains. */
  public double meanAcceptance() {
    double sum = 0;
    for (double a : acceptance) {
      sum += a;
    }
    return sum / acceptance.length;
  }
}
