package elbolab.saia;

import elbolab.data.Observed;
import elbolab.hhvaem.Features;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.Arrays;

/**
 * Sequential active information acquisition (thesis, section 5.4.4): rows begin with nothing
 * observed; again and again each row's feature with the greatest reward is looked up, until all are
 * known. All rows of a batch go in step, and all that is asked of a step shares one set of draws.
 *
 * <pre>{@code
 * AcquisitionPaths paths = Acquisition.of(HhVaemModel.of(model), 200, 1)
 *     .run(truth, HistogramReward.standard());
 * double[] rmse = paths.curve(Measure.RMSE);
 * }</pre>
 *
 * @param draws of the belief, for each row and step
 * @param seed of all random numbers: two rewards with the same seed begin with the same belief
 */
public record Acquisition(AcquisitionModel model, int draws, long seed) {
  public Acquisition {
    if (draws < 2) {
      throw new IllegalArgumentException(
          "draws = " + draws + ": must be at least 2 (of a belief, for each row and step)");
    }
  }

  public static Acquisition of(AcquisitionModel model, int draws, long seed) {
    return new Acquisition(model, draws, seed);
  }

  /** Sees each step while it is made: what is believed, every reward, and what is chosen. */
  @FunctionalInterface
  interface Watcher {
    /**
     * @param rewards of the step; empty at the last one, where nothing is left
     * @param next each row's choice, −1 for none
     */
    void seen(int step, Belief belief, double[][] rewards, int... next);
  }

  /** From nothing to everything that is known of these rows. */
  public AcquisitionPaths run(Observed truth, Reward reward) {
    return run(truth, reward, steps(truth));
  }

  /**
   * The first steps only.
   *
   * @param truth rows of [inputs + targets]; a cell that is missing in it cannot be acquired
   */
  public AcquisitionPaths run(Observed truth, Reward reward, int steps) {
    return run(truth, reward, steps, (step, belief, rewards, next) -> {});
  }

  AcquisitionPaths run(Observed truth, Reward reward, Watcher watcher) {
    return run(truth, reward, steps(truth), watcher);
  }

  private AcquisitionPaths run(Observed truth, Reward reward, int steps, Watcher watcher) {
    Features features = model.features();
    int width = features.all().size();
    double[] targets = targets(features, truth.values().toArray());
    AcquisitionPaths.Log log = new AcquisitionPaths.Log(features, targets);
    float[] marks = new float[truth.rows() * width];
    Rng rng = Rng.of(seed, "acquisition");
    for (int t = 0; t <= steps; t++) {
      long began = System.nanoTime();
      Observed x = truth.hide(Tensor.of(marks, truth.rows(), width));
      Belief belief = model.believe(x, draws, rng.stream("belief", t));
      int[] next = new int[truth.rows()];
      double[] gain = new double[next.length];
      Arrays.fill(next, -1);
      Arrays.fill(gain, Double.NaN);
      double[][] rewards = new double[0][];
      if (t < steps) {
        rewards = reward.of(new Step(model, belief, x, truth, rng.stream("reward", t)));
        choose(rewards, next, gain);
        for (int r = 0; r < next.length; r++) {
          if (next[r] >= 0) {
            marks[r * width + next[r]] = 1;
          }
        }
      }
      log.add(belief, next, gain, (System.nanoTime() - began) * 1e-9);
      watcher.seen(t, belief, rewards, next);
    }
    return log.paths();
  }

  /** The most cells of a row that can be acquired. */
  private int steps(Observed truth) {
    int inputs = model.features().inputs().size();
    int width = model.features().all().size();
    float[] there = truth.maskOrOnes().toArray();
    int most = 0;
    for (int r = 0; r < truth.rows(); r++) {
      int count = 0;
      for (int i = 0; i < inputs; i++) {
        count += there[r * width + i] > 0 ? 1 : 0;
      }
      most = Math.max(most, count);
    }
    return most;
  }

  /** Each row's best feature, the first of equals, and its reward. */
  private static void choose(double[][] rewards, int[] next, double[] gain) {
    for (int r = 0; r < next.length; r++) {
      for (int i = 0; i < rewards[r].length; i++) {
        double reward = rewards[r][i];
        if (!Double.isNaN(reward) && (next[r] < 0 || reward > gain[r])) {
          next[r] = i;
          gain[r] = reward;
        }
      }
    }
  }

  /** The targets' columns of cells, [rows][targets]. */
  static double[] targets(Features features, float[] cells) {
    int inputs = features.inputs().size();
    int width = features.all().size();
    double[] targets = new double[cells.length / width * (width - inputs)];
    for (int k = 0; k < targets.length; k++) {
      targets[k] = cells[k / (width - inputs) * width + inputs + k % (width - inputs)];
    }
    return targets;
  }
}
