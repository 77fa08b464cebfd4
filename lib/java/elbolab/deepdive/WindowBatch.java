package elbolab.deepdive;

import elbolab.tensor.Tensor;
import java.util.List;

/**
 * Windows to train on or to look at.
 *
 * @param x [windows, series, L], standardised
 * @param y [windows, series, H], standardised likewise
 * @param labels the class of each window, one array per label
 */
public record WindowBatch(Tensor x, Tensor y, List<int[]> labels) {
  public WindowBatch {
    labels = List.copyOf(labels);
  }
}
