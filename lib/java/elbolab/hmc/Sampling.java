package elbolab.hmc;

/**
 * How many draws to take, and how.
 *
 * @param chains chains, 1 or more; 4 allow R̂ to find chains that disagree
 * @param warmUp transitions per chain that adapt step and mass and are thrown away; 0 for none
 * @param draws draws kept per chain, 1 or more
 * @param targetAcceptance acceptance that the step size aims at, in (0, 1): larger means smaller
 *     steps and fewer divergences
 * @param startRadius chains start uniformly in a cube of this half width around the origin
 * @param seed the number that all draws follow from, where no stream is given
 */
public record Sampling(
    int chains, int warmUp, int draws, double targetAcceptance, double startRadius, long seed) {
  public Sampling {
    if (chains < 1 || draws < 1 || warmUp < 0) {
      throw new IllegalArgumentException(
          chains
              + " chains of "
              + warmUp
              + " + "
              + draws
              + " transitions: give at least 1 chain, 0 warm-up transitions and 1 draw");
    }
    if (!(targetAcceptance > 0 && targetAcceptance < 1)) {
      throw new IllegalArgumentException(
          "targetAcceptance is " + targetAcceptance + "; it must lie in (0, 1)");
    }
    if (!(startRadius > 0 && startRadius < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "startRadius is " + startRadius + "; it must be positive and finite");
    }
  }

  /** Four chains of 1000 + 1000 transitions at acceptance 0.8 from within ±2, as in Stan. */
  public static Sampling standard() {
    return seed(1);
  }

  /** The {@link #standard} way from this seed. */
  public static Sampling seed(long seed) {
    return new Sampling(4, 1000, 1000, 0.8, 2, seed);
  }

  public Sampling withChains(int count) {
    return new Sampling(count, warmUp, draws, targetAcceptance, startRadius, seed);
  }

  public Sampling withDraws(int warmUpCount, int count) {
    return new Sampling(chains, warmUpCount, count, targetAcceptance, startRadius, seed);
  }

  public Sampling withTargetAcceptance(double target) {
    return new Sampling(chains, warmUp, draws, target, startRadius, seed);
  }
}
