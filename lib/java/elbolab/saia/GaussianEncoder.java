package elbolab.saia;

import elbolab.data.Observed;

/** A model with a normal q(ε | what is observed) of independent coordinates: an encoder. */
public interface GaussianEncoder {
  /**
   * Mean and log variance of each row's coordinates, [rows][dimensions].
   *
   * @param dimensions latent numbers of a row, of all levels
   */
  record Code(float[] mean, float[] logVariance, int dimensions) {}

  /** Of rows [rows, inputs + targets], of which targets may be observed too. */
  Code encode(Observed x);
}
