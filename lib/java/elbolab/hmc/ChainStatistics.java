package elbolab.hmc;

/**
 * What a sampler reports beside the draws, as [chain][draw]: log density, acceptance, step size,
 * energy, tree depth (0 for plain HMC), leapfrog steps, divergences; and the gradients taken in
 * warm-up by all chains.
 */
public record ChainStatistics(
    double[][] logDensity,
    double[][] acceptance,
    double[][] stepSize,
    double[][] energy,
    int[][] depth,
    int[][] leapfrogs,
    boolean[][] divergent,
    long warmUpGradients) {
  static ChainStatistics empty(int chains, int draws) {
    return new ChainStatistics(
        new double[chains][draws],
        new double[chains][draws],
        new double[chains][draws],
        new double[chains][draws],
        new int[chains][draws],
        new int[chains][draws],
        new boolean[chains][draws],
        0);
  }

  ChainStatistics withWarmUpGradients(long count) {
    return new ChainStatistics(
        logDensity, acceptance, stepSize, energy, depth, leapfrogs, divergent, count);
  }

  /** How many kept transitions diverged. */
  public int divergences() {
    int count = 0;
    for (boolean[] chain : divergent) {
      for (boolean one : chain) {
        count += one ? 1 : 0;
      }
    }
    return count;
  }

  /** Gradients taken for the kept draws by all chains. */
  public long gradients() {
    long count = 0;
    for (int[] chain : leapfrogs) {
      for (int one : chain) {
        count += one;
      }
    }
    return count;
  }
}
