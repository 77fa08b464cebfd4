package elbolab.hmc;

/**
 * How step sizes and inflations are trained.
 *
 * @param chains chains per point that estimate the objective, 1 or more
 * @param steinChains chains per point that estimate the discrepancy, 2 or more; 0 leaves the
 *     inflations alone
 * @param steinEvery the discrepancy is taken in the first of every so many rounds, 1 or more: its
 *     chains cost far more than those of the objective
 * @param stepRate Adam's rate on log φ, positive
 * @param inflationRate Adam's rate on log s, positive
 * @param sliceRate ascent rate of the slices; 0 keeps them at the axes
 */
public record HmcTrainingOptions(
    int chains,
    int steinChains,
    int steinEvery,
    double stepRate,
    double inflationRate,
    double sliceRate) {
  public HmcTrainingOptions {
    if (chains < 1 || steinChains < 0 || steinChains == 1) {
      throw new IllegalArgumentException(
          chains
              + " chains and "
              + steinChains
              + " Stein chains: give at least 1, and 0 or at least 2");
    }
    if (steinEvery < 1) {
      throw new IllegalArgumentException(
          "steinEvery is " + steinEvery + "; it must be at least 1: 1 is every round");
    }
    if (!(stepRate > 0 && inflationRate > 0 && sliceRate >= 0)) {
      throw new IllegalArgumentException(
          "rates "
              + stepRate
              + ", "
              + inflationRate
              + ", "
              + sliceRate
              + ": of the steps and inflations positive, of the slices not negative");
    }
  }

  /** 100 chains, 30 Stein chains in every round, rates 10⁻³ and 10⁻², slices at the axes. */
  public static HmcTrainingOptions standard() {
    return new HmcTrainingOptions(100, 30, 1, 1e-3, 1e-2, 0);
  }

  public HmcTrainingOptions withRates(double steps, double inflation) {
    return new HmcTrainingOptions(chains, steinChains, steinEvery, steps, inflation, sliceRate);
  }

  public HmcTrainingOptions withChains(int perPoint) {
    return new HmcTrainingOptions(
        perPoint, steinChains, steinEvery, stepRate, inflationRate, sliceRate);
  }

  public HmcTrainingOptions withStein(int perPoint, int everyRounds) {
    return new HmcTrainingOptions(
        chains, perPoint, everyRounds, stepRate, inflationRate, sliceRate);
  }
}
