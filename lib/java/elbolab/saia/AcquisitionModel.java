package elbolab.saia;

import elbolab.data.Observed;
import elbolab.hhvaem.Features;
import elbolab.math.Rng;

/** What acquisition asks of a model: to sample what is missing of rows, features and targets. */
public interface AcquisitionModel {
  /** The columns of a row: inputs, which can be acquired, then the targets. */
  Features features();

  /** What the model makes of rows of which some cells are observed, [rows, inputs + targets]. */
  Belief believe(Observed x, int draws, Rng rng);
}
