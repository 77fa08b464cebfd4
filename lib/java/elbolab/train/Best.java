package elbolab.train;

import elbolab.nn.Parameters;
import elbolab.nn.Safetensors;

/** The parameters with the lowest validation loss so far. */
public record Best(long step, double loss, Safetensors parameters) {
  /** Puts them back into the model. */
  public void restore(Parameters into) {
    into.load(parameters, "the best model (step " + step + ")");
  }
}
