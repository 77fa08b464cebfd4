package elbolab.vae;

import elbolab.math.Rng;
import elbolab.nn.Schedule;
import elbolab.tensor.Tensor;
import elbolab.train.Batch;
import elbolab.train.Loss;
import elbolab.train.Objective;

/**
 * The negative ELBO of a batch of rows, for the training loop.
 *
 * @param data a row of features per example; it must outlive the training's tapes
 * @param binarisation what becomes of grey pixels before the model sees them
 * @param beta weight of the divergence over the steps; 1 gives the ELBO
 */
public record VaeObjective(Vae vae, Tensor data, Binarisation binarisation, Schedule beta)
    implements Objective {

  /**
   * A Bernoulli likelihood is one of black and white pixels. Results of different binarisation must
   * not be compared with each other.
   */
  public enum Binarisation {
    /** The data are used as they are. */
    NONE,
    /**
     * Each time an image is used its pixels are drawn anew, black with their grey as probability.
     */
    DYNAMIC;

    /** Draws pixels, or returns them unchanged. */
    public Tensor of(Tensor grey, Rng rng) {
      return this == NONE
          ? grey
          : grey.minus(Tensor.uniform(rng, grey.shape().toArray())).positive();
    }

    /** Draws pixels once, for a data set that is kept. */
    public float[] of(float[] grey, Rng rng) {
      float[] pixels = grey.clone();
      for (int i = 0; this == DYNAMIC && i < pixels.length; i++) {
        pixels[i] = rng.nextFloat() < grey[i] ? 1 : 0;
      }
      return pixels;
    }
  }

  public VaeObjective {
    int features = vae.options().features();
    if (data.rank() != 2 || data.size(1) != features) {
      throw new IllegalArgumentException(
          "data of shape " + data.shape() + ": rows of " + features + " features are needed");
    }
  }

  @Override
  public Loss loss(Batch batch, Rng rng) {
    Tensor x = binarisation.of(data.gather(0, batch.rows()), rng.stream("pixels", 0));
    return vae.elbo(x, rng.stream("latent", 0)).loss(beta.at(batch.step()));
  }
}
