package elbolab.video;

/**
 * Which latent numbers a film has, what is concluded about them, and where they enter: the models
 * of the lecture's section on temporal data, from the simplest on.
 *
 * <p>SVG's z joins the frame before it reaches the recurrent core, so that a frame depends on all z
 * so far. SV2P's joins behind the core, which has seen frames alone.
 */
public enum LatentStructure {
  /** No z: what minimises the squared error of the next frame. */
  DETERMINISTIC("deterministic"),
  /** One z for the film, from all frames: (28), (29). */
  SV2P_ONE("SV2P, one z"),
  /** A z for each frame, all drawn from one posterior of the whole film: (30), (31). */
  SV2P_STEP("SV2P, z per step"),
  /**
   * The same with a posterior for each frame, from that frame and the whole film: (31) without the
   * lecture's words that the draws are independent and identically distributed.
   */
  SV2P_EACH("SV2P, own posteriors"),
  /** A z for each frame, from the frames up to it; the prior is N(0, I): (32), (33). */
  SVG_FP("SVG-FP"),
  /** The same with a prior from the frames before: (34), (35). */
  SVG_LP("SVG-LP");

  private final String title;

  LatentStructure(String title) {
    this.title = title;
  }

  public boolean isStochastic() {
    return this != DETERMINISTIC;
  }

  /** Whether z enters before the recurrent core. */
  boolean isRemembered() {
    return this == SVG_FP || this == SVG_LP;
  }

  /** Whether all z have the posterior of the whole film. */
  boolean hasOnePosterior() {
    return this == SV2P_ONE || this == SV2P_STEP;
  }

  @Override
  public String toString() {
    return title;
  }
}
