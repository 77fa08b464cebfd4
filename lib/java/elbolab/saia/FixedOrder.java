package elbolab.saia;

import elbolab.data.Observed;
import elbolab.hhvaem.Feature;
import elbolab.hhvaem.Features;
import java.util.Arrays;

/**
 * One order of the features for all rows, whatever is observed of them: what an adaptive reward
 * must beat to be worth its price.
 *
 * @param scores of the features, the greatest first
 */
public record FixedOrder(double... scores) implements Reward {
  public FixedOrder {
    scores = scores.clone();
  }

  /**
   * By the information Î(y; x_i) of each feature alone in complete training rows, without a model.
   */
  public static FixedOrder byInformation(
      Features features, Observed training, HistogramReward estimator) {
    int inputs = features.inputs().size();
    int width = features.all().size();
    float[] values = training.values().toArray();
    double[][] columns = new double[width][training.rows()];
    for (int k = 0; k < values.length; k++) {
      columns[k % width][k / width] = values[k];
    }
    double[][] y = Arrays.copyOfRange(columns, inputs, width);
    int[] classes =
        features.targets().stream().mapToInt(target -> target.levels().size()).toArray();
    double[] scores = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      Feature input = features.inputs().get(i);
      scores[i] = estimator.information(columns[i], input.levels().size(), y, classes);
    }
    return new FixedOrder(scores);
  }

  @Override
  public double[] scores() {
    return scores.clone();
  }

  @Override
  public double[][] of(Step step) {
    if (scores.length != step.inputs()) {
      throw new IllegalArgumentException(
          scores.length + " scores for " + step.inputs() + " features: give each one");
    }
    return step.each(row -> i -> scores[i]);
  }
}
