package elbolab.saia;

import elbolab.data.Observed;
import elbolab.tensor.Tensor;
import java.util.Arrays;

/**
 * What no one has before acquiring: log p(y | x_i, x_O) − log p(y | x_O) at the row's true x_i and
 * its true targets. The greedy best order for the log likelihood of the target, under the same
 * model; it makes a curve readable and is no method.
 *
 * @param draws of the belief after a feature
 */
public record OracleReward(int draws) implements Reward {
  public OracleReward {
    if (draws < 1) {
      throw new IllegalArgumentException("draws = " + draws + ": must be at least 1");
    }
  }

  @Override
  public double[][] of(Step step) {
    float[] values = step.truth().values().toArray();
    double[] targets = Acquisition.targets(step.model().features(), values);
    double[] before = step.belief().logLikelihood(targets);
    double[][] after = new double[step.inputs()][];
    boolean[][] open = step.open();
    for (int i = 0; i < after.length; i++) {
      int feature = i;
      if (Arrays.stream(open).anyMatch(row -> row[feature])) {
        Observed x = withTrue(step, i);
        after[i] = step.model().believe(x, draws, step.rng()).logLikelihood(targets);
      }
    }
    return step.each(row -> i -> after[i][row] - before[row]);
  }

  /** The rows as they are, and their feature i as well where it can be acquired. */
  private static Observed withTrue(Step step, int i) {
    int width = step.inputs() + step.targets();
    float[] marks = step.x().maskOrOnes().toArray().clone();
    float[] there = step.truth().maskOrOnes().toArray();
    for (int k = i; k < marks.length; k += width) {
      marks[k] = there[k];
    }
    Tensor mask = Tensor.of(marks, step.rows(), width);
    return new Observed(step.truth().values().times(mask), mask);
  }
}
