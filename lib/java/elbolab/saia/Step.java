package elbolab.saia;

import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.math.Workers;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * What a reward can look at: some rows on their way, and what a model believes of them. All rewards
 * of a step share the belief's draws.
 *
 * @param x what is observed so far, [rows, inputs + targets]
 * @param truth the same rows with every cell that can be acquired, and the targets if they are
 *     known: only the oracle looks at its values
 * @param rng of whatever a reward draws
 */
public record Step(AcquisitionModel model, Belief belief, Observed x, Observed truth, Rng rng) {
  /** What a reward makes of one row: a function of the feature. */
  @FunctionalInterface
  interface OfRow {
    IntToDoubleFunction row(int row);
  }

  public int rows() {
    return x.rows();
  }

  public int inputs() {
    return model.features().inputs().size();
  }

  public int targets() {
    return model.features().targets().size();
  }

  /** The cells that are not observed but can be, [rows][inputs]. */
  public boolean[][] open() {
    float[] seen = x.maskOrOnes().toArray();
    float[] there = truth.maskOrOnes().toArray();
    int width = inputs() + targets();
    boolean[][] open = new boolean[rows()][inputs()];
    for (int r = 0; r < open.length; r++) {
      for (int i = 0; i < inputs(); i++) {
        open[r][i] = seen[r * width + i] == 0 && there[r * width + i] > 0;
      }
    }
    return open;
  }

  /** The reward of every open cell, rows on all threads. */
  double[][] each(OfRow reward) {
    boolean[][] open = open();
    double[][] rewards = new double[open.length][inputs()];
    Workers.run(
        open.length,
        r -> {
          Arrays.fill(rewards[r], Double.NaN);
          IntToDoubleFunction ofFeature = null;
          for (int i = 0; i < open[r].length; i++) {
            if (open[r][i]) {
              ofFeature = ofFeature == null ? reward.row(r) : ofFeature;
              rewards[r][i] = ofFeature.applyAsDouble(i);
            }
          }
        });
    return rewards;
  }

  /** What was drawn of a cell: of an input, or of target p at inputs + p. */
  double[] drawn(float[] cells, int row, int column) {
    int width = inputs() + targets();
    double[] drawn = new double[belief.draws()];
    for (int s = 0; s < drawn.length; s++) {
      drawn[s] = cells[(row * drawn.length + s) * width + column];
    }
    return drawn;
  }

  double[][] drawnTargets(float[] cells, int row) {
    double[][] drawn = new double[targets()][];
    for (int p = 0; p < drawn.length; p++) {
      drawn[p] = drawn(cells, row, inputs() + p);
    }
    return drawn;
  }
}
