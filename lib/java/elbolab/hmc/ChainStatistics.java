package elbolab.hmc;

import java.util.Arrays;

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
    return Arrays.stream(ChainPlots.divergent(this)).sum();
  }

  /** Gradients taken for the kept draws by all chains. */
  public long gradients() {
    return Arrays.stream(leapfrogs).flatMapToInt(Arrays::stream).asLongStream().sum();
  }
}
