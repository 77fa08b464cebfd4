package elbolab.hhvaem;

import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.nn.Layer;
import elbolab.nn.Parameters;
import elbolab.prob.Distribution;
import elbolab.tensor.Tensor;

/**
 * How an example's cells meet the levels of latent variables: the networks next to them, and their
 * likelihood. z stands for the numbers that the dependency VAE generates, one for each cell: the
 * latent numbers of the marginal VAEs of a table, the logits of an image.
 */
interface CellModel {
  /**
   * r_1, [rows, hidden], from what is given of rows, beside each other: z, its marks, targets,
   * their marks.
   */
  Layer reader(Parameters branch, int targets, HhVaemOptions options);

  /** z, or E[z | h_1] where it has noise, from h_1. */
  Layer decoder(Parameters branch, HhVaemOptions options);

  /** What the dependency VAE is given of observed cells: a draw where there is a choice. */
  Tensor given(Observed inputs, Rng rng);

  /** The same without a draw. */
  Tensor givenMean(Observed inputs);

  /** The noise of z around the decoder's numbers; 0 where they are z itself. */
  double deviation();

  /** p of what the dependency VAE is given, from the decoder's numbers. */
  Distribution distribution(Tensor mean);

  /** log p of what is given of each row, [rows], from the decoder's numbers. */
  Tensor logLikelihood(Given given, Tensor mean);

  /** Codes on the scale that the predictor is fed. */
  Tensor standardised(Tensor codes);

  /** x̂ on that scale, for cells that are missing. */
  Tensor completed(Tensor z);

  /** log p(x_d | z_d) of each cell, [rows, cells]. */
  Tensor logProb(Tensor codes, Tensor z);

  /** The best guess of each code, [rows, cells]. */
  Tensor guess(Tensor z);

  /** A draw of each code, [rows, cells]. */
  Tensor sample(Tensor z, Rng rng);

  /** How many draws may be decoded at once. */
  int drawsAtOnce();
}
