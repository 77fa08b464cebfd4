package elbolab.hmc;

/**
 * How step sizes and inflations are trained.
 *
 * @param chains chains per point that estimate the objective, 1 or more
 * @param steinChains chains per point that estimate the discrepancy, 2 or more; 0 leaves the
 *     inflations alone
 * @param stepRate Adam's rate on log φ, positive
 * @param inflationRate Adam's rate on log s, positive
 * @param sliceRate ascent rate of the slices; 0 keeps them at the axes
 */
public record HmcTrainingOptions(
    int chains, int steinChains, double stepRate, double inflationRate, double sliceRate) {
  public HmcTrainingOptions {
    if (chains < 1 || steinChains < 0 || steinChains == 1) {
      throw new IllegalArgumentException(
          chains
              + " chains and "
              + steinChains
              + " Stein chains: give at least 1, and 0 or at least 2");
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

  /** 100 chains, 30 Stein chains, rates 10⁻³ and 10⁻², slices at the axes. */
  public static HmcTrainingOptions standard() {
    return new HmcTrainingOptions(100, 30, 1e-3, 1e-2, 0);
  }

  public HmcTrainingOptions withRates(double steps, double inflation) {
    return new HmcTrainingOptions(chains, steinChains, steps, inflation, sliceRate);
  }

  public HmcTrainingOptions withoutInflation() {
    return new HmcTrainingOptions(chains, 0, stepRate, inflationRate, sliceRate);
  }
}
