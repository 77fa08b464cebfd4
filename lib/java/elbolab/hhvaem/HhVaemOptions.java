package elbolab.hhvaem;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which model: how many levels of latent variables, which bound it is trained on, and whether HMC
 * draws from its posterior. Five points of these choices have names.
 *
 * <pre>{@code
 * HhVaemOptions options = HhVaemOptions.hhVaem(10, 5).seed(3);
 * }</pre>
 *
 * @param latent dimensions of the levels, the one next to the data first
 * @param hidden width of the hidden layers of the dependency VAE
 * @param marginalHidden width of the hidden layer of a marginal VAE
 * @param variance of every normal likelihood, on the standardised scale
 * @param importanceSamples draws of the importance-weighted bound; 1 is the ELBO
 * @param chain the HMC chain; empty for a model whose posterior is the encoder's
 * @param defects of the public code that are switched on
 * @param seed of the parameters' first values
 */
public record HhVaemOptions(
    List<Integer> latent,
    int hidden,
    int marginalHidden,
    double variance,
    int importanceSamples,
    Optional<Chain> chain,
    Set<Defect> defects,
    long seed) {
  /**
   * An HMC chain and how its hyper-parameters are trained.
   *
   * @param proposals T, transitions of a chain
   * @param leapfrogSteps LF, leapfrog steps of a transition
   * @param leastStep step sizes begin uniformly between this …
   * @param greatestStep … and this
   * @param steinChains chains for each row that estimate the SKSD
   * @param steinEvery the SKSD is taken in one of so many steps
   */
  public record Chain(
      int proposals,
      int leapfrogSteps,
      double leastStep,
      double greatestStep,
      int steinChains,
      int steinEvery) {
    public Chain {
      positive("proposals", proposals, "transitions of a chain");
      positive("leapfrogSteps", leapfrogSteps, "leapfrog steps of a transition");
      positive("steinEvery", steinEvery, "steps from one SKSD to the next");
      if (steinChains != 0 && steinChains < 2) {
        throw new IllegalArgumentException(
            "steinChains = " + steinChains + ": 0 for no training of inflations, else at least 2");
      }
      if (!(leastStep > 0 && leastStep <= greatestStep && greatestStep < 100)) {
        throw new IllegalArgumentException(
            "step sizes from %s to %s: above 0 and in ascending order"
                .formatted(leastStep, greatestStep));
      }
    }

    /** T proposals of 5 leapfrog steps, first steps U(0.05, 0.2), 30 SKSD chains in one of 10. */
    public static Chain of(int proposals) {
      return new Chain(proposals, 5, 0.05, 0.2, 30, 10);
    }
  }

  public HhVaemOptions {
    latent = List.copyOf(latent);
    // In the order of their declaration, so that options as text are the same in each run.
    defects = Collections.unmodifiableSet(new TreeSet<>(defects));
    positive("levels", latent.size(), "levels of latent variables");
    for (int dimensions : latent) {
      positive("latent", dimensions, "latent dimensions of a level");
    }
    positive("hidden", hidden, "width of a hidden layer");
    positive("marginalHidden", marginalHidden, "width of a marginal VAE's hidden layer");
    positive("importanceSamples", importanceSamples, "draws of the bound");
    if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "variance = " + variance + ": must be above 0 and finite (noise of the likelihoods)");
    }
    if (importanceSamples > 1 && chain.isPresent()) {
      throw new IllegalArgumentException(
          importanceSamples + " importance samples with HMC: HMC trains its encoder on the ELBO");
    }
  }

  private static void positive(String name, int value, String meaning) {
    if (value < 1) {
      throw new IllegalArgumentException(
          name + " = " + value + ": must be at least 1 (" + meaning + ")");
    }
  }

  private static HhVaemOptions of(List<Integer> latent, int samples, Optional<Chain> chain) {
    return new HhVaemOptions(latent, 256, 32, 0.1, samples, chain, Set.of(), 1);
  }

  /**
   * The model of this name in the thesis's tables, VAEM to HH-VAEM, or of images, VAE to HH-VAE.
   *
   * @param second dimensions of the upper level, where there are two
   */
  public static HhVaemOptions named(String model, int first, int second) {
    return switch (model.endsWith("M") ? model : model + "M") {
      case "VAEM" -> vaem(first);
      case "MIWAEM" -> miwaem(first);
      case "H-VAEM" -> hVaem(first, second);
      case "HMC-VAEM" -> hmcVaem(first);
      case "HH-VAEM" -> hhVaem(first, second);
      default ->
          throw new IllegalArgumentException(
              "no model '" + model + "': VAEM, MIWAEM, H-VAEM, HMC-VAEM, HH-VAEM");
    };
  }

  /** One level, ELBO, encoder (Ma et al. 2020, without their partial VAE). */
  public static HhVaemOptions vaem(int latent) {
    return of(List.of(latent), 1, Optional.empty());
  }

  /** One level, importance-weighted bound with 5 draws, encoder. */
  public static HhVaemOptions miwaem(int latent) {
    return of(List.of(latent), 5, Optional.empty());
  }

  /** Several levels, ELBO, encoder. */
  public static HhVaemOptions hVaem(Integer... latent) {
    return of(List.of(latent), 1, Optional.empty());
  }

  /** One level, HMC with 10 proposals. */
  public static HhVaemOptions hmcVaem(int latent) {
    return of(List.of(latent), 1, Optional.of(Chain.of(10)));
  }

  /** Several levels, HMC with 10 proposals. */
  public static HhVaemOptions hhVaem(Integer... latent) {
    return of(List.of(latent), 1, Optional.of(Chain.of(10)));
  }

  /** The latent dimensions of an example: those of all levels. */
  public int dimensions() {
    return latent.stream().mapToInt(Integer::intValue).sum();
  }

  public boolean has(Defect defect) {
    return defects.contains(defect);
  }

  public HhVaemOptions with(Defect... more) {
    Set<Defect> all = EnumSet.noneOf(Defect.class);
    all.addAll(defects);
    all.addAll(List.of(more));
    return new HhVaemOptions(
        latent, hidden, marginalHidden, variance, importanceSamples, chain, all, seed);
  }

  public HhVaemOptions chain(Chain other) {
    return new HhVaemOptions(
        latent,
        hidden,
        marginalHidden,
        variance,
        importanceSamples,
        Optional.of(other),
        defects,
        seed);
  }

  public HhVaemOptions hidden(int width) {
    return new HhVaemOptions(
        latent, width, marginalHidden, variance, importanceSamples, chain, defects, seed);
  }

  public HhVaemOptions seed(long other) {
    return new HhVaemOptions(
        latent, hidden, marginalHidden, variance, importanceSamples, chain, defects, other);
  }
}
