package elbolab.saia;

import elbolab.hhvaem.Feature;
import elbolab.prob.DiscreteInformation;
import elbolab.prob.NeighbourInformation;
import java.util.List;

/**
 * I(y; x_i | x_O) from the distances between joint draws, which need no bins: the better estimator
 * that the thesis names and does not run. Of a number and numbers that of Kraskov et al. (2004), of
 * a category and numbers that of Ross (2014), of two categories their relative frequencies.
 *
 * @param neighbours k: more for less variance, fewer for less bias
 */
public record NearestNeighbourReward(int neighbours) implements Reward {
  public NearestNeighbourReward {
    if (neighbours < 1) {
      throw new IllegalArgumentException(
          "neighbours = " + neighbours + ": must be at least 1 (whose distance is taken)");
    }
  }

  /** Three neighbours. */
  public static NearestNeighbourReward standard() {
    return new NearestNeighbourReward(3);
  }

  @Override
  public double[][] of(Step step) {
    List<Feature> inputs = step.model().features().inputs();
    List<Feature> targets = step.model().features().targets();
    boolean numbers = targets.stream().allMatch(target -> target.kind().isNumber());
    if (!numbers && targets.size() != 1) {
      throw new IllegalArgumentException(
          "%d targets, some of them categories: distances need numbers, or one category;"
                  .formatted(targets.size())
              + " take the histogram reward");
    }
    NeighbourInformation estimator = new NeighbourInformation(neighbours);
    float[] cells = step.belief().cells();
    return step.each(
        row -> {
          double[][] y = step.drawnTargets(cells, row);
          return i -> {
            double[] x = step.drawn(cells, row, i);
            int classes = inputs.get(i).levels().size();
            if (numbers) {
              return classes == 0
                  ? estimator.ofNumbers(new double[][] {x}, y)
                  : estimator.ofClasses(labels(x), y);
            }
            int[] label = labels(y[0]);
            return classes == 0
                ? estimator.ofClasses(label, new double[][] {x})
                : DiscreteInformation.of(labels(x), classes, label, targets.get(0).levels().size())
                    .mutual();
          };
        });
  }

  private static int[] labels(double[] codes) {
    int[] labels = new int[codes.length];
    for (int s = 0; s < labels.length; s++) {
      labels[s] = (int) codes[s];
    }
    return labels;
  }
}
