package elbolab.hmc;

/**
 * What happened in one No-U-Turn transition, per chain: the mean acceptance probability along the
 * trajectory, whether it diverged, how often it doubled, its leapfrog steps, and the energy of the
 * point taken.
 */
public record NutsInfo(
    double[] acceptance, boolean[] divergent, int[] depth, int[] leapfrogs, double[] energy) {}
