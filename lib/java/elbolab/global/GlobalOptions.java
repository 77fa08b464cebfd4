package elbolab.global;

/**
 * What a model with global factors is made of. The four of the thesis's chapter 4 are the same
 * model with parts left out.
 *
 * @param body the networks between images and latent numbers
 * @param local dimensions of z, of each example
 * @param global dimensions of β, shared by a group; 0: there is none
 * @param classes K of the mixture in which z lies
 * @param learned whether the components of p(z | d, β) are learned; if not z ~ N(0, I)
 * @param noise σ of the pixels
 * @param weight of the local divergence in the bound
 * @param atDraw whether the local divergence is taken at the drawn z, where it belongs; if not, in
 *     the closed form that is printed, see {@link GlobalVae#bound}
 * @param seed of the first parameters
 */
public record GlobalOptions(
    Body body,
    int local,
    int global,
    int classes,
    boolean learned,
    double noise,
    double weight,
    boolean atDraw,
    long seed) {
  /** σ of table A.1; the public code has a variance of 0.2 instead: {@code noise(sqrt(0.2))}. */
  private static final double SIGMA = 0.2;

  public GlobalOptions {
    if (local < 1 || classes < 1) {
      throw new IllegalArgumentException(
          "local = " + local + ", classes = " + classes + ": both must be at least 1");
    }
    if (global < 0) {
      throw new IllegalArgumentException(
          "global = " + global + ": must be 0 (no shared variable) or more");
    }
    if (!learned && classes > 1) {
      throw new IllegalArgumentException(
          classes + " classes of a prior that is not learned: all would be N(0, I)");
    }
    if (!(noise > 0 && weight > 0)
        || noise == Double.POSITIVE_INFINITY
        || weight == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "noise = " + noise + ", weight = " + weight + ": both must be above 0 and finite");
    }
  }

  /** A mixture of K components for z, which β moves. */
  public static GlobalOptions ugVae(Body body, int local, int global, int classes) {
    return new GlobalOptions(body, local, global, classes, true, SIGMA, 1, false, 1);
  }

  /** One component, as the thesis compares with: UG-VAE with K = 1. */
  public static GlobalOptions mlVae(Body body, int local, int global) {
    return ugVae(body, local, global, 1);
  }

  /** The mixture without β. */
  public static GlobalOptions gmVae(Body body, int local, int classes) {
    return ugVae(body, local, 0, classes);
  }

  /** Neither: a plain VAE whose divergence is weighed by β, 10 in the thesis. */
  public static GlobalOptions betaVae(Body body, int local, double weight) {
    return new GlobalOptions(body, local, 0, 1, false, SIGMA, weight, false, 1);
  }

  /** z ~ N(0, I) whatever β is, as in ML-VAE's own paper (Bouchacourt et al. 2018). */
  public GlobalOptions standardPrior() {
    return new GlobalOptions(body, local, global, 1, false, noise, weight, atDraw, seed);
  }

  public GlobalOptions noise(double sigma) {
    return new GlobalOptions(body, local, global, classes, learned, sigma, weight, atDraw, seed);
  }

  /** The local divergence at the drawn z, so that the bound is one. */
  public GlobalOptions divergenceAtDraw() {
    return new GlobalOptions(body, local, global, classes, learned, noise, weight, true, seed);
  }

  public GlobalOptions seed(long other) {
    return new GlobalOptions(body, local, global, classes, learned, noise, weight, atDraw, other);
  }
}
