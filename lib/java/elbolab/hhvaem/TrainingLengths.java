package elbolab.hhvaem;

/**
 * How long each stage of algorithm 1 is, and at which rates.
 *
 * @param batch rows in a batch
 * @param marginalSteps of the marginal VAEs
 * @param steps of the dependency VAE, those with HMC included
 * @param hmcShare of these steps, at the end, that are taken with HMC if the model has a chain
 * @param warmUp steps over which the divergence grows to its full weight and levels are balanced
 * @param rate of Adam, for networks and step sizes
 * @param inflationRate of Adam, for the inflations
 * @param mostMissing cells are hidden with a rate drawn from U(0, this) for each row and epoch
 * @param seed of batches, masks and noise
 */
public record TrainingLengths(
    int batch,
    long marginalSteps,
    long steps,
    double hmcShare,
    long warmUp,
    double rate,
    double inflationRate,
    double mostMissing,
    long seed) {
  public TrainingLengths {
    if (batch < 1 || marginalSteps < 1 || steps < 1 || warmUp < 0) {
      throw new IllegalArgumentException(
          "batch %d, %d marginal steps, %d steps, warm-up %d: at least 1, the last at least 0"
              .formatted(batch, marginalSteps, steps, warmUp));
    }
    if (!(hmcShare >= 0 && hmcShare <= 1 && mostMissing >= 0 && mostMissing <= 1)) {
      throw new IllegalArgumentException(
          "share of HMC %s, most missing %s: both must lie in [0, 1]"
              .formatted(hmcShare, mostMissing));
    }
    if (!(rate > 0 && inflationRate > 0)) {
      throw new IllegalArgumentException(
          "rates %s and %s: must be above 0".formatted(rate, inflationRate));
    }
  }

  /** The thesis's: batches of 100, 1000 steps a marginal VAE, a tenth of the steps with HMC. */
  public static TrainingLengths steps(long steps) {
    return new TrainingLengths(100, 1000, steps, 0.1, 1000, 1e-3, 1e-2, 0.99, 1);
  }

  public TrainingLengths batch(int rows) {
    return new TrainingLengths(
        rows, marginalSteps, steps, hmcShare, warmUp, rate, inflationRate, mostMissing, seed);
  }

  public TrainingLengths marginalSteps(long other) {
    return new TrainingLengths(
        batch, other, steps, hmcShare, warmUp, rate, inflationRate, mostMissing, seed);
  }

  public TrainingLengths warmUp(long other) {
    return new TrainingLengths(
        batch, marginalSteps, steps, hmcShare, other, rate, inflationRate, mostMissing, seed);
  }

  public TrainingLengths rate(double other) {
    return new TrainingLengths(
        batch, marginalSteps, steps, hmcShare, warmUp, other, inflationRate, mostMissing, seed);
  }

  public TrainingLengths seed(long other) {
    return new TrainingLengths(
        batch, marginalSteps, steps, hmcShare, warmUp, rate, inflationRate, mostMissing, other);
  }

  /** Steps with HMC, at the end. */
  public long hmcSteps() {
    return Math.round(hmcShare * steps);
  }
}
