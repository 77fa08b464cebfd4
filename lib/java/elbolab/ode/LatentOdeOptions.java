package elbolab.ode;

/**
 * Sizes and noise of a latent ODE. {@link #of} has those of the report's section 6.2 for spirals.
 *
 * @param features of an observation
 * @param latent dimensions of the latent path
 * @param recurrent units of the recurrent encoder
 * @param networks how many hidden layers the field and the decoder have
 * @param hidden units of each of these layers
 * @param noise standard deviation of an observation around what is decoded, √σ₂ in the report
 * @param unit of the observations that is about 1 to the networks: large inputs would saturate the
 *     encoder
 * @param solver of the latent path
 */
public record LatentOdeOptions(
    int features,
    int latent,
    int recurrent,
    Networks networks,
    int hidden,
    double noise,
    double unit,
    Solver solver,
    long seed) {
  /** The hidden layers of field and decoder. */
  public enum Networks {
    /** One of tanh in each, as the text has it. */
    TEXT,
    /** Two of ELU in the field and one of ReLU in the decoder, as the public code of the paper. */
    PUBLIC_CODE
  }

  public LatentOdeOptions {
    atLeastOne("features", features);
    atLeastOne("latent", latent);
    atLeastOne("recurrent", recurrent);
    atLeastOne("hidden", hidden);
    if (!(noise > 0) || noise == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "noise = " + noise + ": must be above 0 and finite (deviation of an observation)");
    }
    if (!(unit > 0) || unit == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "unit = " + unit + ": must be above 0 and finite (a usual size of the observations)");
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " = " + value + ": must be at least 1");
    }
  }

  /** Four latent dimensions, an encoder of 25 units, hidden layers of 20. */
  public static LatentOdeOptions of(int features) {
    return new LatentOdeOptions(
        features, 4, 25, Networks.TEXT, 20, 0.1, 1, new Solver(Tableau.RK4, Steps.atMost(0.4)), 1);
  }

  public LatentOdeOptions sizes(int newLatent, int newRecurrent, int newHidden) {
    return new LatentOdeOptions(
        features, newLatent, newRecurrent, networks, newHidden, noise, unit, solver, seed);
  }

  public LatentOdeOptions networks(Networks newNetworks) {
    return new LatentOdeOptions(
        features, latent, recurrent, newNetworks, hidden, noise, unit, solver, seed);
  }

  public LatentOdeOptions noise(double deviation) {
    return new LatentOdeOptions(
        features, latent, recurrent, networks, hidden, deviation, unit, solver, seed);
  }

  public LatentOdeOptions unit(double usualSize) {
    return new LatentOdeOptions(
        features, latent, recurrent, networks, hidden, noise, usualSize, solver, seed);
  }

  /** RK4 with steps of at most this size. */
  public LatentOdeOptions step(double atMost) {
    return solver(new Solver(Tableau.RK4, Steps.atMost(atMost)));
  }

  public LatentOdeOptions solver(Solver newSolver) {
    return new LatentOdeOptions(
        features, latent, recurrent, networks, hidden, noise, unit, newSolver, seed);
  }

  public LatentOdeOptions seed(long newSeed) {
    return new LatentOdeOptions(
        features, latent, recurrent, networks, hidden, noise, unit, solver, newSeed);
  }
}
